#include "mapgen/fields/kriging_predictor.hpp"

#include <array>
#include <cmath>

#include "geocore/core/error.hpp"
#include "mapgen/fields/kernels/dispatch.hpp"

namespace riskmap::fields {
namespace {

/// Four-point Gauss-Legendre rule on (-1, 1), weights adding to 1; gstat's discretisation of blocks is its
/// square.
constexpr std::array<double, 4> kNodes{-0.8611363115940526, -0.3399810435848563, 0.3399810435848563,
                                       0.8611363115940526};
constexpr std::array<double, 4> kWeights{0.1739274225687269, 0.3260725774312731, 0.3260725774312731,
                                         0.1739274225687269};

}  // namespace

KrigingPredictor::KrigingPredictor(KrigingData data, Variogram variogram, DriftBasis basis,
                                   const FieldOptions& options)
    : data_(std::move(data)),
      variogram_(std::move(variogram)),
      basis_(std::move(basis)),
      neighbourhood_(options.neighbourhood) {
    if (!variogram_.bounded() && basis_.size() == 0) {
        throw core::usage_error("simple kriging needs a variogram with a sill; '{}' has none",
                                variogram_.text());
    }
    if (basis_.size() == 0) {
        mean_ = options.mean.value_or(0);
        data_.values.array() -= mean_;
    }
    table_ = kernels(options.isa);
    structures_ = kernel_structures(variogram_);
    if (options.block_dx_m > 0 && options.block_dy_m > 0)
        lay_out_block(options.block_dx_m, options.block_dy_m);
    if (neighbourhood_.local()) {
        tree_ = KdTree(data_.points);
    } else {
        global_ = std::make_unique<KrigingSystem>(data_, variogram_);
    }
}

void KrigingPredictor::lay_out_block(double dx, double dy) {
    for (std::size_t i = 0; i < kNodes.size(); ++i) {
        for (std::size_t j = 0; j < kNodes.size(); ++j) {
            block_offsets_.push_back({0.5 * dx * kNodes[i], 0.5 * dy * kNodes[j]});
            block_weights_.push_back(kWeights[i] * kWeights[j]);
        }
    }
    const Covariance covariance(variogram_, data_.points);
    for (std::size_t i = 0; i < block_offsets_.size(); ++i) {
        for (std::size_t j = 0; j < block_offsets_.size(); ++j) {
            block_within_ += block_weights_[i] * block_weights_[j] *
                             covariance.structured(block_offsets_[i].x - block_offsets_[j].x,
                                                   block_offsets_[i].y - block_offsets_[j].y);
        }
    }
}

Prediction KrigingPredictor::predict(const KrigingSystem& system, grid::Point target,
                                     std::span<const double> drift0) const {
    Prediction result;
    if (block_offsets_.empty()) {
        result = system.at(target, drift0);
    } else {
        std::vector<grid::Point> points;
        for (const auto& o : block_offsets_) points.push_back({target.x + o.x, target.y + o.y});
        result = system.over(points, block_weights_, block_within_, drift0);
    }
    result.mean += mean_;
    return result;
}

Prediction KrigingPredictor::from_rows(std::span<const int> rows, grid::Point target,
                                       std::span<const double> drift0) const {
    const auto least =
        std::max<std::size_t>({1, static_cast<std::size_t>(basis_.size()),
                               static_cast<std::size_t>(std::max(neighbourhood_.min_samples, 0))});
    if (rows.size() < least) return {};
    return predict(KrigingSystem(data_.subset(rows), variogram_), target, drift0);
}

Prediction KrigingPredictor::at(grid::Point target, std::span<const double> drifts) const {
    std::array<double, 64> f{};
    const auto drift0 = std::span(f).first(static_cast<std::size_t>(basis_.size()));
    basis_.at(target, drifts, drift0);
    for (const double v : drift0) {
        if (std::isnan(v)) return {};
    }
    if (global_) return predict(*global_, target, drift0);
    std::vector<Neighbour> found;
    tree_.nearest(target, neighbourhood_.max_samples, neighbourhood_.radius_m, found);
    std::vector<int> rows;
    for (const auto& neighbour : found) rows.push_back(neighbour.index);
    return from_rows(rows, target, drift0);
}

Prediction KrigingPredictor::without(const std::vector<bool>& excluded, std::size_t i) const {
    const auto target = data_.points[i];
    const Eigen::VectorXd f = data_.drift.row(static_cast<Eigen::Index>(i)).transpose();
    std::vector<int> rows;
    if (neighbourhood_.local()) {
        std::vector<Neighbour> found;
        tree_.nearest(target, 0, neighbourhood_.radius_m, found);
        for (const auto& neighbour : found) {
            if (excluded[static_cast<std::size_t>(neighbour.index)]) continue;
            rows.push_back(neighbour.index);
            if (static_cast<int>(rows.size()) == neighbourhood_.max_samples) break;
        }
    } else {
        for (std::size_t j = 0; j < samples(); ++j) {
            if (!excluded[j]) rows.push_back(static_cast<int>(j));
        }
    }
    return from_rows(rows, target, {f.data(), static_cast<std::size_t>(f.size())});
}

std::vector<Prediction> KrigingPredictor::held_out(const std::vector<bool>& excluded) const {
    if (!global_) return Predictor::held_out(excluded);
    std::vector<int> rows;
    for (std::size_t i = 0; i < samples(); ++i) {
        if (!excluded[i]) rows.push_back(static_cast<int>(i));
    }
    const KrigingSystem system(data_.subset(rows), variogram_);
    std::vector<Prediction> some;
    for (std::size_t i = 0; i < samples(); ++i) {
        if (!excluded[i]) continue;
        const Eigen::VectorXd f = data_.drift.row(static_cast<Eigen::Index>(i)).transpose();
        some.push_back(predict(system, data_.points[i], {f.data(), static_cast<std::size_t>(f.size())}));
    }
    return some;
}

std::vector<Prediction> KrigingPredictor::leave_one_out() const {
    if (!global_ || !block_offsets_.empty()) return Predictor::leave_one_out();
    const auto loo = global_->leave_one_out();
    std::vector<Prediction> all;
    for (Eigen::Index i = 0; i < data_.size(); ++i) {
        all.push_back({data_.values(i) - loo.residuals(i) + mean_, loo.variances(i), 0});
    }
    return all;
}

}  // namespace riskmap::fields
