#pragma once

#include <functional>
#include <vector>

namespace riskmap::fields {

/// Least value of a function on [low, high], scanned in `steps` equal parts and then refined by golden
/// section around the best; position accurate to about 1e-9 of the interval.
[[nodiscard]] double minimise_on(const std::function<double(double)>& f, double low, double high, int steps);

/// Nelder and Mead's simplex search (1965), restarted once; stops when values differ by less than
/// `tolerance`.
[[nodiscard]] std::vector<double> minimise_from(const std::function<double(const std::vector<double>&)>& f,
                                                std::vector<double> start, double step, double tolerance);

}  // namespace riskmap::fields
