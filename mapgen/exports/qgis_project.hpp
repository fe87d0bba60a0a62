#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "geocore/grid/geometry.hpp"
#include "geocore/run/manifest.hpp"

namespace riskmap::exports {

/// What a run's QGIS project is made of.
struct QgisProject {
    run::Text title;
    std::string crs;
    grid::Box extent;  ///< in `crs`
    bool synthetic = false;
    std::string review_number;  ///< empty: not reviewed, which stands on the map
    std::vector<run::Layer> layers;
    std::vector<run::VectorLayer> vectors;  ///< of vectors.gpkg
};

inline constexpr const char* kQgisProjectFile = "project.qgz";

/// Writes `run`/project.qgz with every layer of the run, drawn with its style and grouped in Chinese. Paths
/// are relative, so the run may be moved; the same run gives the same bytes. A second name for the same file
/// is left out, and so are vector layers without features.
/// @pre the run's styles and, where it has land, base/land.geojson are written
/// @throws Error (data) where a style cannot be read or the file not be written whole
void write_qgis_project(const std::filesystem::path& run, const QgisProject& project);

}  // namespace riskmap::exports
