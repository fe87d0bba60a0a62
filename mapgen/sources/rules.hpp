#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace riskmap::sources {

/// What a rule decides: whether a substance is on the risk list, an enterprise's grade, an enterprise's code.
enum class RuleKind { substance, grade, code };

/// The quantity is at least the value.
struct Condition {
    std::string quantity;
    double at_least = 0;
};

/// Holds where every condition does.
struct Rule {
    RuleKind kind = RuleKind::code;
    std::string id;
    std::string result;
    std::string name_zh;
    std::string name_en;
    std::string source;
    std::vector<Condition> conditions;
};

struct RuleTable {
    std::string version;
    std::vector<Rule> rules;
};

/// Measured and computed values by name; a quantity that is not there is unknown.
using Quantities = std::map<std::string, double, std::less<>>;

/// An unknown quantity fulfils no condition.
[[nodiscard]] bool holds(const Rule& rule, const Quantities& values);

/// Those of one kind that hold, in the table's order.
[[nodiscard]] std::vector<const Rule*> holding(const RuleTable& table, RuleKind kind,
                                               const Quantities& values);

[[nodiscard]] std::string_view name(RuleKind kind);
/// Quantities that rules of a kind may ask for, and results that they may give.
[[nodiscard]] const std::vector<std::string>& quantities_of(RuleKind kind);
[[nodiscard]] const std::vector<std::string>& results_of(RuleKind kind);

}  // namespace riskmap::sources
