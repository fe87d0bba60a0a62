#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "geocore/grid/level_order.hpp"
#include "tileserver/tiles/drawable.hpp"

namespace riskmap::tileserver::tiles {

/// Between the four cells around a place, with those that are known; NaN where the cell it falls into is
/// unknown or lies outside the window. Column 0 begins at the raster's edge, the first centre is at 0.5.
[[nodiscard]] inline float bilinear(const Window<float>& window, double column, double line) {
    const double u = column - window.x0;
    const double v = line - window.y0;
    if (!(u >= 0) || !(v >= 0) || !(u < window.width) || !(v < window.height)) {
        return std::numeric_limits<float>::quiet_NaN();
    }
    const int i = static_cast<int>(u + 0.5) - 1;  // floor(u - 0.5), u is not negative
    const int j = static_cast<int>(v + 0.5) - 1;
    const auto wx = static_cast<float>(u - 0.5 - i);
    const auto wy = static_cast<float>(v - 0.5 - j);
    const int i0 = std::max(i, 0);
    const int j0 = std::max(j, 0);
    const int i1 = std::min(i + 1, window.width - 1);
    const int j1 = std::min(j + 1, window.height - 1);
    const float* upper = window.data + j0 * window.stride;
    const float* lower = window.data + j1 * window.stride;
    const float a = upper[i0];
    const float b = upper[i1];
    const float c = lower[i0];
    const float d = lower[i1];
    const float left = a + wy * (c - a);
    const float right = b + wy * (d - b);
    const float all = left + wx * (right - left);
    if (!std::isnan(all)) [[likely]]
        return all;
    const float own = window.data[static_cast<int>(v) * window.stride + static_cast<int>(u)];
    if (std::isnan(own)) return own;
    float sum = 0;
    float weights = 0;
    const auto add = [&](float value, float weight) {
        if (std::isnan(value)) return;
        sum += weight * value;
        weights += weight;
    };
    add(a, (1 - wx) * (1 - wy));
    add(b, wx * (1 - wy));
    add(c, (1 - wx) * wy);
    add(d, wx * wy);
    return sum / weights;
}

/// What bilinear_row() works with.
struct RowScratch {
    std::vector<int> offset;
    std::vector<float> wx;
    std::vector<float> wy;
};

/// The same as bilinear() for each place of a row, to the last bit, and several times faster where the row
/// lies inside the window and is known.
void bilinear_row(const Window<float>& window, std::span<const double> columns, std::span<const double> lines,
                  double sx, double sy, RowScratch& scratch, std::span<float> out);

[[nodiscard]] inline std::uint8_t nearest(const Window<std::uint8_t>& window, double column, double line) {
    const double u = column - window.x0;
    const double v = line - window.y0;
    if (!(u >= 0) || !(v >= 0) || !(u < window.width) || !(v < window.height)) return Pyramid::kNoLevel;
    return window.data[static_cast<int>(v) * window.stride + static_cast<int>(u)];
}

/// The worst of all cells that touch the box of half sides reach_x and reach_y around a place.
[[nodiscard]] inline std::uint8_t worst(const Window<std::uint8_t>& window, double column, double line,
                                        double reach_x, double reach_y) {
    const double u = column - window.x0;
    const double v = line - window.y0;
    if (!(u + reach_x >= 0) || !(v + reach_y >= 0) || !(u - reach_x < window.width) ||
        !(v - reach_y < window.height)) {
        return Pyramid::kNoLevel;
    }
    const int i0 = static_cast<int>(std::max(u - reach_x, 0.0));
    const int j0 = static_cast<int>(std::max(v - reach_y, 0.0));
    const int i1 = std::min(static_cast<int>(u + reach_x), window.width - 1);
    const int j1 = std::min(static_cast<int>(v + reach_y), window.height - 1);
    std::uint8_t kept = Pyramid::kNoLevel;
    int kept_rank = 0;
    for (int j = j0; j <= j1; ++j) {
        const std::uint8_t* row = window.data + j * window.stride;
        for (int i = i0; i <= i1; ++i) {
            const int rank = grid::level_rank(row[i]);
            if (rank > kept_rank) {
                kept_rank = rank;
                kept = row[i];
            }
        }
    }
    return kept;
}

/// Positions in a palette: 0 where unknown, else 1 + the number of cuts that are not above the value; 0 again
/// where that is more than there are classes (at most 255). True where a position is not 0.
bool classify(std::span<const float> values, const std::vector<float>& cuts, std::size_t classes,
              std::span<std::uint8_t> positions);

}  // namespace riskmap::tileserver::tiles
