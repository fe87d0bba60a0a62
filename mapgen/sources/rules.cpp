#include "mapgen/sources/rules.hpp"

#include <algorithm>

namespace riskmap::sources {

bool holds(const Rule& rule, const Quantities& values) {
    return std::all_of(rule.conditions.begin(), rule.conditions.end(), [&](const Condition& condition) {
        const auto value = values.find(condition.quantity);
        return value != values.end() && value->second >= condition.at_least;
    });
}

std::vector<const Rule*> holding(const RuleTable& table, RuleKind kind, const Quantities& values) {
    std::vector<const Rule*> found;
    for (const auto& rule : table.rules) {
        if (rule.kind == kind && holds(rule, values)) found.push_back(&rule);
    }
    return found;
}

std::string_view name(RuleKind kind) {
    switch (kind) {
        case RuleKind::substance:
            return "substance";
        case RuleKind::grade:
            return "grade";
        case RuleKind::code:
            break;
    }
    return "code";
}

const std::vector<std::string>& quantities_of(RuleKind kind) {
    static const std::vector<std::string> substance{
        "lists",        "toxicity_weight", "emission_kg_a",        "hazard", "hazard_share",
        "detect_share", "never_detected",  "detection_limit_risk", "score",  "toxicity_unknown"};
    static const std::vector<std::string> grade{"hazard", "hazard_share", "emission_kg_a",
                                                "listed_substances"};
    static const std::vector<std::string> code{
        "hazard",        "hazard_share",  "emission_kg_a",    "listed_substances",
        "grade",         "permit_fault",  "emission_unknown", "toxicity_unknown",
        "receptors_1km", "receptors_3km", "area_level"};
    return kind == RuleKind::substance ? substance : kind == RuleKind::grade ? grade : code;
}

const std::vector<std::string>& results_of(RuleKind kind) {
    static const std::vector<std::string> substance{"in"};
    static const std::vector<std::string> grade{"severe", "high", "moderate", "low"};
    static const std::vector<std::string> code{"red", "yellow"};
    return kind == RuleKind::substance ? substance : kind == RuleKind::grade ? grade : code;
}

}  // namespace riskmap::sources
