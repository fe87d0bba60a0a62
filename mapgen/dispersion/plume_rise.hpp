#pragma once

#include "mapgen/dispersion/source.hpp"
#include "mapgen/dispersion/stability.hpp"

namespace riskmap::dispersion {

/// Air temperature where none is given, K.
inline constexpr double kAirTemperature_k = 293.15;
/// ISC3 lets no wind at the height of release be slower, m/s.
inline constexpr double kSlowestWind_m_s = 1.0;

/// Wind at the height of release: u (h / 10 m)^p for h > 10 m, with ISC3's exponents by class and surface
/// (EPA-454/B-95-003b, section 1.1.3); below 10 m the wind is that of 10 m. At least kSlowestWind_m_s.
[[nodiscard]] double wind_at(double height_m, double speed_at_10_m, Stability s, Surface surface);

/// Final rise of a plume above its stack, metres: Briggs (1969, 1971, 1975) as in EPA-454/B-95-003b,
/// section 1.1.4, equations 1-8 to 1-19: buoyant or momentum rise by the crossover temperature difference,
/// neutral-unstable and stable. No stack-tip downwash, no gradual rise. 0 for a stack without velocity or
/// diameter.
/// @param wind_m_s at the stack's top
[[nodiscard]] double plume_rise(const Stack& stack, double wind_m_s, Stability s,
                                double air_temperature_k = kAirTemperature_k);

}  // namespace riskmap::dispersion
