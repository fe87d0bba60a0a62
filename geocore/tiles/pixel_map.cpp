#include "geocore/tiles/pixel_map.hpp"

#include <algorithm>
#include <cmath>

#include "geocore/core/wide.hpp"

namespace riskmap::tiles {
namespace {

constexpr int kNodes = 4;

/// Powers of t for the four Lagrange polynomials through t = 0, 1/3, 2/3, 1: kBasis[node][power].
constexpr std::array<std::array<double, 4>, 4> kBasis{{
    {1, -5.5, 9, -4.5},
    {0, 9, -22.5, 13.5},
    {0, -4.5, 18, -13.5},
    {0, 1, -4.5, 4.5},
}};

using Values = std::array<std::array<double, kNodes>, kNodes>;  // [node in y][node in x]

std::array<std::array<double, 4>, 4> interpolate(const Values& values) {
    std::array<std::array<double, 4>, 4> c{};
    for (std::size_t j = 0; j < 4; ++j) {
        for (std::size_t i = 0; i < 4; ++i) {
            for (std::size_t q = 0; q < 4; ++q) {
                for (std::size_t p = 0; p < 4; ++p) c[q][p] += values[j][i] * kBasis[j][q] * kBasis[i][p];
            }
        }
    }
    return c;
}

/// The polynomial in x that is left once y is fixed.
std::array<double, 4> at_row(const std::array<std::array<double, 4>, 4>& c, double v) {
    std::array<double, 4> r{};
    for (std::size_t p = 0; p < 4; ++p) r[p] = c[0][p] + v * (c[1][p] + v * (c[2][p] + v * c[3][p]));
    return r;
}

double evaluate(const std::array<double, 4>& r, double u) {
    return r[0] + u * (r[1] + u * (r[2] + u * r[3]));
}

/// At the centres of `count` pixels, `step` apart.
RISKMAP_WIDE void evaluate_centres(const double* r, double step, int count, double* out) {
    for (int k = 0; k < count; ++k) {
        const double u = (k + 0.5) * step;
        out[k] = r[0] + u * (r[1] + u * (r[2] + u * r[3]));
    }
}

}  // namespace

PixelMap::PixelMap(PixelRect rect, int patch_pixels, const Exact& exact)
    : rect_(rect), side_(std::max(1, patch_pixels)) {
    across_ = (rect.x1 - rect.x0 + side_ - 1) / side_;
    down_ = (rect.y1 - rect.y0 + side_ - 1) / side_;
    const int nodes_across = across_ * (kNodes - 1) + 1;
    const int nodes_down = down_ * (kNodes - 1) + 1;
    std::vector<grid::Point> nodes;
    nodes.reserve(static_cast<std::size_t>(nodes_across) * static_cast<std::size_t>(nodes_down));
    for (int j = 0; j < nodes_down; ++j) {
        for (int i = 0; i < nodes_across; ++i) {
            nodes.push_back({rect.x0 + side_ * i / 3.0, rect.y0 + side_ * j / 3.0});
        }
    }
    exact(nodes);
    for (const auto& node : nodes) valid_ = valid_ && std::isfinite(node.x) && std::isfinite(node.y);
    if (!valid_) return;
    for (int pj = 0; pj < down_; ++pj) {
        for (int pi = 0; pi < across_; ++pi) {
            Values column{};
            Values line{};
            for (int j = 0; j < kNodes; ++j) {
                for (int i = 0; i < kNodes; ++i) {
                    const auto& node =
                        nodes[static_cast<std::size_t>((pj * 3 + j) * nodes_across + pi * 3 + i)];
                    column[static_cast<std::size_t>(j)][static_cast<std::size_t>(i)] = node.x;
                    line[static_cast<std::size_t>(j)][static_cast<std::size_t>(i)] = node.y;
                }
            }
            patches_.push_back({interpolate(column), interpolate(line)});
        }
    }
}

void PixelMap::row(int y, std::span<double> column, std::span<double> line) const {
    const int j = (y - rect_.y0) / side_;
    const double v = (y + 0.5 - rect_.y0 - j * side_) / side_;
    const double step = 1.0 / side_;
    const int width = rect_.x1 - rect_.x0;
    for (int i = 0; i < across_; ++i) {
        const auto c = at_row(patch_of(i, j).column, v);
        const auto l = at_row(patch_of(i, j).line, v);
        const int begin = i * side_;
        const int count = std::min(side_, width - begin);
        evaluate_centres(c.data(), step, count, column.data() + begin);
        evaluate_centres(l.data(), step, count, line.data() + begin);
    }
}

grid::Point PixelMap::at(double x, double y) const {
    const int i = std::clamp(static_cast<int>((x - rect_.x0) / side_), 0, across_ - 1);
    const int j = std::clamp(static_cast<int>((y - rect_.y0) / side_), 0, down_ - 1);
    const double u = (x - rect_.x0 - i * side_) / side_;
    const double v = (y - rect_.y0 - j * side_) / side_;
    const auto& patch = patch_of(i, j);
    return {evaluate(at_row(patch.column, v), u), evaluate(at_row(patch.line, v), u)};
}

}  // namespace riskmap::tiles
