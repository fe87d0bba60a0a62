#pragma once

#include "mapgen/dispersion/weather.hpp"
#include "mapgen/observations/table.hpp"

namespace riskmap::dispersion {

/// Columns wind_from_deg, wind_speed_m_s, stability (A-F) or monin_obukhov_m, mixing_height_m where a lid is
/// known; with `frequency` a joint frequency table, otherwise every row is an hour.
/// @param surface gives the roughness with which Monin-Obukhov lengths become classes
/// @throws Error (data) naming file, row, column, value and what is allowed.
[[nodiscard]] Weather read_weather(const observations::Table& table, Surface surface);

}  // namespace riskmap::dispersion
