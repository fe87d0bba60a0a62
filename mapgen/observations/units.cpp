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
    replace_all(unit, "^", "");
    replace_all(unit, " ", "");
    if (unit == "ug/m3" || unit == "mg/m3" || unit == "ng/m3") return unit;
    return std::nullopt;
}

double unit_factor(const std::string& from, const std::string& to) {
    return in_micrograms(from) / in_micrograms(to);
}

}  // namespace riskmap::observations
