#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "geocore/gdal/vector.hpp"

namespace riskmap::gdal {

/// Names of the layers of a vector file.
[[nodiscard]] std::vector<std::string> vector_layers(const std::filesystem::path& path);

/// Reads one layer whole (GeoJSON, GeoPackage, Shapefile, ...); an empty name means the first. Lines are
/// refused.
/// @throws Error (data) naming the file, the layer and the nearest layer that exists.
[[nodiscard]] VectorLayer read_vector(const std::filesystem::path& path, const std::string& layer = {});

}  // namespace riskmap::gdal
