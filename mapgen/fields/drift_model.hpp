#pragma once

#include <Eigen/Dense>
#include <span>

#include "mapgen/fields/plume_drift.hpp"

namespace riskmap::fields {

/// The trend of PlumeDrift and its prior. Parameters theta are the logarithms of the background and of each
/// b_j; theta = prior_mean + spread * eta with eta standard normal.
class DriftModel {
  public:
    /// @param background on which the prior is centred; @param zones false: one scale for all sources
    DriftModel(const PlumeDrift& drift, double background, double background_sd, bool zones);

    [[nodiscard]] Eigen::Index parameters() const { return prior_mean_.size(); }
    [[nodiscard]] const Eigen::VectorXd& prior_mean() const { return prior_mean_; }
    [[nodiscard]] const Eigen::MatrixXd& spread() const { return spread_; }

    /// The trend, background + sum b_j P_j or its logarithm, and its derivatives by theta.
    /// @pre gradient has parameters() elements
    double trend(const Eigen::VectorXd& theta, std::span<const double> plumes, double* gradient) const;

    /// The logarithm of the trend and its derivatives, which are the shares of background and plumes.
    static double log_mean(const Eigen::VectorXd& theta, std::span<const double> plumes, double* gradient);

  private:
    bool of_values_ = false;
    Eigen::VectorXd prior_mean_;
    Eigen::MatrixXd spread_;
};

}  // namespace riskmap::fields
