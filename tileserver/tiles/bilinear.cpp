#include "tileserver/tiles/bilinear.hpp"

#include "geocore/core/wide.hpp"

namespace riskmap::tileserver::tiles {
namespace {

using Pair = float __attribute__((vector_size(8)));

Pair load(const float* at) {
    Pair pair;
    __builtin_memcpy(&pair, at, sizeof(pair));
    return pair;
}

/// Cells and weights of a row; true where all places have their four cells in the window.
/// @pre the places are finite and far from the limits of int
RISKMAP_WIDE bool place_row(const Window<float>& window, const double* columns, const double* lines,
                            double sx, double sy, std::size_t n, int* offset, float* wx, float* wy) {
    const double x0 = window.x0;
    const double y0 = window.y0;
    const auto stride = static_cast<unsigned>(window.stride);
    const auto across = static_cast<unsigned>(window.width - 1);
    const auto down = static_cast<unsigned>(window.height - 1);
    unsigned outside = 0;
    for (std::size_t k = 0; k < n; ++k) {
        const double u = columns[k] * sx - x0;
        const double v = lines[k] * sy - y0;
        const int i = static_cast<int>(u + 0.5) - 1;
        const int j = static_cast<int>(v + 0.5) - 1;
        wx[k] = static_cast<float>(u - 0.5 - i);
        wy[k] = static_cast<float>(v - 0.5 - j);
        const auto column = static_cast<unsigned>(i);
        const auto row = static_cast<unsigned>(j);
        outside |= static_cast<unsigned>(column >= across) | static_cast<unsigned>(row >= down);
        offset[k] = static_cast<int>(row * stride + column);
    }
    return outside == 0;
}

/// Gives places without four cells a weight that is not a number, and cells that can be read.
void mark_outside(const Window<float>& window, const double* columns, const double* lines, double sx,
                  double sy, RowScratch& scratch) {
    const auto across = static_cast<unsigned>(window.width - 1);
    const auto down = static_cast<unsigned>(window.height - 1);
    for (std::size_t k = 0; k < scratch.offset.size(); ++k) {
        const auto column = static_cast<unsigned>(static_cast<int>(columns[k] * sx - window.x0 + 0.5) - 1);
        const auto row = static_cast<unsigned>(static_cast<int>(lines[k] * sy - window.y0 + 0.5) - 1);
        if (column < across && row < down) continue;
        scratch.offset[k] = 0;
        scratch.wx[k] = std::numeric_limits<float>::quiet_NaN();
    }
}

/// Between four cells each; true where a value is unknown.
bool blend_row(const Window<float>& window, const RowScratch& scratch, std::span<float> out) {
    unsigned unknown = 0;
    const int* offset = scratch.offset.data();
    const float* wx = scratch.wx.data();
    const float* wy = scratch.wy.data();
    float* to = out.data();
    for (std::size_t k = 0; k < out.size(); ++k) {
        const float* cell = window.data + offset[k];
        const Pair upper = load(cell);
        const Pair lower = load(cell + window.stride);
        const Pair side = upper + wy[k] * (lower - upper);
        const float value = side[0] + wx[k] * (side[1] - side[0]);
        to[k] = value;
        unknown |= static_cast<unsigned>(value != value);
    }
    return unknown != 0;
}

RISKMAP_WIDE void count_cuts(const float* values, std::size_t n, const std::vector<float>& cuts,
                             int* positions) {
    for (std::size_t i = 0; i < n; ++i) positions[i] = values[i] == values[i] ? 1 : 0;
    const float* cut = cuts.data();
    const std::size_t count = cuts.size();
    for (std::size_t c = 0; c < count; ++c) {
        const float limit = cut[c];
        for (std::size_t i = 0; i < n; ++i) positions[i] += values[i] >= limit ? 1 : 0;
    }
}

}  // namespace

void bilinear_row(const Window<float>& window, std::span<const double> columns, std::span<const double> lines,
                  double sx, double sy, RowScratch& scratch, std::span<float> out) {
    const std::size_t n = out.size();
    scratch.offset.resize(n);
    scratch.wx.resize(n);
    scratch.wy.resize(n);
    if (window.width < 2 || window.height < 2) {
        for (std::size_t k = 0; k < n; ++k) out[k] = bilinear(window, columns[k] * sx, lines[k] * sy);
        return;
    }
    if (!place_row(window, columns.data(), lines.data(), sx, sy, n, scratch.offset.data(), scratch.wx.data(),
                   scratch.wy.data())) {
        mark_outside(window, columns.data(), lines.data(), sx, sy, scratch);
    }
    if (!blend_row(window, scratch, out)) return;
    for (std::size_t k = 0; k < n; ++k) {
        if (!std::isnan(out[k])) continue;
        const double column = columns[k] * sx;
        const double line = lines[k] * sy;
        const double u = column - window.x0;
        const double v = line - window.y0;
        if (!(u >= 0) || !(v >= 0) || !(u < window.width) || !(v < window.height)) continue;
        // Where its own cell is unknown, so is the place.
        if (std::isnan(window.data[static_cast<int>(v) * window.stride + static_cast<int>(u)])) continue;
        out[k] = bilinear(window, column, line);
    }
}

void classify(std::span<const float> values, const std::vector<float>& cuts, std::size_t classes,
              std::span<int> positions) {
    count_cuts(values.data(), values.size(), cuts, positions.data());
    if (cuts.size() < classes) return;
    for (int& position : positions) {
        if (position > static_cast<int>(classes)) position = 0;
    }
}

}  // namespace riskmap::tileserver::tiles
