#include "mapgen/fields/drift_predictor.hpp"

#include <algorithm>
#include <cmath>

#include "geocore/core/error.hpp"

namespace riskmap::fields {

DriftPredictor::DriftPredictor(DriftFit fit, const PreparedSamples& samples, double noise_sd)
    : fit_(std::move(fit)), plumes_(samples.drifts), covariance_(fit_.variogram, fit_.points) {
    field_variance_ = covariance_.at_zero() - std::min(fit_.variogram.nugget, noise_sd * noise_sd);
    const Eigen::MatrixXd& spread = fit_.model.spread();
    drift_prior_ = fit_.drift * spread * spread.transpose();
    marginal_ = covariance_.matrix(fit_.points, fit_.error_variances) + drift_prior_ * fit_.drift.transpose();
    rest_ = fit_.values - fit_.drift * fit_.model.prior_mean();
    const Eigen::LLT<Eigen::MatrixXd> llt(marginal_);
    if (llt.info() != Eigen::Success) throw core::data_error("the drift's equations are singular");
    factor_ = llt.matrixL();
    dual_ = llt.solve(rest_);
}

Prediction DriftPredictor::at(grid::Point target, std::span<const double> drifts) const {
    const auto n = static_cast<Eigen::Index>(samples());
    Eigen::VectorXd f(fit_.model.parameters());
    const double mean = fit_.model.trend(fit_.theta, drifts, f.data());
    Eigen::VectorXd k(n);
    for (Eigen::Index i = 0; i < n; ++i) {
        const auto& p = fit_.points[static_cast<std::size_t>(i)];
        k(i) = covariance_.structured(p.x - target.x, p.y - target.y);
    }
    k.noalias() += drift_prior_ * f;
    Prediction result;
    result.mean = mean - f.dot(fit_.theta - fit_.model.prior_mean()) + k.dot(dual_);
    const double prior = field_variance_ + (fit_.model.spread().transpose() * f).squaredNorm();
    result.variance = std::max(0.0, prior - factor_.triangularView<Eigen::Lower>().solve(k).squaredNorm());
    result.lagrange = 0;
    return result;
}

Prediction DriftPredictor::without(const std::vector<bool>& excluded, std::size_t i) const {
    std::vector<Eigen::Index> rows;
    for (std::size_t j = 0; j < excluded.size(); ++j) {
        if (!excluded[j] && j != i) rows.push_back(static_cast<Eigen::Index>(j));
    }
    const auto own = static_cast<Eigen::Index>(i);
    const Eigen::VectorXd f = fit_.drift.row(own).transpose();
    Eigen::VectorXd unused(f.size());
    const double mean = fit_.model.trend(fit_.theta, plumes_[i], unused.data());
    const Eigen::VectorXd k = marginal_(rows, own);
    const Eigen::LLT<Eigen::MatrixXd> llt(marginal_(rows, rows));
    Prediction result;
    result.mean =
        mean - f.dot(fit_.theta - fit_.model.prior_mean()) + k.dot(llt.solve(Eigen::VectorXd(rest_(rows))));
    const double prior = marginal_(own, own) - fit_.error_variances(own);
    result.variance = std::max(0.0, prior - k.dot(llt.solve(k)));
    result.lagrange = 0;
    return result;
}

bool DriftPredictor::tile(const Tile& tile, const DriftAt* drift_at, TileResult& result) const {
    const auto& structures = fit_.variogram.structures;
    if (drift_at == nullptr || !*drift_at || structures.size() != 1) return false;
    if (structures.front().shape != Shape::exponential || !fit_.variogram.isotropic()) return false;
    for (int row = 0; row < tile.height; ++row) tile_row(tile, row, *drift_at, result);
    return true;
}

/// One row of cells at once, so that exponentials and the triangular solve run over matrices.
void DriftPredictor::tile_row(const Tile& tile, int row, const DriftAt& drift_at, TileResult& result) const {
    const auto n = static_cast<Eigen::Index>(samples());
    const auto m = static_cast<Eigen::Index>(tile.width);
    const auto& s = fit_.variogram.structures.front();
    Eigen::MatrixXd f(fit_.model.parameters(), m);
    Eigen::ArrayXd mean(m);
    std::vector<double> plumes(static_cast<std::size_t>(f.rows()) - 1);
    Eigen::ArrayXd x(m);
    const double y = tile.centre(0, row).y;
    for (Eigen::Index c = 0; c < m; ++c) {
        const auto p = tile.centre(static_cast<int>(c), row);
        x(c) = p.x;
        drift_at(p.x, p.y, plumes);
        mean(c) = fit_.model.trend(fit_.theta, plumes, f.col(c).data());
    }
    Eigen::MatrixXd k = drift_prior_ * f;
    Eigen::ArrayXd nearest = Eigen::ArrayXd::Constant(m, 1e300);
    for (Eigen::Index i = 0; i < n; ++i) {
        const auto& p = fit_.points[static_cast<std::size_t>(i)];
        const Eigen::ArrayXd square = (x - p.x).square() + (y - p.y) * (y - p.y);
        k.row(i).array() += (s.sill * (-square.sqrt() / s.range_m).exp()).transpose();
        nearest = nearest.min(square);
    }
    const Eigen::ArrayXd kriged = (dual_.transpose() * k).transpose().array();
    const Eigen::ArrayXd shift = (f.transpose() * (fit_.theta - fit_.model.prior_mean())).array();
    const Eigen::ArrayXd prior =
        field_variance_ + (fit_.model.spread().transpose() * f).colwise().squaredNorm().transpose().array();
    factor_.triangularView<Eigen::Lower>().solveInPlace(k);
    const Eigen::ArrayXd known = k.colwise().squaredNorm().transpose().array();
    for (Eigen::Index c = 0; c < m; ++c) {
        const auto at = static_cast<std::size_t>(row) * static_cast<std::size_t>(tile.width) +
                        static_cast<std::size_t>(c);
        result.mean[at] = mean(c) - shift(c) + kriged(c);
        result.variance[at] = std::max(0.0, prior(c) - known(c));
        result.lagrange[at] = 0;
        result.squared_distance[at] = static_cast<float>(nearest(c));
    }
}

}  // namespace riskmap::fields
