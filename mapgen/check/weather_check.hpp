#pragma once

#include <string>
#include <vector>

#include "mapgen/check/finding.hpp"
#include "mapgen/dispersion/weather.hpp"

namespace riskmap::check {

/// What looks wrong in a weather table that can be read: `weather-speed` (winds too fast for metres per
/// second), `weather-direction` (directions that look like radians, or are nearly always the same),
/// `weather-calm` (calm more than half of the time).
[[nodiscard]] std::vector<Finding> judge_weather(const dispersion::Weather& weather, const std::string& file);

}  // namespace riskmap::check
