#pragma once

#include <string>
#include <vector>

namespace riskmap::style {

/// Round numbers, ascending, that part the values from `low` to `high` into classes: multiples of 1, 2, 2.5
/// or 5 times a power of ten where high / low is below 8, and 1-2-5, 1-3-10 or powers of ten above it. At
/// most `most` of them; one alone where the values do not differ.
/// @pre low <= high, both finite, most >= 1
[[nodiscard]] std::vector<double> round_limits(double low, double high, int most);

/// Labels of the classes between limits: "< 1", "1 - 2", ">= 2".
[[nodiscard]] std::vector<std::string> interval_labels(const std::vector<double>& limits);

}  // namespace riskmap::style
