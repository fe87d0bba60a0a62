#pragma once

#include <string>
#include <vector>

namespace riskmap::fields {

struct CrossValidation {
    int n = 0;
    double mean_error = 0;  ///< mean of observed - estimate
    double rmse = 0;
    double mae = 0;
    double msdr = 0;         ///< mean of squared residual / variance; NaN without variances
    double correlation = 0;  ///< of observed and estimate
    struct Point {
        std::string id;
        double observed = 0;
        double estimate = 0;
        double variance = 0;  ///< NaN without
        double residual = 0;
        double zscore = 0;  ///< NaN without variance
    };
    std::vector<Point> points;
};

/// Fills residuals, z-scores and the summary from the points' observed, estimate and variance; points without
/// an estimate are kept but not counted.
[[nodiscard]] CrossValidation summarise(std::vector<CrossValidation::Point> points);

}  // namespace riskmap::fields
