#pragma once

#include <string>
#include <vector>

#include "geocore/grid/geometry.hpp"
#include "mapgen/fields/field.hpp"
#include "mapgen/fields/value_transform.hpp"

namespace riskmap::fields {

/// Samples as estimation sees them: checked, censored ones substituted or marked, transformed, one per place.
struct PreparedSamples {
    std::vector<grid::Point> points;
    std::vector<double> values;  ///< transformed
    std::vector<double> error_variances;
    std::vector<bool> censored;
    std::vector<std::string> ids;
    std::vector<std::string> groups;
    std::vector<std::vector<double>> drifts;
    std::vector<std::string> remarks;

    [[nodiscard]] std::size_t size() const { return points.size(); }
    [[nodiscard]] std::size_t censored_count() const;
};

/// Values that a normal-score table is made from: censored ones count as substituted.
[[nodiscard]] std::vector<double> plain_values(const std::vector<Sample>& samples,
                                               const FieldOptions& options);

/// @throws Error (data) for no samples, NaN, values that have no logarithm, too many censored ones.
[[nodiscard]] PreparedSamples prepare(const std::vector<Sample>& samples, const FieldOptions& options,
                                      const ValueTransform& transform);

}  // namespace riskmap::fields
