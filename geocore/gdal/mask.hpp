#pragma once

#include "geocore/gdal/vector.hpp"
#include "geocore/grid/grid.hpp"

namespace riskmap::gdal {

/// Sets cells whose centre lies in the area to `value`; the area is in the raster's CRS.
void burn(grid::Raster<unsigned char>& raster, const grid::MultiPolygon& area, unsigned char value);

}  // namespace riskmap::gdal
