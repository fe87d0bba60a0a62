#pragma once

#include <vector>

#include "mapgen/fields/drift_model.hpp"
#include "mapgen/fields/kriging_system.hpp"
#include "mapgen/fields/prepared_samples.hpp"

namespace riskmap::fields {

/// A drift model fitted to samples, linearised at its estimate: working values `values` of mean `drift` *
/// theta, theta with its prior, residuals with the variogram's covariance and `error_variances` (those of
/// censored samples stand for the statement that the value lies below the limit, see TruncatedPosterior).
struct DriftFit {
    DriftModel model;
    Variogram variogram;
    Eigen::VectorXd theta;
    Eigen::MatrixXd theta_covariance;  ///< posterior
    std::vector<grid::Point> points;
    Eigen::MatrixXd drift;   ///< d log mean / d theta at the samples, n x p
    Eigen::VectorXd values;  ///< working values: y - log mean + drift * theta
    Eigen::VectorXd error_variances;
    double log_likelihood = 0;  ///< marginal, of the linearised model
};

/// Posterior mode of theta by Gauss-Newton steps and the residuals' nugget, sill and range (exponential) by
/// maximum marginal likelihood in turn: with theta's prior integrated out this is what REML is with a flat
/// one (Patterson and Thompson 1971; Lindstrom and Bates 1990, Biometrics 46, 673-687, for the alternation).
/// Censored samples enter by expectation propagation, as in likelihood.hpp.
/// @param samples on the log scale. @throws Error (data) for a sample without a drift value per source.
[[nodiscard]] DriftFit fit_drift(const PreparedSamples& samples, const PlumeDrift& drift,
                                 const std::optional<Variogram>& variogram);

/// Scales of the zones, in the order in which they first appear.
[[nodiscard]] std::vector<DriftScale> zone_scales(const DriftFit& fit, const PlumeDrift& drift);

}  // namespace riskmap::fields
