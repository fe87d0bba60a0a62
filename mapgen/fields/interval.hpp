#pragma once

#include <limits>

#include "mapgen/fields/field.hpp"

namespace riskmap::fields {

/// Two-sided 95 % range of an estimate; NaN where the method gives none.
struct Interval {
    double low = std::numeric_limits<double>::quiet_NaN();   ///< 2.5 %
    double high = std::numeric_limits<double>::quiet_NaN();  ///< 97.5 %
};

/// From what a field publishes. `log`: the lognormal distribution that has the estimate's variance and 95th
/// percentile; otherwise the normal one around the value, not below 0.
[[nodiscard]] Interval interval_of(const Field::Estimate& estimate, Transform transform);

}  // namespace riskmap::fields
