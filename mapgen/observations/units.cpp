#include "mapgen/observations/units.hpp"

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"

namespace riskmap::observations {
namespace {

void replace_all(std::string& text, std::string_view what, std::string_view by) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
        text.replace(at, what.size(), by);
    }
}

double in_micrograms(const std::string& unit) {
    if (unit == "ug/m3") return 1;
    if (unit == "mg/m3") return 1000;
    if (unit == "ng/m3") return 1e-3;
    throw core::data_error("unit '{}' is not known{}", unit,
                           core::suggestion(unit, {"ug/m3", "mg/m3", "ng/m3"}));
}

}  // namespace

std::optional<std::string> canonical_unit(std::string_view text) {
    std::string unit(core::trim(text));
    replace_all(unit, "\u00B5", "u");  // micro sign
    replace_all(unit, "\u03BC", "u");  // Greek mu
    replace_all(unit, "\u338D", "ug");
    replace_all(unit, "\u338E", "mg");
    replace_all(unit, "\u00B3", "3");
    replace_all(unit, "\u33A5", "m3");
    replace_all(unit, "\uFF0F", "/");
    for (const char* filler : {"^", " ", "(", ")", "（", "）"}) replace_all(unit, filler, "");
    replace_all(unit, "微克", "ug");
    replace_all(unit, "毫克", "mg");
    replace_all(unit, "纳克", "ng");
    replace_all(unit, "立方米", "m3");
    replace_all(unit, "·m-3", "/m3");
    if (unit == "ug/m3" || unit == "mg/m3" || unit == "ng/m3") return unit;
    const std::string ratio = core::to_lower_ascii(unit);
    if (ratio == "ppb" || ratio == "ppbv" || ratio == "nmol/mol") return "ppb";
    if (ratio == "ppm" || ratio == "ppmv" || ratio == "umol/mol") return "ppm";
    return std::nullopt;
}

bool is_mixing_ratio(const std::string& unit) {
    return unit == "ppb" || unit == "ppm";
}

double unit_factor(const std::string& from, const std::string& to) {
    return in_micrograms(from) / in_micrograms(to);
}

double mixing_ratio_factor(const std::string& from, const std::string& to, const GasState& gas) {
    constexpr double kGasConstant = 8.31446261815324;  // J/(mol K), exact since 2019
    constexpr double kIcePoint_k = 273.15;
    const double mol_per_m3 = 1000 * gas.pressure_kpa / (kGasConstant * (gas.temperature_c + kIcePoint_k));
    const double share = from == "ppm" ? 1e-6 : 1e-9;
    return share * mol_per_m3 * gas.molar_mass_g_mol * 1e6 / in_micrograms(to);
}

}  // namespace riskmap::observations
