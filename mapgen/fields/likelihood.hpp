#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mapgen/fields/kriging_system.hpp"

namespace riskmap::fields {

/// Data of which some are known only to lie below their value.
struct CensoredData {
    KrigingData data;  ///< values of censored rows are their limits
    std::vector<bool> censored;

    [[nodiscard]] bool any() const;
};

struct LikelihoodFit {
    Variogram variogram;
    double log_likelihood = 0;
};

/// Restricted log-likelihood of the uncensored data plus log P(censored values < limits | uncensored data),
/// the latter by expectation propagation. The unknown trend has a flat prior throughout.
/// @throws Error (data) where the equations are singular.
[[nodiscard]] double log_likelihood(const CensoredData& data, const Variogram& variogram);

/// Nugget, sill and range of one structure by maximum (restricted, censored) likelihood: a scan over ranges
/// and nugget shares, then a simplex search from the best two.
[[nodiscard]] LikelihoodFit fit_by_likelihood(const CensoredData& data, Shape shape, double kappa);

/// The data with every censored value replaced by its pseudo-observation and error variance: ordinary kriging
/// of these gives the posterior under expectation propagation.
[[nodiscard]] KrigingData with_pseudo_observations(const CensoredData& data, const Variogram& variogram);

}  // namespace riskmap::fields
