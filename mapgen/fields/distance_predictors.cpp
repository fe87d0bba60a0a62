#include "mapgen/fields/distance_predictors.hpp"

#include <cmath>
#include <limits>

#include "geocore/core/error.hpp"
#include "mapgen/fields/kernels/dispatch.hpp"

namespace riskmap::fields {

NearestPredictor::NearestPredictor(const PreparedSamples& samples, const FieldOptions& options)
    : tree_(samples.points), values_(samples.values), radius_(options.neighbourhood.radius_m) {}

Prediction NearestPredictor::at(grid::Point target, std::span<const double>) const {
    const auto nearest = tree_.nearest(target);
    if (nearest.squared_distance > radius_ * radius_) return {};
    Prediction result;
    result.mean = values_[static_cast<std::size_t>(nearest.index)];
    return result;
}

Prediction NearestPredictor::without(const std::vector<bool>& excluded, std::size_t i) const {
    std::vector<Neighbour> found;
    tree_.nearest(tree_.points()[i], 0, radius_, found);
    for (const auto& neighbour : found) {
        if (excluded[static_cast<std::size_t>(neighbour.index)]) continue;
        Prediction result;
        result.mean = values_[static_cast<std::size_t>(neighbour.index)];
        return result;
    }
    return {};
}

IdwPredictor::IdwPredictor(const PreparedSamples& samples, const FieldOptions& options)
    : tree_(samples.points),
      values_(samples.values),
      power_(options.power),
      smoothing2_(options.smoothing * options.smoothing),
      neighbourhood_(options.neighbourhood) {
    table_ = kernels(options.isa);
    if (!(power_ > 0) || !std::isfinite(power_)) throw core::usage_error("power {} must be positive", power_);
}

/// A weighted mean that stops at a sample that is met exactly.
class IdwPredictor::Sum {
  public:
    Sum(double power, double smoothing2) : power_(power), smoothing2_(smoothing2) {}
    void add(double squared_distance, double value) {
        ++count_;
        if (exact_) return;
        const double d2 = squared_distance + smoothing2_;
        if (d2 == 0) {
            exact_ = true;
            value_ = value;
            return;
        }
        const double weight = power_ == 2 ? 1 / d2 : std::pow(d2, -0.5 * power_);
        weights_ += weight;
        value_ += weight * value;
    }
    [[nodiscard]] Prediction result(int least) const {
        Prediction p;
        if (count_ > 0 && count_ >= least) p.mean = exact_ ? value_ : value_ / weights_;
        return p;
    }

  private:
    double power_;
    double smoothing2_;
    double weights_ = 0;
    double value_ = 0;
    int count_ = 0;
    bool exact_ = false;
};

Prediction IdwPredictor::at(grid::Point target, std::span<const double>) const {
    Sum sum(power_, smoothing2_);
    if (neighbourhood_.local()) {
        std::vector<Neighbour> found;
        tree_.nearest(target, neighbourhood_.max_samples, neighbourhood_.radius_m, found);
        for (const auto& n : found) sum.add(n.squared_distance, values_[static_cast<std::size_t>(n.index)]);
    } else {
        for (std::size_t i = 0; i < values_.size(); ++i) {
            const double dx = tree_.points()[i].x - target.x;
            const double dy = tree_.points()[i].y - target.y;
            sum.add(dx * dx + dy * dy, values_[i]);
        }
    }
    return sum.result(neighbourhood_.min_samples);
}

Prediction IdwPredictor::without(const std::vector<bool>& excluded, std::size_t i) const {
    Sum sum(power_, smoothing2_);
    std::vector<Neighbour> found;
    tree_.nearest(tree_.points()[i], 0, neighbourhood_.radius_m, found);
    int count = 0;
    for (const auto& n : found) {
        if (excluded[static_cast<std::size_t>(n.index)]) continue;
        sum.add(n.squared_distance, values_[static_cast<std::size_t>(n.index)]);
        if (++count == neighbourhood_.max_samples) break;
    }
    return sum.result(neighbourhood_.min_samples);
}

bool IdwPredictor::tile(const Tile& tile, const DriftAt*, TileResult& result) const {
    const bool whole = power_ == 1 || power_ == 2 || power_ == 3 || power_ == 4;
    if (table_ == nullptr || !whole || neighbourhood_.local()) return false;
    const auto n = values_.size();
    std::vector<float> x(n), y(n), values(n), estimate(kernel_cells), nearest(kernel_cells);
    const auto origin = tile.centre(tile.width / 2, tile.height / 2);
    // Differences from the first value keep digits that a large common offset would take.
    const double base = values_.front();
    for (std::size_t i = 0; i < n; ++i) {
        x[i] = static_cast<float>(tree_.points()[i].x - origin.x);
        y[i] = static_cast<float>(tree_.points()[i].y - origin.y);
        values[i] = static_cast<float>(values_[i] - base);
    }
    const KernelIdw idw{static_cast<int>(n),
                        x.data(),
                        y.data(),
                        values.data(),
                        static_cast<int>(power_),
                        static_cast<float>(smoothing2_)};
    for (int row = 0; row < tile.height; ++row) {
        for (int column = 0; column < tile.width; column += kernel_cells) {
            const int cells = std::min(kernel_cells, tile.width - column);
            const auto first = tile.centre(column, row);
            table_->idw(idw, {first.x - origin.x, tile.dx, first.y - origin.y, cells}, estimate.data(),
                        nearest.data());
            for (int c = 0; c < cells; ++c) {
                const auto i = static_cast<std::size_t>(row) * static_cast<std::size_t>(tile.width) +
                               static_cast<std::size_t>(column + c);
                const auto k = static_cast<std::size_t>(c);
                result.mean[i] = static_cast<double>(estimate[k]) + base;
                // A sample closer than a float can tell.
                if (std::isnan(result.mean[i])) result.mean[i] = at(tile.centre(column + c, row), {}).mean;
                result.variance[i] = std::numeric_limits<double>::quiet_NaN();
                result.squared_distance[i] = nearest[k];
            }
        }
    }
    return true;
}

}  // namespace riskmap::fields
