#pragma once

#include <vector>

#include "geocore/style/style.hpp"
#include "mapgen/sheets/facts.hpp"

namespace riskmap::sheets {

/// 1 where the map is drawn at all, on the layer's grid (`overview` -1) or on one of its overviews: where the
/// scenario's level layer has a level; without levels, land and zones; without those, everywhere.
[[nodiscard]] std::vector<unsigned char> study_mask(const RunFacts& facts, const run::Layer& layer,
                                                    int overview);

/// Areas at full resolution, true to the projected CRS, of the cells whose centres lie in a box.
struct ClassAreas {
    std::vector<double> km2;  ///< in the order of the style's classes
    double unknown_km2 = 0;   ///< cells of the study area without a value; of levels they are the class of 0
    double total_km2 = 0;
};
[[nodiscard]] ClassAreas class_areas(const RunFacts& facts, const run::Layer& layer,
                                     const style::Style& style, const grid::Box& within);

}  // namespace riskmap::sheets
