#pragma once

#include "geocore/crs/transform.hpp"
#include "geocore/grid/geometry.hpp"

namespace riskmap::crs {

/// The box around a box's outline in another CRS; places that have none there are left out.
[[nodiscard]] grid::Box transformed(const grid::Box& box, const Transform& transform);

}  // namespace riskmap::crs
