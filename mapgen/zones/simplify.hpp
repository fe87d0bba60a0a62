#pragma once

#include <vector>

#include "mapgen/zones/outlines.hpp"

namespace riskmap::zones {

/// Simplifies the lines between regions; lines along the edge of the map and the ends of lines stay. The area
/// of every region stays the same, no two lines come to touch, and no region changes its neighbours. A line's
/// old corners lie within `tolerance` of the new line, and its new ones within `tolerance` of the old.
/// Area-preserving segment collapse after Kronenfeld, Stanislawski, Buttenfield and Brockmeyer,
/// "Simplification of polylines by segment collapse: minimizing areal displacement while preserving area",
/// International Journal of Cartography 6 (2020), with distance in place of areal displacement.
/// @param tolerance in cells, like the points
void simplify(std::vector<Arc>& arcs, double tolerance);

}  // namespace riskmap::zones
