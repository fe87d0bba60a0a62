#pragma once

namespace riskmap::risk {

/// What a kriged value is distributed as: the value itself, or its logarithm, is normal.
enum class ErrorDistribution { normal, lognormal };

/// P(the true value > limit) from what is published of an estimate: its standard deviation `sd` and its
/// one-sided 95 % bound `p95`, both in value units. With the lognormal distribution the spread s of the
/// logarithm solves
///     sd^2 = (exp(s^2) - 1) exp(2 (ln p95 - z s) + s^2),   z = 1.645,
/// whether the published value is the median or the mean.
/// @return NaN where sd or p95 is NaN or the limit is not positive under the lognormal distribution
[[nodiscard]] double probability_above(double limit, ErrorDistribution distribution, double sd, double p95);

}  // namespace riskmap::risk
