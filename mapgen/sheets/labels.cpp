#include "mapgen/sheets/labels.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

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

std::optional<grid::Point> LabelPlacer::place_apart(grid::Point symbol, double radius, const Size& text,
                                                    double furthest) {
    constexpr int kDirections = 16;
    for (double distance = 2 * radius; distance <= furthest; distance += radius) {
        for (int i = 0; i < kDirections; ++i) {
            const double angle = 2 * std::numbers::pi * i / kDirections;
            const grid::Point middle{symbol.x + std::cos(angle) * (distance + text.width / 2),
                                     symbol.y + std::sin(angle) * (distance + text.height / 2)};
            const Rect box{middle.x - text.width / 2, middle.y - text.height / 2, text.width, text.height};
            if (!free(box)) continue;
            block(box);
            return grid::Point{box.x, box.y};
        }
    }
    return std::nullopt;
}

}  // namespace riskmap::sheets
