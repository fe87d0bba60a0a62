#pragma once

#include <vector>

#include "geocore/grid/grid.hpp"
#include "tileserver/tiles/drawable.hpp"

namespace riskmap::tileserver::service {

/// Cells [first, last) of a row.
struct CellSpan {
    int row = 0;
    int first = 0;
    int last = 0;
};

/// The cells whose centres lie in a polygon, in the order of rows and columns, each once. The polygon is in
/// longitude and latitude and its edges are straight there (RFC 7946, 3.1.1). A place is inside where it is
/// inside an outer ring (even-odd rule) and in none of that polygon's holes; what lies beyond the raster is
/// cut away first, so that no corner needs a place in the raster's CRS.
/// @throws api::ApiError (body_invalid) where the edges have more pieces or cross more rows than are allowed
[[nodiscard]] std::vector<CellSpan> cells_inside(const grid::MultiPolygon& lonlat,
                                                 const tiles::Drawable& raster);

}  // namespace riskmap::tileserver::service
