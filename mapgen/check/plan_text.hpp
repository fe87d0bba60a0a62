#pragma once

// For the .cpp files of mapgen/check alone: what a plan's texts say.

#include <string>
#include <string_view>
#include <vector>

namespace riskmap::check {

/// The last day, ISO, of the beginning of each period that a text names: "2020-2021年" gives 2020-12-31,
/// "2021年3月" gives 2021-03-31.
struct Opening {
    std::string written;
    std::string latest_start;
};
[[nodiscard]] std::vector<Opening> openings(std::string_view text);

/// Units of the amounts in a text, without 万 and the like, each once: "30万标箱、20万吨" gives 标箱, 吨.
[[nodiscard]] std::vector<std::string> amount_units(std::string_view text);

/// How many berths a name stands for: "泊位2个" 2, "5万吨级、3千吨级泊位各1个" 2, "6#--10#" 5, anything
/// else 1. After "｜" a name goes on about a part of the project, and only that part counts.
[[nodiscard]] long long berths_named(std::string_view name);

}  // namespace riskmap::check
