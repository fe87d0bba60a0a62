#pragma once

#include <functional>

#include "geocore/grid/grid.hpp"

namespace riskmap::tileserver::service {

/// Calls `visit(row, first, last)` for each stretch [first, last) of cells whose centres lie inside the
/// polygons (even-odd rule), which are in the grid's CRS.
void for_each_cell_inside(const grid::MultiPolygon& polygons, const grid::Grid& grid,
                          const std::function<void(int, int, int)>& visit);

}  // namespace riskmap::tileserver::service
