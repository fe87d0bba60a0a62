#pragma once

#include <vector>

#include "geocore/gdal/vector.hpp"
#include "geocore/grid/grid.hpp"

namespace riskmap::gdal {

/// Sets cells whose centre lies in the area to `value`; the area is in the raster's CRS.
void burn(grid::Raster<unsigned char>& raster, const grid::MultiPolygon& area, unsigned char value);

struct Region {
    unsigned char value = 0;
    grid::MultiPolygon area;
};

/// Connected areas (over edges, not corners) of equal value as polygons along cell edges; nodata cells are
/// left out.
[[nodiscard]] std::vector<Region> polygonize(const grid::Raster<unsigned char>& raster);

}  // namespace riskmap::gdal
