#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "geocore/grid/grid.hpp"
#include "mapgen/artefacts/layer_catalogue.hpp"
#include "mapgen/artefacts/stage_cache.hpp"

namespace riskmap::artefacts {

/// Nodata of Float32 layers.
inline constexpr float kNodata = -9999.0F;

/// One entry of the manifest's `layers`, with the digest that tells whether it changed.
struct LayerEntry {
    run::Layer layer;
    std::string digest;
};

/// Writes the raster layers of a run and keeps their manifest entries.
class LayerWriter {
  public:
    /// `source` and `synthetic` stand in every file's metadata.
    LayerWriter(std::filesystem::path run, std::string source, bool synthetic, StageCache& cache)
        : run_(std::move(run)), source_(std::move(source)), synthetic_(synthetic), cache_(cache) {}

    struct Subject {
        std::optional<std::string> pollutant;
        std::optional<std::string> scenario;
        /// Further metadata of the file: what its values rest on.
        std::vector<std::pair<std::string, std::string>> basis = {};
    };

    /// Cells that are kNodata are nodata. @throws Error (data) where the file cannot be written whole.
    void write(const LayerDescription& description, const Subject& subject, const std::string& digest,
               const grid::Raster<float>& raster);
    /// Levels and categories; 255 is nodata.
    void write(const LayerDescription& description, const Subject& subject, const std::string& digest,
               const grid::Raster<unsigned char>& raster);
    /// A second entry for the same file under another id.
    void alias(const std::string& id, const std::string& of, const run::Text& title);

    [[nodiscard]] const std::vector<LayerEntry>& entries() const { return entries_; }
    /// How many files came from earlier builds.
    [[nodiscard]] int as_before() const { return as_before_; }

  private:
    template <class T>
    void write_raster(const LayerDescription& description, const Subject& subject, const std::string& digest,
                      const grid::Raster<T>& raster);

    std::filesystem::path run_;
    std::string source_;
    bool synthetic_;
    StageCache& cache_;
    std::vector<LayerEntry> entries_;
    int as_before_ = 0;
};

}  // namespace riskmap::artefacts
