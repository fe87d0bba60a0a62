#pragma once

#include <string>
#include <vector>

#include "mapgen/fields/field.hpp"

namespace riskmap::fields {

/// How well a method foretells samples it has not seen: root mean square of log(observed / estimate),
/// uncensored samples alone. NaN where there are none, or no groups.
struct LogErrors {
    double stations = 0;  ///< one sample left out at a time
    double groups = 0;    ///< one group (zone) left out at a time
};

[[nodiscard]] LogErrors log_errors(const Field& field, Transform transform);

struct FieldChoice {
    Field field;
    Method method = Method::ordinary_kriging;
    Transform transform = Transform::log;
    std::vector<std::string> reasons;  ///< errors of every method and why this one
};

/// Fits kriging around plumes, kriging of logarithms and inverse distance and takes one. The drift must err
/// at least kGain less than both others in leave-one-out, and no more than kLoss more than the better of them
/// where whole groups are left out; otherwise it is dropped. Between the others inverse distance must err
/// kGainOfIdw less.
/// @param samples with one drift value per source
/// @param options of kriging on the log scale, with drift_at and plumes
[[nodiscard]] FieldChoice choose_field(const std::vector<Sample>& samples, const FieldOptions& options);

inline constexpr double kGain = 0.05;
inline constexpr double kLoss = 0.05;
inline constexpr double kGainOfIdw = 0.2;

}  // namespace riskmap::fields
