#pragma once

#include "mapgen/sheets/map_frame.hpp"

namespace riskmap::sheets {

/// A small map of the run's whole extent with the sheet's window framed on it, in the panel between `top` and
/// `bottom` (mm). Nothing where the window shows most of that extent, or where there is no room.
void draw_locator(Canvas& canvas, const MapRequest& request, const MapView& view, const PageLayout& layout,
                  double top, double bottom);

}  // namespace riskmap::sheets
