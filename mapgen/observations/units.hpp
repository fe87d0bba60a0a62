#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace riskmap::observations {

/// "ug/m3", "mg/m3", "ng/m3", "ppm" or "ppb" for every usual way to write them (µg/m³, ug/m^3, 微克/立方米,
/// ppbv, nmol/mol, ...); nothing for other text.
[[nodiscard]] std::optional<std::string> canonical_unit(std::string_view text);

/// ppm or ppb: volume mixing ratios, which need a molar mass to become concentrations.
[[nodiscard]] bool is_mixing_ratio(const std::string& unit);

/// What a value in `from` is multiplied with to be in `to`; both canonical and by mass.
[[nodiscard]] double unit_factor(const std::string& from, const std::string& to);

/// A gas at the temperature and pressure that concentrations are stated at (GB 3095-2012, amended 2018: 25 C,
/// 101.325 kPa).
struct GasState {
    double molar_mass_g_mol = 0;
    double temperature_c = 25;
    double pressure_kpa = 101.325;
};

/// The same where `from` is a mixing ratio: the ideal gas, 1 ppb = M p / (R T).
[[nodiscard]] double mixing_ratio_factor(const std::string& from, const std::string& to, const GasState& gas);

}  // namespace riskmap::observations
