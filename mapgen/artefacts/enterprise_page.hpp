#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "geocore/run/manifest.hpp"
#include "mapgen/observations/places.hpp"
#include "mapgen/project/project.hpp"
#include "mapgen/sources/assessment.hpp"
#include "mapgen/zones/study_area.hpp"

namespace riskmap::artefacts {

/// What every enterprise's page says besides the enterprise.
struct PageContext {
    const project::Project& project;
    const zones::StudyArea& area;
    const std::vector<observations::Receptor>& receptors;
    std::string digits;  ///< of the run; pages hold no time
    std::string rules_version;
};

/// One enterprise, one file (一企一档), for programs; keys in docs/sources.md.
[[nodiscard]] std::string enterprise_json(const sources::AssessedEnterprise& assessed,
                                          const PageContext& context);
/// The same for people: one page without any other file, Chinese with an English switch, fit for A4.
[[nodiscard]] std::string enterprise_html(const sources::AssessedEnterprise& assessed,
                                          const PageContext& context);

/// Where the list of pages stands.
struct PageIndex {
    std::string path;
    std::string sha256;
    int enterprises = 0;
    std::string rules_version;
};

/// Writes enterprises/ID.json, ID.html and enterprises/index.json with the digest of each.
/// @throws Error (data) where a file cannot be written whole.
[[nodiscard]] PageIndex write_enterprise_pages(const std::filesystem::path& run,
                                               const std::vector<sources::AssessedEnterprise>& enterprises,
                                               const PageContext& context);

}  // namespace riskmap::artefacts
