#pragma once

#include <string>

#include "mapgen/fields/empirical_variogram.hpp"

namespace riskmap::fields {

/// gstat's fit.method: 1 N, 2 N / gamma(h)^2 of the fitted model, 6 equal, 7 N / h^2.
enum class FitWeights { pairs, cressie, equal, pairs_over_h2 };

struct WlsFit {
    Variogram variogram;
    double squared_error = 0;     ///< sum of weight * residual^2
    bool range_at_bound = false;  ///< the empirical variogram does not determine the range
    std::string note;             ///< why, where the fit is doubtful
};

/// Nugget, sill and range of one structure by weighted least squares. For every range the two linear
/// coefficients follow exactly (non-negative least squares), so the search is over the range alone: scanned,
/// then refined. Reaches the true optimum, unlike gstat's Gauss-Newton with capped steps.
/// @throws Error (data) with fewer than 3 bins or no spread.
[[nodiscard]] WlsFit fit_by_least_squares(const EmpiricalVariogram& empirical, Shape shape, double kappa,
                                          FitWeights weights = FitWeights::pairs_over_h2);

}  // namespace riskmap::fields
