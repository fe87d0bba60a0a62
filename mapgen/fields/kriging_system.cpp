#include "mapgen/fields/kriging_system.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "geocore/core/error.hpp"

namespace riskmap::fields {
namespace {

constexpr double kSmallestPivot = 1e-13;

Eigen::Map<const Eigen::VectorXd> as_vector(std::span<const double> values) {
    return {values.data(), static_cast<Eigen::Index>(values.size())};
}

bool may_be_indefinite(const Variogram& variogram) {
    return std::any_of(variogram.structures.begin(), variogram.structures.end(),
                       [](const Structure& s) { return s.shape == Shape::linear && s.range_m > 0; });
}

/// Row of the first pivot of a Cholesky factorisation that vanishes.
Eigen::Index vanishing_pivot(Eigen::MatrixXd k) {
    for (Eigen::Index j = 0; j < k.rows(); ++j) {
        const double original = k(j, j);
        const double pivot = original - k.row(j).head(j).squaredNorm();
        if (!(pivot > kSmallestPivot * original)) return j;
        k(j, j) = std::sqrt(pivot);
        for (Eigen::Index i = j + 1; i < k.rows(); ++i) {
            k(i, j) = (k(i, j) - k.row(i).head(j).dot(k.row(j).head(j))) / k(j, j);
        }
    }
    return k.rows() - 1;
}

/// The pivot that vanished belongs to a point that the ones before it explain: name it and its nearest
/// neighbour.
core::Error singular(const KrigingData& data, Eigen::Index pivot) {
    const auto& p = data.points[static_cast<std::size_t>(pivot)];
    Eigen::Index nearest = 0;
    double least = std::numeric_limits<double>::infinity();
    for (Eigen::Index i = 0; i < data.size(); ++i) {
        const double d = grid::distance(p, data.points[static_cast<std::size_t>(i)]);
        if (i != pivot && d < least) {
            least = d;
            nearest = i;
        }
    }
    const auto& q = data.points[static_cast<std::size_t>(nearest)];
    return {
        core::ErrorKind::data,
        fmt::format(
            "the kriging equations are singular at sample '{}' ({}, {}); its nearest sample '{}' ({}, {}) is "
            "{:.6g} m away",
            data.ids[static_cast<std::size_t>(pivot)], p.x, p.y, data.ids[static_cast<std::size_t>(nearest)],
            q.x, q.y, least),
        "Give the variogram a nugget, merge the samples, or use a model that is less smooth than 'gau'."};
}

}  // namespace

KrigingData KrigingData::subset(std::span<const int> rows) const {
    KrigingData part;
    const auto n = static_cast<Eigen::Index>(rows.size());
    part.values.resize(n);
    part.error_variances.resize(n);
    part.drift.resize(n, drift.cols());
    for (Eigen::Index i = 0; i < n; ++i) {
        const auto row = static_cast<std::size_t>(rows[static_cast<std::size_t>(i)]);
        const auto at = static_cast<Eigen::Index>(row);
        part.points.push_back(points[row]);
        part.ids.push_back(ids[row]);
        part.values(i) = values(at);
        part.error_variances(i) = error_variances(at);
        part.drift.row(i) = drift.row(at);
    }
    return part;
}

KrigingSystem::KrigingSystem(KrigingData data, const Variogram& variogram)
    : data_(std::move(data)), covariance_(variogram, data_.points) {
    factorise();
    estimate_trend();
}

void KrigingSystem::factorise() {
    factor_ = covariance_.matrix(data_.points, data_.error_variances);
    const Eigen::VectorXd diagonal = factor_.diagonal();
    // In place, and reading the lower triangle alone.
    const Eigen::LLT<Eigen::Ref<Eigen::MatrixXd>> llt(factor_);
    if (llt.info() != Eigen::Success ||
        !(factor_.diagonal().array().square() > kSmallestPivot * diagonal.array()).all()) {
        if (may_be_indefinite(covariance_.variogram())) return invert();
        throw singular(data_, vanishing_pivot(covariance_.matrix(data_.points, data_.error_variances)));
    }
    factor_.triangularView<Eigen::StrictlyUpper>().setZero();
}

void KrigingSystem::invert() {
    const Eigen::MatrixXd k = covariance_.matrix(data_.points, data_.error_variances);
    const Eigen::FullPivLU<Eigen::MatrixXd> lu(k);
    if (!(lu.rcond() > kSmallestPivot)) throw singular(data_, vanishing_pivot(k));
    inverse_ = lu.inverse();
    factor_.resize(0, 0);
}

/// Inverse of the drift's information matrix, by way of its correlations.
void KrigingSystem::weigh_drift(const Eigen::MatrixXd& information) {
    const auto p = information.rows();
    const Eigen::VectorXd scale = information.diagonal().cwiseAbs().cwiseSqrt().cwiseInverse();
    const Eigen::MatrixXd scaled = scale.asDiagonal() * information * scale.asDiagonal();
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> eigen(scaled);
    const auto sizes = eigen.eigenvalues().cwiseAbs();
    if (!(sizes.minCoeff() > 1e-12 * sizes.maxCoeff())) {
        throw core::data_error(
            "the drift's {} terms cannot be told apart by the {} samples (do they lie on a line?): leave "
            "one out",
            p, data_.size());
    }
    const Eigen::MatrixXd inverse = scaled.partialPivLu().inverse();
    drift_inverse_ = scale.asDiagonal() * inverse * scale.asDiagonal();
}

void KrigingSystem::estimate_trend() {
    const auto& f = data_.drift;
    trend_.resize(f.cols());
    drift_inverse_.resize(0, 0);
    if (!positive_definite()) {
        drift_dual_ = inverse_ * f;
        if (f.cols() > 0) {
            weigh_drift(f.transpose() * drift_dual_);
            trend_ = drift_inverse_ * (drift_dual_.transpose() * data_.values);
        }
        dual_ = inverse_ * (data_.values - f * trend_);
        return;
    }
    const auto lower = factor_.triangularView<Eigen::Lower>();
    const auto upper = factor_.transpose().triangularView<Eigen::Upper>();
    const Eigen::VectorXd whitened = lower.solve(data_.values);
    whitened_drift_ = f;
    drift_dual_ = f;
    if (f.cols() > 0) {  // Eigen's triangular solver takes the address of a first element that is not there
        whitened_drift_ = lower.solve(f);
        weigh_drift(whitened_drift_.transpose() * whitened_drift_);
        trend_ = whitened_drift_.householderQr().solve(whitened);
        drift_dual_ = upper.solve(whitened_drift_);
    }
    dual_ = upper.solve(whitened - whitened_drift_ * trend_);
}

Prediction KrigingSystem::predict(const Eigen::VectorXd& k, double variance0,
                                  std::span<const double> drift0) const {
    const auto f0 = as_vector(drift0);
    Eigen::VectorXd rest = f0;
    double explained = 0;
    if (positive_definite()) {
        const Eigen::VectorXd v = factor_.triangularView<Eigen::Lower>().solve(k);
        rest -= whitened_drift_.transpose() * v;
        explained = v.squaredNorm();
    } else {
        rest -= drift_dual_.transpose() * k;
        explained = k.dot(inverse_ * k);
    }
    const Eigen::VectorXd multipliers = drift_inverse_ * rest;
    Prediction result;
    result.mean = f0.dot(trend_) + k.dot(dual_);
    result.variance = std::fmax(variance0 - explained + rest.dot(multipliers), 0.0);
    result.lagrange = f0.dot(multipliers);
    return result;
}

Prediction KrigingSystem::at(grid::Point target, std::span<const double> drift0) const {
    const auto n = data_.size();
    Eigen::VectorXd k(n);
    for (Eigen::Index i = 0; i < n; ++i) {
        const auto& p = data_.points[static_cast<std::size_t>(i)];
        if (p.x == target.x && p.y == target.y && data_.error_variances(i) == 0)
            return {data_.values(i), 0, 0};
        k(i) = covariance_(p.x - target.x, p.y - target.y);
    }
    return predict(k, covariance_.at_zero(), drift0);
}

Prediction KrigingSystem::over(std::span<const grid::Point> points, std::span<const double> weights,
                               double within, std::span<const double> drift0) const {
    const auto n = data_.size();
    Eigen::VectorXd k(n);
    for (Eigen::Index i = 0; i < n; ++i) {
        const auto& p = data_.points[static_cast<std::size_t>(i)];
        double sum = 0;
        for (std::size_t j = 0; j < points.size(); ++j) {
            sum += weights[j] * covariance_.structured(p.x - points[j].x, p.y - points[j].y);
        }
        k(i) = sum;
    }
    return predict(k, within, drift0);
}

Eigen::VectorXd KrigingSystem::inverse_diagonal() const {
    if (!positive_definite()) return inverse_.diagonal();
    const auto n = data_.size();
    const Eigen::MatrixXd inverse_factor =
        factor_.triangularView<Eigen::Lower>().solve(Eigen::MatrixXd::Identity(n, n));
    return inverse_factor.colwise().squaredNorm();
}

KrigingSystem::LeaveOneOut KrigingSystem::leave_one_out() const {
    const auto n = data_.size();
    const Eigen::VectorXd diagonal = inverse_diagonal();
    LeaveOneOut result{Eigen::VectorXd(n), Eigen::VectorXd(n)};
    for (Eigen::Index i = 0; i < n; ++i) {
        const Eigen::VectorXd row = drift_dual_.row(i).transpose();
        const double q = diagonal(i) - row.dot(drift_inverse_ * row);
        result.residuals(i) = dual_(i) / q;
        result.variances(i) = std::fmax(1 / q - data_.error_variances(i), 0.0);
    }
    return result;
}

double KrigingSystem::restricted_log_likelihood() const {
    if (!positive_definite())
        throw core::data_error("a variogram that is not positive definite has no likelihood");
    const auto n = data_.size();
    const auto p = data_.drift.cols();
    double result = -factor_.diagonal().array().log().sum() - 0.5 * data_.values.dot(dual_) -
                    0.5 * static_cast<double>(n - p) * std::log(2 * std::numbers::pi);
    if (p > 0) result += 0.5 * std::log(drift_inverse_.determinant());
    return result;
}

}  // namespace riskmap::fields
