#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace riskmap::observations {

/// "ug/m3", "mg/m3" or "ng/m3" for every usual way to write them (µg/m³, ug/m^3, mg/m3, ...); nothing for
/// other text.
[[nodiscard]] std::optional<std::string> canonical_unit(std::string_view text);

/// What a value in `from` is multiplied with to be in `to`; both canonical.
[[nodiscard]] double unit_factor(const std::string& from, const std::string& to);

}  // namespace riskmap::observations
