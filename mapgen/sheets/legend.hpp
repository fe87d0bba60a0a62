#pragma once

#include "mapgen/sheets/areas.hpp"
#include "mapgen/sheets/map_frame.hpp"

namespace riskmap::sheets {

/// Classes from the highest down with their areas, the unknown among them, then the symbols with their
/// numbers.
/// @return the lower edge, mm
double draw_legend(Canvas& canvas, const MapRequest& request, const ClassAreas& areas,
                   const MapCounts& counts, const MapView& view, const PageLayout& layout);

}  // namespace riskmap::sheets
