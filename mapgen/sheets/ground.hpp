#pragma once

#include "mapgen/sheets/facts.hpp"
#include "mapgen/sheets/layout.hpp"

namespace riskmap::sheets {

/// Land, sea, and what the land file knows nothing of, over the whole frame.
void draw_ground(Canvas& canvas, const RunFacts& facts, const MapView& view);
void draw_coast(Canvas& canvas, const RunFacts& facts, const MapView& view);
/// Outlines of the chemical zones, dashed where they are approximate. `factor` scales the lines, 1 on A4.
void draw_zones(Canvas& canvas, const RunFacts& facts, const MapView& view, double factor);

}  // namespace riskmap::sheets
