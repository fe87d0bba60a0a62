#pragma once

#include <limits>

#include "geocore/grid/grid.hpp"
#include "mapgen/zones/level_zones.hpp"

namespace riskmap::zones {

/// Of the cells of an area, from full resolution; means and maxima over the cells whose level is known, NaN
/// where there are none.
struct AreaStatistics {
    LevelAreas areas{};
    double cancer_risk_mean = std::numeric_limits<double>::quiet_NaN();
    double cancer_risk_max = std::numeric_limits<double>::quiet_NaN();
    double hazard_index_mean = std::numeric_limits<double>::quiet_NaN();
    double hazard_index_max = std::numeric_limits<double>::quiet_NaN();

    [[nodiscard]] double total_m2() const;
    /// -1 where no cell has data.
    [[nodiscard]] int highest_level() const;
};

/// @param inside cells other than 0 belong to the area; nullptr: all cells
/// @pre all rasters have the same grid
[[nodiscard]] AreaStatistics statistics_of(const grid::Raster<unsigned char>& levels,
                                           const grid::Raster<float>& cancer_risk,
                                           const grid::Raster<float>& hazard_index,
                                           const grid::Raster<unsigned char>* inside);

}  // namespace riskmap::zones
