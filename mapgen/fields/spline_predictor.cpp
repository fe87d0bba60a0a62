#include "mapgen/fields/spline_predictor.hpp"

#include <cmath>

#include "geocore/core/error.hpp"

namespace riskmap::fields {
namespace {

constexpr double kMetresPerUnit = 1000;
constexpr std::size_t kMostSamples = 5000;

/// r^2 log r from r^2 in km2.
double radial(double r2) {
    return r2 > 0 ? 0.5 * r2 * std::log(r2) : 0;
}

}  // namespace

SplinePredictor::SplinePredictor(std::vector<grid::Point> points, std::vector<double> values,
                                 double smoothing)
    : points_(std::move(points)), values_(std::move(values)), smoothing_(smoothing) {
    const auto n = static_cast<Eigen::Index>(values_.size());
    if (values_.size() > kMostSamples) {
        throw core::data_error(
            "a thin-plate spline of {} samples needs too much memory; at most {} are possible",
            values_.size(), kMostSamples);
    }
    if (n < 3) throw core::data_error("a thin-plate spline needs at least 3 samples; there are {}", n);
    for (const auto& p : points_) {
        centre_.x += p.x / static_cast<double>(n);
        centre_.y += p.y / static_cast<double>(n);
    }
    Eigen::VectorXd right = Eigen::VectorXd::Zero(n + 3);
    for (Eigen::Index i = 0; i < n; ++i) right(i) = values_[static_cast<std::size_t>(i)];
    const Eigen::MatrixXd a = equations();
    const Eigen::MatrixXd plane = a.topRightCorner(n, 3);
    if (plane.colPivHouseholderQr().rank() < 3) {
        throw core::data_error("the {} samples lie on a line: a thin-plate spline needs a plane", n);
    }
    weights_ = a.partialPivLu().solve(right);
}

Eigen::MatrixXd SplinePredictor::equations() const {
    const auto n = static_cast<Eigen::Index>(points_.size());
    Eigen::MatrixXd a = Eigen::MatrixXd::Zero(n + 3, n + 3);
    for (Eigen::Index i = 0; i < n; ++i) {
        const double x = (points_[static_cast<std::size_t>(i)].x - centre_.x) / kMetresPerUnit;
        const double y = (points_[static_cast<std::size_t>(i)].y - centre_.y) / kMetresPerUnit;
        a(i, i) = smoothing_;
        a(i, n) = a(n, i) = 1;
        a(i, n + 1) = a(n + 1, i) = x;
        a(i, n + 2) = a(n + 2, i) = y;
        for (Eigen::Index j = 0; j < i; ++j) {
            const double dx = x - a(j, n + 1);
            const double dy = y - a(j, n + 2);
            a(i, j) = a(j, i) = radial(dx * dx + dy * dy);
        }
    }
    return a;
}

Prediction SplinePredictor::at(grid::Point target, std::span<const double>) const {
    const auto n = static_cast<Eigen::Index>(points_.size());
    const double x = (target.x - centre_.x) / kMetresPerUnit;
    const double y = (target.y - centre_.y) / kMetresPerUnit;
    double sum = weights_(n) + weights_(n + 1) * x + weights_(n + 2) * y;
    for (Eigen::Index i = 0; i < n; ++i) {
        const double dx = (points_[static_cast<std::size_t>(i)].x - target.x) / kMetresPerUnit;
        const double dy = (points_[static_cast<std::size_t>(i)].y - target.y) / kMetresPerUnit;
        sum += weights_(i) * radial(dx * dx + dy * dy);
    }
    Prediction result;
    result.mean = sum;
    return result;
}

SplinePredictor SplinePredictor::of_others(const std::vector<bool>& excluded) const {
    std::vector<grid::Point> points;
    std::vector<double> values;
    for (std::size_t j = 0; j < values_.size(); ++j) {
        if (excluded[j]) continue;
        points.push_back(points_[j]);
        values.push_back(values_[j]);
    }
    return {std::move(points), std::move(values), smoothing_};
}

Prediction SplinePredictor::without(const std::vector<bool>& excluded, std::size_t i) const {
    return of_others(excluded).at(points_[i], {});
}

std::vector<Prediction> SplinePredictor::held_out(const std::vector<bool>& excluded) const {
    const auto others = of_others(excluded);
    std::vector<Prediction> some;
    for (std::size_t i = 0; i < values_.size(); ++i) {
        if (excluded[i]) some.push_back(others.at(points_[i], {}));
    }
    return some;
}

std::vector<Prediction> SplinePredictor::leave_one_out() const {
    const Eigen::MatrixXd inverse = equations().inverse();
    std::vector<Prediction> all(values_.size());
    for (std::size_t i = 0; i < values_.size(); ++i) {
        const auto k = static_cast<Eigen::Index>(i);
        all[i].mean = values_[i] - weights_(k) / inverse(k, k);
    }
    return all;
}

}  // namespace riskmap::fields
