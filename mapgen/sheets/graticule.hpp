#pragma once

#include <string>
#include <vector>

#include "mapgen/sheets/layout.hpp"

namespace riskmap::sheets {

enum class Edge { top, bottom, left, right };

struct GraticuleLabel {
    grid::Point at;  ///< on the frame, where the line leaves it
    Edge edge;
    std::string text;  ///< 121°45′E
};

struct Graticule {
    std::vector<std::vector<grid::Point>> lines;  ///< on the page; they may run out of the frame
    std::vector<GraticuleLabel> labels;
};

/// Meridians and parallels of CGCS2000 at whole minutes (or seconds in small maps) over a view of `crs`.
[[nodiscard]] Graticule graticule(const MapView& view, const std::string& crs);

}  // namespace riskmap::sheets
