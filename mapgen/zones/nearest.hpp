#pragma once

#include <string>
#include <vector>

#include "geocore/grid/geometry.hpp"
#include "geocore/run/manifest.hpp"

namespace riskmap::zones {

/// Something near a place. The direction is that in which it lies as seen from the place: 0 north, 1
/// north-east,
/// ... 7 north-west on the project's grid; kNone for the place itself or an area that holds it.
struct Nearest {
    static constexpr int kNone = -1;

    std::string id;  ///< empty where there is nothing
    double distance_m = 0;
    int direction = kNone;
};

struct NamedPoint {
    std::string id;
    grid::Point position;
};

struct NamedArea {
    std::string id;
    grid::MultiPolygon area;
};

/// @param except an id that does not count
[[nodiscard]] Nearest nearest_point(const std::vector<NamedPoint>& points, grid::Point p,
                                    const std::string& except = {});
/// By the nearest point of its outline.
[[nodiscard]] Nearest nearest_area(const std::vector<NamedArea>& areas, grid::Point p);

/// Octant of the direction from one point to another.
[[nodiscard]] int direction_of(grid::Point from, grid::Point to);
/// The eight winds; empty for kNone.
[[nodiscard]] const run::Text& direction_name(int direction);

}  // namespace riskmap::zones
