#pragma once

#include "geocore/crs/transform.hpp"
#include "geocore/grid/geometry.hpp"

namespace riskmap::crs {

/// Square metres on the ellipsoid (GRS 80, which CGCS2000 and WGS 84 share to 0.1 mm) per squared unit of a
/// plane at a place of it: 1 over the square of a conformal projection's point scale. From the meridional and
/// the transverse radius of curvature, with the plane's derivatives taken over `step` units.
/// @param to_lonlat  from the plane to longitude and latitude in degrees
/// @return NaN where the place has no longitude and latitude
[[nodiscard]] double ground_area_factor(const Transform& to_lonlat, grid::Point at, double step);

}  // namespace riskmap::crs
