// The raster side of KrigingPredictor.

#include <algorithm>
#include <cmath>

#include "mapgen/fields/kriging_predictor.hpp"

namespace riskmap::fields {
namespace {

constexpr int kSharedAtLeast = 48;
/// A shared block's half diagonal, at most, over the distance to the last of its centre's neighbours.
constexpr double kBlockShare = 0.35;
constexpr int kProbes = 8;
constexpr std::size_t kProbedSamples = 24;
constexpr double kTolerance = 5e-5;

grid::Box box_of(const Tile& tile) {
    auto box = grid::Box::empty();
    box.extend(tile.centre(0, 0));
    box.extend(tile.centre(tile.width - 1, tile.height - 1));
    return box;
}

double distance2(const grid::Box& box, grid::Point p) {
    const double dx = std::max({box.xmin - p.x, 0.0, p.x - box.xmax});
    const double dy = std::max({box.ymin - p.y, 0.0, p.y - box.ymax});
    return dx * dx + dy * dy;
}

}  // namespace

bool KrigingPredictor::tile(const Tile& tile, const DriftAt* drift_at, TileResult& result) const {
    const bool ready = table_ != nullptr && structures_ && block_offsets_.empty();
    if (!ready || (basis_.takes_externals() && drift_at == nullptr)) return false;
    const DriftValues drift = [&](grid::Point p, std::span<double> f) {
        std::vector<double> externals(basis_.takes_externals() ? f.size() : 0);
        if (basis_.takes_externals()) (*drift_at)(p.x, p.y, externals);
        basis_.at(p, externals, f);
    };
    return global_ ? tile_of_all(tile, drift, result) : tile_of_neighbours(tile, drift, result);
}

bool KrigingPredictor::tile_of_all(const Tile& tile, const DriftValues& drift, TileResult& result) const {
    if (!global_->positive_definite()) return false;
    std::call_once(laid_out_, [&] { lay_out_kernels(tile); });
    if (in_float_) {
        fast_->tile(tile, drift, basis_.constant_only(), mean_, result);
    } else {
        exact_->tile(tile, drift, basis_.constant_only(), mean_, result);
    }
    return true;
}

/// Decides between float and double, by all samples or by those around the middle one.
void KrigingPredictor::lay_out_kernels(const Tile& tile) const {
    if (global_) {
        in_float_ = float_suffices(*global_, tile);
        if (in_float_) {
            fast_ = std::make_unique<KernelKriging<float>>(*global_, *table_, *structures_);
        } else {
            exact_ = std::make_unique<KernelKriging<double>>(*global_, *table_, *structures_);
        }
        return;
    }
    auto box = grid::Box::empty();
    for (const auto& p : data_.points) box.extend(p);
    std::vector<Neighbour> found;
    tree_.nearest({0.5 * (box.xmin + box.xmax), 0.5 * (box.ymin + box.ymax)}, kSharedAtLeast, 1e300, found);
    std::vector<int> rows;
    for (const auto& n : found) rows.push_back(n.index);
    const KrigingSystem around(data_.subset(rows), variogram_);
    in_float_ = !around.positive_definite() || float_suffices(around, tile);
}

/// Tries the float kernel on places all over and beside the samples: near-singular equations (smooth models
/// without nugget) and variances near zero need double.
bool KrigingPredictor::float_suffices(const KrigingSystem& system, const Tile& tile) const {
    const KernelKriging<float> kernel(system, *table_, *structures_);
    const auto p = static_cast<std::size_t>(basis_.size());
    // External variables are not known everywhere; their means (0 once standardised) serve the purpose.
    const DriftValues drift = [&](grid::Point at, std::span<double> f) {
        std::fill(f.begin(), f.end(), 0.0);
        if (p > 0) f[0] = 1;
        if (!basis_.takes_externals()) basis_.at(at, {}, f);
    };
    TileResult result;
    std::vector<double> f(p);
    const auto good = [&](const Tile& probe) {
        result.resize(probe.size());
        kernel.tile(probe, drift, basis_.constant_only(), 0, result);
        for (std::size_t i = 0; i < probe.size(); ++i) {
            const auto at =
                probe.centre(static_cast<int>(i) % probe.width, static_cast<int>(i) / probe.width);
            drift(at, f);
            const auto truth = system.at(at, f);
            const double sd = std::sqrt(truth.variance);
            if (!(sd > 0)) continue;
            if (!(std::fabs(result.mean[i] - truth.mean) <= kTolerance * sd)) return false;
            if (!(std::fabs(std::sqrt(result.variance[i]) - sd) <= kTolerance * sd)) return false;
        }
        return true;
    };
    auto box = grid::Box::empty();
    const auto& points = system.data().points;
    for (const auto& q : points) box.extend(q);
    if (!good({{box.xmin - 0.01 * box.width(), box.ymin - 0.01 * box.height()},
               box.width() * 1.02 / (kProbes - 1),
               box.height() * 1.02 / (kProbes - 1),
               kProbes,
               kProbes})) {
        return false;
    }
    const std::size_t step = points.size() / kProbedSamples + 1;
    for (std::size_t i = 0; i < points.size(); i += step) {
        // A quarter of a cell is about as near as cells come; the far corner stands for the tile's own
        // origin.
        const Tile probe{
            {points[i].x + 0.25 * tile.dx, points[i].y}, tile.dx * (kTileSide - 1), tile.dy, 2, 1};
        if (!good(probe)) return false;
    }
    return true;
}

bool KrigingPredictor::tile_of_neighbours(const Tile& tile, const DriftValues& drift,
                                          TileResult& result) const {
    if (!neighbourhood_.shared_by_block) return false;
    std::call_once(laid_out_, [&] { lay_out_kernels(tile); });
    fill_block(tile, {0, 0, tile.width, tile.height}, drift, result);
    return true;
}

/// Parts a block until it is small beside the neighbourhood of its centre: then one set of samples may serve
/// all of it.
void KrigingPredictor::fill_block(const Tile& tile, const Block& block, const DriftValues& drift,
                                  TileResult& result) const {
    const Tile part{tile.centre(block.column, block.row), tile.dx, tile.dy, block.width, block.height};
    const auto box = box_of(part);
    const grid::Point centre{0.5 * (box.xmin + box.xmax), 0.5 * (box.ymin + box.ymax)};
    const double half_diagonal = 0.5 * std::hypot(box.width(), box.height());
    double reach = neighbourhood_.radius_m;
    std::vector<Neighbour> found;
    if (neighbourhood_.max_samples > 0) {
        tree_.nearest(centre, neighbourhood_.max_samples, 1e300, found);
        reach = std::min(reach, std::sqrt(found.back().squared_distance));
    }
    if (half_diagonal > kBlockShare * reach && block.width * block.height > 1) {
        const int left = (block.width + 1) / 2;
        const int top = (block.height + 1) / 2;
        for (const int row : {0, top}) {
            for (const int column : {0, left}) {
                const Block quarter{block.column + column, block.row + row,
                                    column == 0 ? left : block.width - left,
                                    row == 0 ? top : block.height - top};
                if (quarter.width > 0 && quarter.height > 0) fill_block(tile, quarter, drift, result);
            }
        }
        return;
    }
    TileResult own;
    own.resize(part.size());
    if (part.size() == 1) {
        fill_cell(part, drift, own);
    } else {
        fill_shared(part, shared_rows(box), drift, own);
    }
    for (int row = 0; row < block.height; ++row) {
        const auto from = static_cast<std::size_t>(row) * static_cast<std::size_t>(block.width);
        const auto to = static_cast<std::size_t>(block.row + row) * static_cast<std::size_t>(tile.width) +
                        static_cast<std::size_t>(block.column);
        const auto n = static_cast<std::size_t>(block.width);
        std::copy_n(&own.mean[from], n, &result.mean[to]);
        std::copy_n(&own.variance[from], n, &result.variance[to]);
        std::copy_n(&own.lagrange[from], n, &result.lagrange[to]);
        std::copy_n(&own.squared_distance[from], n, &result.squared_distance[to]);
    }
}

/// The samples nearest to a block's rectangle: twice as many as one cell would take, at least 48.
std::vector<int> KrigingPredictor::shared_rows(const grid::Box& box) const {
    const grid::Point centre{0.5 * (box.xmin + box.xmax), 0.5 * (box.ymin + box.ymax)};
    const double half_diagonal = 0.5 * std::hypot(box.width(), box.height());
    const int most = std::max(2 * neighbourhood_.max_samples, kSharedAtLeast);
    std::vector<Neighbour> found;
    tree_.nearest(centre, neighbourhood_.max_samples > 0 ? 2 * most : 0,
                  neighbourhood_.radius_m + half_diagonal, found);
    for (auto& n : found)
        n.squared_distance = distance2(box, data_.points[static_cast<std::size_t>(n.index)]);
    std::sort(found.begin(), found.end());
    const double radius2 = neighbourhood_.radius_m * neighbourhood_.radius_m;
    std::vector<int> rows;
    for (const auto& n : found) {
        if (n.squared_distance > radius2) break;
        if (neighbourhood_.max_samples > 0 && static_cast<int>(rows.size()) == most) break;
        rows.push_back(n.index);
    }
    return rows;
}

void KrigingPredictor::fill_cell(const Tile& cell, const DriftValues& drift, TileResult& result) const {
    std::vector<double> f(static_cast<std::size_t>(basis_.size()));
    drift(cell.origin, f);
    std::vector<Neighbour> found;
    tree_.nearest(cell.origin, neighbourhood_.max_samples, neighbourhood_.radius_m, found);
    std::vector<int> rows;
    for (const auto& n : found) rows.push_back(n.index);
    const bool missing = std::any_of(f.begin(), f.end(), [](double v) { return std::isnan(v); });
    const auto prediction = missing ? Prediction{} : from_rows(rows, cell.origin, f);
    result.mean[0] = prediction.mean;
    result.variance[0] = prediction.variance;
    result.lagrange[0] = prediction.lagrange;
    result.squared_distance[0] = static_cast<float>(tree_.nearest(cell.origin).squared_distance);
}

void KrigingPredictor::fill_shared(const Tile& part, const std::vector<int>& rows, const DriftValues& drift,
                                   TileResult& result) const {
    std::fill(result.mean.begin(), result.mean.end(), std::nan(""));
    std::fill(result.variance.begin(), result.variance.end(), std::nan(""));
    std::fill(result.squared_distance.begin(), result.squared_distance.end(), 3e38F);
    const auto least = std::max({1, basis_.size(), neighbourhood_.min_samples});
    if (static_cast<int>(rows.size()) < least) return;
    const KrigingSystem system(data_.subset(rows), variogram_);
    if (!system.positive_definite()) {
        std::vector<double> f(static_cast<std::size_t>(basis_.size()));
        for (std::size_t i = 0; i < part.size(); ++i) {
            const auto at = part.centre(static_cast<int>(i) % part.width, static_cast<int>(i) / part.width);
            drift(at, f);
            const auto prediction = predict(system, at, f);
            result.mean[i] = prediction.mean;
            result.variance[i] = prediction.variance;
            result.lagrange[i] = prediction.lagrange;
            result.squared_distance[i] = static_cast<float>(tree_.nearest(at).squared_distance);
        }
    } else if (in_float_) {
        const KernelKriging<float> kernel(system, *table_, *structures_);
        kernel.tile(part, drift, basis_.constant_only(), mean_, result);
    } else {
        const KernelKriging<double> kernel(system, *table_, *structures_);
        kernel.tile(part, drift, basis_.constant_only(), mean_, result);
    }
    const double radius2 = neighbourhood_.radius_m * neighbourhood_.radius_m;
    for (std::size_t i = 0; i < result.mean.size(); ++i) {
        if (static_cast<double>(result.squared_distance[i]) <= radius2) continue;
        result.mean[i] = std::nan("");
        result.variance[i] = std::nan("");
    }
}

}  // namespace riskmap::fields
