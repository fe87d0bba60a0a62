#include "mapgen/fields/normal.hpp"

#include <cmath>
#include <numbers>

namespace riskmap::fields {

double normal_probability(double x) {
    return 0.5 * std::erfc(-x / std::numbers::sqrt2);
}

double normal_quantile(double p) {
    if (p > 0.5) return -normal_quantile(1 - p);
    // Start: Abramowitz and Stegun 26.2.23; Halley's steps then double the digits.
    const double t = std::sqrt(-2 * std::log(p));
    double x = -(t - (2.515517 + t * (0.802853 + t * 0.010328)) /
                         (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))));
    for (int i = 0; i < 4; ++i) {
        const double e = normal_probability(x) - p;
        const double u = e * std::sqrt(2 * std::numbers::pi) * std::exp(0.5 * x * x);
        x -= u / (1 + 0.5 * x * u);
    }
    return x;
}

}  // namespace riskmap::fields
