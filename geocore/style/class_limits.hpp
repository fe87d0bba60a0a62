#pragma once

#include <string>
#include <vector>

namespace riskmap::style {

/// Round numbers, ascending, that part the values from `low` to `high` into classes: multiples of 1, 2, 2.5
/// or 5 times a power of ten where high / low is below 8; above it the finest of the series 1-1.5-2-3-5-7,
/// 1-2-3-5, 1-2-5, 1-3 and powers of ten that gives at most `most` of them. One alone where the values do not
/// differ.
/// @pre low <= high, both finite, most >= 1
[[nodiscard]] std::vector<double> round_limits(double low, double high, int most);

/// Labels of the classes between limits: "< 1", "1 - 2", ">= 2".
[[nodiscard]] std::vector<std::string> interval_labels(const std::vector<double>& limits);

}  // namespace riskmap::style
