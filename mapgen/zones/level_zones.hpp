#pragma once

#include <array>
#include <string>
#include <vector>

#include "geocore/gdal/mask.hpp"
#include "geocore/grid/grid.hpp"

namespace riskmap::zones {

/// Nodata of level rasters; levels are 0 (unknown) to 4.
inline constexpr unsigned char kLevelNodata = 255;

/// True ground area per level in m2, from full resolution; index = level.
using LevelAreas = std::array<double, 5>;

[[nodiscard]] LevelAreas areas_by_level(const grid::Raster<unsigned char>& levels);

/// The same over the cells whose bit in `mask` is set.
[[nodiscard]] LevelAreas areas_by_level(const grid::Raster<unsigned char>& levels,
                                        const grid::Raster<unsigned char>& inside);

/// A connected area of one level.
struct RiskZone {
    unsigned char level = 0;
    double area_m2 = 0;
    grid::MultiPolygon outline;  ///< along cell edges, in the raster's CRS
};

/// Connected over cell edges; largest level first, then from the north.
[[nodiscard]] std::vector<RiskZone> risk_zones(const grid::Raster<unsigned char>& levels);

}  // namespace riskmap::zones
