#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "geocore/gdal/vector.hpp"
#include "geocore/run/manifest.hpp"
#include "geocore/style/style.hpp"
#include "mapgen/exports/release.hpp"

namespace riskmap::exports {

enum class Language { zh, en };

struct RunTable {
    std::string path;  ///< relative to the run folder
    run::Text title;
    std::string sha256;
};

struct Scenario {
    std::string key;
    run::Text name;
};

/// A finished run as exports see it.
struct RunSource {
    std::filesystem::path folder;
    run::Manifest manifest;
    Release release;
    std::string mark;  ///< of synthetic data; empty for real
    std::string period_start;
    std::string period_end;
    std::string software;
    std::optional<std::string> review_number;
    std::vector<RunTable> tables;
    std::vector<Scenario> scenarios;

    [[nodiscard]] bool has_levels() const;
    /// The style of levels that the run was drawn with. @throws Error (data) where the run has none.
    [[nodiscard]] style::Style level_style() const;
    /// Names of the vector layers that may go out, in the manifest's order.
    [[nodiscard]] std::vector<std::string> vector_names() const;
    [[nodiscard]] gdal::VectorLayer read_vector(const std::string& name) const;
    [[nodiscard]] std::vector<RunTable> tables_to_show() const;
    /// What stands on every export in words: period, caption, review, audience, mark; label and text.
    [[nodiscard]] std::vector<std::pair<run::Text, run::Text>> facts() const;
};

/// @throws Error (data) naming file and key.
[[nodiscard]] RunSource read_source(const std::filesystem::path& folder, const std::string& audience,
                                    bool restricted_too);

/// The vector layers asked for, all that may go out where nothing is.
/// @throws Error (usage) for a layer that the run does not have, or that may not go out.
[[nodiscard]] std::vector<std::string> wanted_vectors(const RunSource& source,
                                                      const std::vector<std::string>& names);

/// Risk zones of one scenario, everything else whole.
struct VectorPart {
    run::Text title;
    gdal::VectorLayer layer;
    std::string scenario;  ///< empty where the layer is whole
};
[[nodiscard]] std::vector<VectorPart> vector_parts(const RunSource& source, const std::string& name);

/// Title of a run's vector layer.
[[nodiscard]] run::Text vector_title(const std::string& name);
/// Chinese for a column of the run's vectors and tables; the name itself where none is known.
[[nodiscard]] std::string column_title(const std::string& column);

[[nodiscard]] inline const std::string& of(const run::Text& text, Language language) {
    return language == Language::zh ? text.zh : text.en;
}
[[nodiscard]] inline const std::string& of(const style::Label& label, Language language) {
    return language == Language::zh ? label.zh : label.en;
}

/// A field's position, or -1.
[[nodiscard]] int field_index(const gdal::VectorLayer& layer, const std::string& field);
/// An attribute as text; empty where there is no such field or it is null.
[[nodiscard]] std::string text_of(const gdal::VectorLayer& layer, const gdal::Feature& feature,
                                  const std::string& field);

}  // namespace riskmap::exports
