#pragma once

#include "mapgen/sheets/layout.hpp"
#include "mapgen/sheets/map_picture.hpp"
#include "mapgen/sheets/words.hpp"

namespace riskmap::sheets {

/// How many of each kind stand on the map, and how many names found no room.
struct MapCounts {
    int stations = 0;
    int hospitals = 0;
    int schools = 0;
    int receptors = 0;
    int berths = 0;
    int labels_left_out = 0;
};

struct MapRequest {
    const RunFacts& facts;
    const run::Layer& layer;
    const LayerStyle& style;
    const Words& words;
    bool mark_inside = false;  ///< the mark of synthetic data on the map itself: where no title has it
    bool names = true;         ///< of stations, receptors and berths
    bool quiet_hatch = false;  ///< hatching lighter, for maps of a zone
};

/// Colour of a receptor's or berth's level on maps of levels of its own scenario; null elsewhere.
[[nodiscard]] const style::Colour* level_fill(const MapRequest& request, const gdal::VectorLayer& layer,
                                              const gdal::Feature& feature);
/// What a map of the layer shows: the run's extent, of layers for sites alone the chemical zones.
[[nodiscard]] grid::Box shown_extent(const RunFacts& facts, const run::Layer& layer);

/// Draws the map with everything on it into the view's frame.
MapCounts draw_map(Canvas& canvas, const MapRequest& request, const MapView& view, const PageLayout& layout);

}  // namespace riskmap::sheets
