#pragma once

#include <cstdint>
#include <vector>

#include "geocore/grid/geometry.hpp"
#include "geocore/grid/grid.hpp"
#include "mapgen/zones/regions.hpp"

namespace riskmap::zones {

/// A line between two regions, or between one and the outside, from a point where three or more of them meet
/// to the next; where there is none, a closed line whose ends are its northernmost, then westernmost corner.
struct Arc {
    std::vector<grid::Point>
        points;          ///< x = column, y = row of cell corners; straight runs have no points between
    bool outer = false;  ///< one side has no data: the edge of the map
};

struct ArcUse {
    std::size_t arc = 0;
    bool reversed = false;
};

/// Rings around one region, the region on the left (y to the north): the outer one counterclockwise, holes
/// clockwise.
struct RegionOutline {
    std::vector<ArcUse> outer;
    std::vector<std::vector<ArcUse>> holes;
};

/// Every boundary once, shared by the regions on its two sides.
struct Outlines {
    std::vector<Arc> arcs;
    std::vector<RegionOutline> regions;  ///< one per region, in their order
};

/// Along cell edges. Rings are simple; they touch themselves or each other at single corners at most.
[[nodiscard]] Outlines trace_outlines(const Regions& regions);

/// The polygon of a region in the CRS of the affine.
[[nodiscard]] grid::Polygon polygon_of(const Outlines& outlines, std::size_t region,
                                       const grid::Affine& affine);

}  // namespace riskmap::zones
