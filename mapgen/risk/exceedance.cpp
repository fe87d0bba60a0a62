#include "mapgen/risk/exceedance.hpp"

#include <cmath>
#include <limits>
#include <numbers>

namespace riskmap::risk {
namespace {

constexpr double kZ95 = 1.6448536269514722;
constexpr int kMostSteps = 50;

/// Newton's steps on the logarithm of the equation, which rises with s throughout.
double log_spread(double sd, double p95) {
    const double wanted = 2 * std::log(sd / p95);
    double s = sd / p95 < 0.1 ? sd / p95 : 0.5;
    for (int i = 0; i < kMostSteps; ++i) {
        const double square = s * s;
        const double f = std::log(std::expm1(square)) - 2 * kZ95 * s + square - wanted;
        const double slope = -2 * s / std::expm1(-square) - 2 * kZ95 + 2 * s;
        const double next = s - f / slope;
        const double step = next > 0 ? next : s / 2;
        if (std::abs(step - s) <= 1e-12 * s) return step;
        s = step;
    }
    return s;
}

double upper_tail(double z) {
    return 0.5 * std::erfc(z / std::numbers::sqrt2);
}

}  // namespace

double probability_above(double limit, ErrorDistribution distribution, double sd, double p95) {
    if (std::isnan(sd) || std::isnan(p95)) return std::numeric_limits<double>::quiet_NaN();
    if (!(sd > 0)) return p95 > limit ? 1 : 0;
    if (distribution == ErrorDistribution::normal) return upper_tail((limit - p95) / sd + kZ95);
    if (!(limit > 0) || !(p95 > 0)) return std::numeric_limits<double>::quiet_NaN();
    return upper_tail(std::log(limit / p95) / log_spread(sd, p95) + kZ95);
}

}  // namespace riskmap::risk
