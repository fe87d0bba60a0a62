#include "mapgen/fields/cross_validation.hpp"

#include <cmath>
#include <limits>

namespace riskmap::fields {

CrossValidation summarise(std::vector<CrossValidation::Point> points) {
    CrossValidation cv;
    double observed = 0, estimated = 0, oo = 0, ee = 0, oe = 0;
    int with_variance = 0;
    for (auto& p : points) {
        p.residual = p.observed - p.estimate;
        p.zscore =
            p.variance > 0 ? p.residual / std::sqrt(p.variance) : std::numeric_limits<double>::quiet_NaN();
        if (std::isnan(p.residual)) continue;
        ++cv.n;
        cv.mean_error += p.residual;
        cv.rmse += p.residual * p.residual;
        cv.mae += std::fabs(p.residual);
        observed += p.observed;
        estimated += p.estimate;
        if (!std::isnan(p.zscore)) {
            cv.msdr += p.zscore * p.zscore;
            ++with_variance;
        }
    }
    const double n = cv.n;
    for (const auto& p : points) {
        if (std::isnan(p.residual)) continue;
        const double o = p.observed - observed / n;
        const double e = p.estimate - estimated / n;
        oo += o * o;
        ee += e * e;
        oe += o * e;
    }
    cv.mean_error /= n;
    cv.rmse = std::sqrt(cv.rmse / n);
    cv.mae /= n;
    cv.msdr = with_variance > 0 ? cv.msdr / with_variance : std::numeric_limits<double>::quiet_NaN();
    cv.correlation = oe / std::sqrt(oo * ee);
    cv.points = std::move(points);
    return cv;
}

}  // namespace riskmap::fields
