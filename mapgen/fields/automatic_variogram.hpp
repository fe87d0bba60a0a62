#pragma once

#include <string>
#include <vector>

#include "mapgen/fields/field.hpp"
#include "mapgen/fields/likelihood.hpp"

namespace riskmap::fields {

struct ModelChoice {
    struct Candidate {
        Variogram variogram;
        double score =
            0;  ///< mean negative log predictive density of leave-one-out, or negative log-likelihood
        double rmse = 0;  ///< of leave-one-out; NaN with censored data
        bool by_likelihood = false;
        std::string failure;  ///< empty where the candidate stands
    };
    Variogram variogram;
    std::string reason;
    std::vector<Candidate> candidates;
    std::vector<std::string> remarks;
};

/// Fits sph, exp, gau and mat (kappa 1.5) - or `shapes` - and takes the one whose leave-one-out predictions
/// have the highest mean log density; with censored data the one of highest likelihood. Where the empirical
/// variogram does not determine a range, least squares falls back to likelihood and a remark says so.
[[nodiscard]] ModelChoice choose_variogram(const CensoredData& data, FitMethod method,
                                           const std::vector<Shape>& shapes = {});

/// Residuals of ordinary least squares on the drift, as the empirical variogram takes them (gstat does too).
[[nodiscard]] std::vector<double> detrended_values(const KrigingData& data);

}  // namespace riskmap::fields
