#pragma once

#include <optional>
#include <string>
#include <vector>

namespace riskmap::cli {

/// Where estimates are asked for: at the points of a file as CSV, or on a raster of an extent as GeoTIFF.
/// @return true for a raster
/// @throws Error (usage) where both or neither are given, or where the output's ending does not fit.
bool check_target(const std::string& at, const std::vector<double>& extent,
                  const std::optional<double>& cell_size, const std::string& output);

}  // namespace riskmap::cli
