#include "mapgen/dispersion/plume_rise.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace riskmap::dispersion {
namespace {

constexpr double kGravity = 9.80616;
constexpr double kStrongBuoyancy = 55;  // m4/s3

/// Potential temperature gradients of E and F, K/m: ISC3's defaults.
double gradient(Stability s) {
    return s == Stability::f ? 0.035 : 0.020;
}

double neutral_rise(const Stack& k, double buoyancy, double excess_k, double wind) {
    const bool strong = buoyancy >= kStrongBuoyancy;
    const double crossover =
        strong ? 0.00575 * k.temperature_k * std::cbrt(k.velocity_m_s * k.velocity_m_s / k.diameter_m)
               : 0.0297 * k.temperature_k * std::cbrt(k.velocity_m_s / (k.diameter_m * k.diameter_m));
    if (excess_k < crossover) return 3 * k.diameter_m * k.velocity_m_s / wind;
    return strong ? 38.71 * std::pow(buoyancy, 0.6) / wind : 21.425 * std::pow(buoyancy, 0.75) / wind;
}

double stable_rise(const Stack& k, double buoyancy, double excess_k, double wind, double air_k, Stability s) {
    const double stability = kGravity * gradient(s) / air_k;
    const double crossover = 0.019582 * k.temperature_k * k.velocity_m_s * std::sqrt(stability);
    if (excess_k >= crossover) return 2.6 * std::cbrt(buoyancy / (wind * stability));
    const double momentum =
        k.velocity_m_s * k.velocity_m_s * k.diameter_m * k.diameter_m * air_k / (4 * k.temperature_k);
    return std::min(1.5 * std::cbrt(momentum / (wind * std::sqrt(stability))),
                    3 * k.diameter_m * k.velocity_m_s / wind);
}

}  // namespace

double wind_at(double height_m, double speed_at_10_m, Stability s, Surface surface) {
    static constexpr std::array<double, kStabilities> kRural{0.07, 0.07, 0.10, 0.15, 0.35, 0.55};
    static constexpr std::array<double, kStabilities> kUrban{0.15, 0.15, 0.20, 0.25, 0.30, 0.30};
    const double p = (surface == Surface::urban ? kUrban : kRural)[static_cast<std::size_t>(s)];
    const double wind = height_m > 10 ? speed_at_10_m * std::pow(height_m / 10, p) : speed_at_10_m;
    return std::max(wind, kSlowestWind_m_s);
}

double plume_rise(const Stack& stack, double wind_m_s, Stability s, double air_temperature_k) {
    if (!(stack.velocity_m_s > 0) || !(stack.diameter_m > 0)) return 0;
    Stack k = stack;
    if (!(k.temperature_k > 0)) k.temperature_k = air_temperature_k;
    const double excess = k.temperature_k - air_temperature_k;
    const double buoyancy = std::max(
        0.0, kGravity * k.velocity_m_s * k.diameter_m * k.diameter_m * excess / (4 * k.temperature_k));
    return is_stable(s) ? stable_rise(k, buoyancy, excess, wind_m_s, air_temperature_k, s)
                        : neutral_rise(k, buoyancy, excess, wind_m_s);
}

}  // namespace riskmap::dispersion
