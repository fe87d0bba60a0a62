#pragma once

#include <vector>

#include "mapgen/check/points.hpp"

namespace riskmap::check {

/// Places whose position is published in WGS 84 to four digits: the national air-quality stations of Ningbo
/// and Zhoushan. A table that lists them by code or name tells its datum by them.
[[nodiscard]] const std::vector<KnownPoint>& known_points();

}  // namespace riskmap::check
