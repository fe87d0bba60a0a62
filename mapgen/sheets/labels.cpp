#include "mapgen/sheets/labels.hpp"

#include <algorithm>
#include <array>

namespace riskmap::sheets {

bool LabelPlacer::free(const Rect& box) const {
    return frame_.holds(box) &&
           std::none_of(taken_.begin(), taken_.end(), [&](const Rect& other) { return other.overlaps(box); });
}

std::optional<grid::Point> LabelPlacer::place(grid::Point symbol, double radius, const Size& text) {
    // Right and upper right read best (Imhof 1975); below and left come last.
    const double r = radius;
    const double w = text.width;
    const double h = text.height;
    const std::array<grid::Point, 8> offsets{{{r, -h / 2},
                                              {r * 0.7, -h - r * 0.3},
                                              {r * 0.7, r * 0.3},
                                              {-w / 2, -h - r},
                                              {-w / 2, r},
                                              {-w - r * 0.7, -h - r * 0.3},
                                              {-w - r, -h / 2},
                                              {-w - r * 0.7, r * 0.3}}};
    for (const auto offset : offsets) {
        const Rect box{symbol.x + offset.x, symbol.y + offset.y, w, h};
        if (!free(box)) continue;
        block(box);
        return grid::Point{box.x, box.y};
    }
    return std::nullopt;
}

}  // namespace riskmap::sheets
