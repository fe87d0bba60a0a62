#pragma once

#include <string>

#include "mapgen/fields/variogram_study.hpp"

namespace riskmap::cli {

/// An SVG of the empirical variogram (points, with their numbers of pairs), the model's curve and its range.
[[nodiscard]] std::string variogram_svg(const fields::VariogramStudy& study, const std::string& variable);

}  // namespace riskmap::cli
