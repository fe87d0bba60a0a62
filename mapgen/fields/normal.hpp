#pragma once

namespace riskmap::fields {

/// P(X <= x) of the standard normal.
[[nodiscard]] double normal_probability(double x);
/// Inverse of it, to machine precision (bisection-safe Newton steps on erfc). @pre 0 < p < 1.
[[nodiscard]] double normal_quantile(double p);

}  // namespace riskmap::fields
