#pragma once

#include <Eigen/Dense>

namespace riskmap::fields {

/// Gaussian stand-ins ("sites") for the statements z_i < limit_i under z ~ N(mean, covariance).
struct TruncatedPosterior {
    Eigen::VectorXd site_precision;  ///< >= 0
    Eigen::VectorXd site_mean;       ///< of the pseudo-observation; meaningless where the precision is 0
    double log_probability = 0;      ///< log P(z < limits)
    bool converged = false;
};

/// Expectation propagation: deterministic and, for a Gaussian cut by half-spaces, accurate to about 1e-3 in
/// the logarithm (Minka 2001; Cunningham, Hennig and Lacoste-Julien 2011, "Gaussian probabilities and
/// expectation propagation"; updates as in Rasmussen and Williams 2006, section 3.6).
[[nodiscard]] TruncatedPosterior truncate_above(const Eigen::VectorXd& mean,
                                                const Eigen::MatrixXd& covariance,
                                                const Eigen::VectorXd& limits);

/// Moments of a standard normal cut to (-infinity, b): log P, mean, variance; stable for any b.
struct CutNormal {
    double log_probability = 0;
    double mean = 0;
    double variance = 1;
};
[[nodiscard]] CutNormal cut_standard_normal(double b);

}  // namespace riskmap::fields
