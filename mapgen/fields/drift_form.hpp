#pragma once

#include <string>
#include <vector>

#include "mapgen/fields/field.hpp"

namespace riskmap::fields {

/// How external drifts enter a field of logarithms.
enum class DriftForm {
    linear,    ///< log z = b0 + sum b_j d_j: kriging with external drift, b unconstrained
    sum,       ///< log z = log(b0 + sum b_j d_j), b positive: drifts are concentrations of parts of z
    automatic  ///< the one that foretells left-out samples better; linear where `sum` is not possible
};

struct DriftFormChoice {
    Field field;
    DriftForm form = DriftForm::linear;
    std::string reason;  ///< for the automatic form; otherwise empty
};

/// True where the drifts can be parts of the values: logarithms, drifts of 0 or more, all samples in one
/// system.
[[nodiscard]] bool sum_form_possible(const std::vector<Sample>& samples, const FieldOptions& options);

/// Fits kriging with external drift. The automatic form is `sum` where the root mean square error of its
/// leave-one-out estimates (logarithms) is at least kSumGain below that of `linear`; a given variogram means
/// `linear`.
/// @throws Error (usage) where `sum` is asked for and not possible.
[[nodiscard]] DriftFormChoice fit_external_drift(std::vector<Sample> samples, FieldOptions options,
                                                 DriftForm form);

inline constexpr double kSumGain = 0.1;

}  // namespace riskmap::fields
