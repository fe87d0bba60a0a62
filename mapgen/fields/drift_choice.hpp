#pragma once

#include <string>
#include <vector>

#include "mapgen/fields/field.hpp"

namespace riskmap::fields {

/// How well a method foretells samples it has not seen, uncensored samples alone: root mean square of
/// log(observed / estimate), or of observed - estimate. NaN where there are none, or no groups.
struct HeldOutErrors {
    double stations = 0;  ///< one sample left out at a time
    double groups = 0;    ///< one group (zone) left out at a time
};

enum class ErrorScale { logarithm, value };

[[nodiscard]] HeldOutErrors held_out_errors(const Field& field, Transform transform, ErrorScale scale);

struct FieldChoice {
    Field field;
    Method method = Method::ordinary_kriging;
    Transform transform = Transform::log;
    std::vector<std::string> reasons;  ///< errors of every method and why this one
};

/// Fits kriging around plumes, kriging (of logarithms with the transform log) and inverse distance and takes
/// one, by errors of logarithms with that transform and of values without. The drift must err at least kGain
/// less than both others in leave-one-out, and no more than kLoss more than the better of them where whole
/// groups are left out; otherwise it is dropped. Between the others inverse distance must err kGainOfIdw
/// less.
/// @param samples with one drift value per source
/// @param options of kriging with the transform log or none, with drift_at and plumes
[[nodiscard]] FieldChoice choose_field(const std::vector<Sample>& samples, const FieldOptions& options);

inline constexpr double kGain = 0.05;
inline constexpr double kLoss = 0.05;
inline constexpr double kGainOfIdw = 0.2;

}  // namespace riskmap::fields
