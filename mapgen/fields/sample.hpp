#pragma once

#include <string>
#include <vector>

namespace riskmap::fields {

/// A projected point with a value, used for estimation.
struct Sample {
    double x_m = 0;
    double y_m = 0;
    double value = 0;
    bool censored = false;      ///< the true value is below `value`, the detection limit
    double error_variance = 0;  ///< of the measurement, in the scale of the transformed values
    std::string id;
    std::string group;           ///< left out together in cross-validation by groups
    std::vector<double> drifts;  ///< external variables at the sample
};

}  // namespace riskmap::fields
