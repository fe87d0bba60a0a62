#pragma once

#include <string>

#include "mapgen/dispersion/weather.hpp"

namespace riskmap::dispersion {

/// A wind rose as SVG, 300 x 320: 16 directions the wind comes from, rings in per cent of the time, the share
/// of calms beneath. Labels in English and Chinese.
[[nodiscard]] std::string wind_rose_svg(const Weather& weather);

}  // namespace riskmap::dispersion
