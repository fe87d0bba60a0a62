#include "tileserver/tiles/bilinear.hpp"

#include <utility>

// Wider registers where the machine has them; the same bits, as AVX2 alone has no fused multiply-add. Sanitizers are not
// ready yet when the loader picks one of the clones.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define RISKMAP_WIDE __attribute__((target_clones("default", "avx2")))
#else
#define RISKMAP_WIDE
#endif

namespace riskmap::tileserver::tiles {
namespace {

using Pair = float __attribute__((vector_size(8)));

Pair load(const float* at) {
    Pair pair;
    __builtin_memcpy(&pair, at, sizeof(pair));
    return pair;
}

/// Cells and weights of a row; false where a place has not all four cells in the window.
/// @pre the places are finite and far from the limits of int
RISKMAP_WIDE bool place_row(const Window<float>& window, const double* columns, const double* lines, double sx, double sy,
               std::size_t n, RowScratch& scratch) {
    const double x0 = window.x0;
    const double y0 = window.y0;
    const auto stride = static_cast<unsigned>(window.stride);
    const auto across = static_cast<unsigned>(window.width - 1);
    const auto down = static_cast<unsigned>(window.height - 1);
    int* offset = scratch.offset.data();
    float* wx = scratch.wx.data();
    float* wy = scratch.wy.data();
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

}  // namespace

void bilinear_row(const Window<float>& window, std::span<const double> columns, std::span<const double> lines,
                  double sx, double sy, RowScratch& scratch, std::span<float> out) {
    const std::size_t n = out.size();
    scratch.offset.resize(n);
    scratch.wx.resize(n);
    scratch.wy.resize(n);
    if (!place_row(window, columns.data(), lines.data(), sx, sy, n, scratch)) {
        for (std::size_t k = 0; k < n; ++k) out[k] = bilinear(window, columns[k] * sx, lines[k] * sy);
        return;
    }
    unsigned unknown = 0;
    const int* offset = scratch.offset.data();
    const float* wx = scratch.wx.data();
    const float* wy = scratch.wy.data();
    float* to = out.data();
    for (std::size_t k = 0; k < n; ++k) {
        const float* cell = window.data + offset[k];
        const Pair upper = load(cell);
        const Pair lower = load(cell + window.stride);
        const Pair side = upper + wy[k] * (lower - upper);
        const float value = side[0] + wx[k] * (side[1] - side[0]);
        to[k] = value;
        unknown |= static_cast<unsigned>(value != value);
    }
    if (unknown == 0) return;
    for (std::size_t k = 0; k < n; ++k) {
        if (std::isnan(out[k])) out[k] = bilinear(window, columns[k] * sx, lines[k] * sy);
    }
}

}  // namespace riskmap::tileserver::tiles
