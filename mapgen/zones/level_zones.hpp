#pragma once

#include <array>
#include <string>
#include <vector>

#include "geocore/grid/grid.hpp"
#include "geocore/grid/level_order.hpp"

namespace riskmap::zones {

using grid::kLevelNodata;

/// True ground area per level in m2, from full resolution; index = level.
using LevelAreas = std::array<double, 5>;

[[nodiscard]] LevelAreas areas_by_level(const grid::Raster<unsigned char>& levels);

/// The same over the cells whose bit in `mask` is set.
[[nodiscard]] LevelAreas areas_by_level(const grid::Raster<unsigned char>& levels,
                                        const grid::Raster<unsigned char>& inside);

/// A connected area of one level.
struct RiskZone {
    unsigned char level = 0;
    double area_m2 = 0;       ///< of its cells
    double merged_m2 = 0;     ///< of it, area that had another level below the mapping unit
    bool below_unit = false;  ///< smaller than the mapping unit, but nothing around it stands before it
    grid::MultiPolygon outline;
};

struct ZoneOptions {
    double mapping_unit_m2 = 0;  ///< 0: every area stands for itself
    double simplify_m = 0;       ///< 0: outlines along cell edges
};

/// What merging did, per level: index = level, m2.
struct ZoneAreas {
    LevelAreas cells{};       ///< before
    LevelAreas zones{};       ///< after
    LevelAreas merged_in{};   ///< came from other levels
    LevelAreas merged_out{};  ///< went to other levels
};

struct RiskZones {
    std::vector<RiskZone> list;  ///< largest level first, then from the north
    ZoneAreas areas;
};

/// The connected areas of each level, over cell edges, after merging below the mapping unit (see
/// mapping_unit.hpp). Outlines are in the raster's CRS; together they are exactly the cells with data,
/// without gaps or overlaps, and each has the area of its cells, simplified or not (see simplify.hpp).
[[nodiscard]] RiskZones risk_zones(const grid::Raster<unsigned char>& levels,
                                   const ZoneOptions& options = {});

}  // namespace riskmap::zones
