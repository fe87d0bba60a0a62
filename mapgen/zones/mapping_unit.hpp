#pragma once

#include "mapgen/zones/regions.hpp"

namespace riskmap::zones {

/// Merges regions of fewer than `least_cells` cells into neighbours by the order 4 > 3 > 2 > unknown > 1,
/// never downwards: the smallest region first, each into the neighbours of the first level in the order, if
/// that level stands before its own. A small region all of whose neighbours stand after it stays as it is, so
/// that no hot spot and nothing unknown disappears; the area of a level only ever shrinks in favour of one
/// before it. Regions of equal size go in the order of their first cells, so the result is always the same.
/// Every region below the unit in the result has only neighbours that stand after it.
[[nodiscard]] Regions merge_below_unit(const Regions& regions, std::size_t least_cells);

}  // namespace riskmap::zones
