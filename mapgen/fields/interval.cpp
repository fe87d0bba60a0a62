#include "mapgen/fields/interval.hpp"

#include <algorithm>
#include <cmath>

#include "mapgen/fields/value_transform.hpp"

namespace riskmap::fields {
namespace {

constexpr double kZ975 = 1.959963984540054;

/// Standard deviation u of the logarithm: the variance (exp(u2) - 1) exp(2 Y + u2) with Y = ln p95 - z u
/// grows with u, so bisection finds it.
double log_sd(double variance, double p95) {
    const double wanted = std::log(variance) - 2 * std::log(p95);
    double low = 0;
    double high = 20;
    constexpr int kSteps = 200;
    for (int i = 0; i < kSteps; ++i) {
        const double u = (low + high) / 2;
        const double found = std::log(std::expm1(u * u)) + u * u - 2 * kZ95 * u;
        (found < wanted ? low : high) = u;
    }
    return (low + high) / 2;
}

}  // namespace

Interval interval_of(const Field::Estimate& estimate, Transform transform) {
    if (!(estimate.variance >= 0) || std::isnan(estimate.value)) return {};
    if (transform != Transform::log) {
        const double reach = kZ975 * std::sqrt(estimate.variance);
        return {std::max(0.0, estimate.value - reach), std::max(0.0, estimate.value + reach)};
    }
    if (!(estimate.variance > 0)) return {estimate.value, estimate.value};
    const double u = log_sd(estimate.variance, estimate.p95);
    const double median = std::log(estimate.p95) - kZ95 * u;
    return {std::exp(median - kZ975 * u), std::exp(median + kZ975 * u)};
}

}  // namespace riskmap::fields
