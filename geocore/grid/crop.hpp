#pragma once

#include "geocore/grid/geometry.hpp"
#include "geocore/grid/grid.hpp"

namespace riskmap::grid {

/// The grid's own cells that a box touches, as a grid; without width or height where it touches none or is
/// not finite.
/// @param box in the grid's CRS
/// @param on_edge share of a cell by which a box may overlap a cell without touching it, for boxes along
/// edges
[[nodiscard]] Grid cropped(const Grid& whole, const Box& box, double on_edge = 0);

}  // namespace riskmap::grid
