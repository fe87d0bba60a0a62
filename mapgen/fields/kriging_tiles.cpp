// The raster side of KrigingPredictor.

#include <algorithm>
#include <cmath>

#include "mapgen/fields/kriging_predictor.hpp"

namespace riskmap::fields {
namespace {

constexpr int kSharedAtLeast = 48;
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
    in_float_ = float_suffices(KrigingSystem(data_.subset(rows), variogram_), tile);
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

/// The samples nearest to the tile's rectangle serve every cell of it: twice as many as one cell would take,
/// at least 48.
bool KrigingPredictor::tile_of_neighbours(const Tile& tile, const DriftValues& drift,
                                          TileResult& result) const {
    if (!neighbourhood_.shared_by_block) return false;
    const auto box = box_of(tile);
    const grid::Point centre{0.5 * (box.xmin + box.xmax), 0.5 * (box.ymin + box.ymax)};
    const double half_diagonal = 0.5 * std::hypot(box.width(), box.height());
    std::vector<Neighbour> found;
    tree_.nearest(
        centre, neighbourhood_.max_samples > 0 ? 4 * std::max(neighbourhood_.max_samples, kSharedAtLeast) : 0,
        neighbourhood_.radius_m + half_diagonal, found);
    for (auto& n : found) {
        n.squared_distance = distance2(box, data_.points[static_cast<std::size_t>(n.index)]);
    }
    std::sort(found.begin(), found.end());
    const double radius2 = neighbourhood_.radius_m * neighbourhood_.radius_m;
    std::erase_if(found, [&](const Neighbour& n) { return n.squared_distance > radius2; });
    const auto most = static_cast<std::size_t>(std::max(2 * neighbourhood_.max_samples, kSharedAtLeast));
    if (neighbourhood_.max_samples > 0 && found.size() > most) found.resize(most);
    const auto least = std::max({1, basis_.size(), neighbourhood_.min_samples});
    if (static_cast<int>(found.size()) < least) {
        std::fill(result.mean.begin(), result.mean.end(), std::nan(""));
        std::fill(result.variance.begin(), result.variance.end(), std::nan(""));
        std::fill(result.squared_distance.begin(), result.squared_distance.end(), 3e38F);
        return true;
    }
    std::vector<int> rows;
    for (const auto& n : found) rows.push_back(n.index);
    const KrigingSystem system(data_.subset(rows), variogram_);
    if (!system.positive_definite()) return false;
    std::call_once(laid_out_, [&] { lay_out_kernels(tile); });
    if (in_float_) {
        const KernelKriging<float> kernel(system, *table_, *structures_);
        kernel.tile(tile, drift, basis_.constant_only(), mean_, result);
    } else {
        const KernelKriging<double> kernel(system, *table_, *structures_);
        kernel.tile(tile, drift, basis_.constant_only(), mean_, result);
    }
    for (std::size_t i = 0; i < result.mean.size(); ++i) {
        if (static_cast<double>(result.squared_distance[i]) > radius2) {
            result.mean[i] = std::nan("");
            result.variance[i] = std::nan("");
        }
    }
    return true;
}

}  // namespace riskmap::fields
