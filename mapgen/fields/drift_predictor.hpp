#pragma once

#include "mapgen/fields/drift_fit.hpp"
#include "mapgen/fields/predictor.hpp"

namespace riskmap::fields {

/// Kriging around a fitted drift model: the best linear unbiased predictor of the linearised model with
/// theta's prior, so that the variance holds the uncertainty of the scales. Estimates at targets are of the
/// field without the measurements' noise; those of without() are of further measurements.
class DriftPredictor : public Predictor {
  public:
    DriftPredictor(DriftFit fit, const PreparedSamples& samples, double noise_sd);

    [[nodiscard]] Prediction at(grid::Point target, std::span<const double> drifts) const override;
    [[nodiscard]] Prediction without(const std::vector<bool>& excluded, std::size_t i) const override;
    [[nodiscard]] std::size_t samples() const override { return fit_.points.size(); }
    [[nodiscard]] bool has_variance() const override { return true; }
    [[nodiscard]] bool tile(const Tile& tile, const DriftAt* drift_at, TileResult& result) const override;
    [[nodiscard]] const DriftFit& fit() const { return fit_; }

  private:
    void tile_row(const Tile& tile, int row, const DriftAt& drift_at, TileResult& result) const;

    DriftFit fit_;
    std::vector<std::vector<double>> plumes_;  ///< at the samples
    Covariance covariance_;
    double field_variance_ = 0;    ///< of the residual without noise
    Eigen::MatrixXd marginal_;     ///< of the working values, theta's prior included
    Eigen::VectorXd rest_;         ///< working values - drift * prior mean
    Eigen::MatrixXd factor_;       ///< Cholesky, lower
    Eigen::VectorXd dual_;         ///< marginal^-1 rest
    Eigen::MatrixXd drift_prior_;  ///< drift * prior covariance, n x p
};

}  // namespace riskmap::fields
