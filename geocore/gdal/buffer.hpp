#pragma once

#include "geocore/grid/geometry.hpp"

namespace riskmap::gdal {

/// The area grown by a distance, or shrunk by a negative one, in units of its CRS; nothing where nothing is
/// left. Arcs have 32 segments per quarter. @throws Error (data) with GEOS's own text for an invalid area.
[[nodiscard]] grid::MultiPolygon buffered(const grid::MultiPolygon& area, double distance);

}  // namespace riskmap::gdal
