#pragma once

#include "mapgen/sheets/layout.hpp"
#include "mapgen/sheets/words.hpp"

namespace riskmap::sheets {

/// Scale bar with the numeric scale, and an arrow to grid north, at the foot of the panel.
/// @return their upper edge, mm
double draw_scale_and_north(Canvas& canvas, const MapView& view, const PageLayout& layout, const Words& words,
                            const std::string& crs);

}  // namespace riskmap::sheets
