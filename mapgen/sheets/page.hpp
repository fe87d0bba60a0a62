#pragma once

#include "mapgen/sheets/map_frame.hpp"

namespace riskmap::sheets {

/// One map page: title, map, legend, scale, north, notes, signatures.
struct MapPage {
    std::string heading;  ///< empty: the layer's own title
    grid::Box extent;     ///< in the run's CRS; areas in the legend are those of the map's window
    int number = 1;
    int of = 1;
};
void draw_page(Canvas& canvas, const MapRequest& request, const PageLayout& paper, const MapPage& page);
/// Title line of any page, with the synthetic mark where it is due.
void draw_title(Canvas& canvas, const RunFacts& facts, const Words& words, const PageLayout& layout,
                const std::string& heading, const std::string& number);

}  // namespace riskmap::sheets
