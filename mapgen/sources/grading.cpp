#include "mapgen/sources/grading.hpp"

#include <algorithm>
#include <array>

namespace riskmap::sources {
namespace {

constexpr std::array<std::string_view, 5> kGrades{"unknown", "low", "moderate", "high", "severe"};
constexpr std::array<std::string_view, 5> kGradesZh{"未定级", "低", "一般", "较大", "重大"};
constexpr std::array<std::string_view, 4> kCodes{"none", "green", "yellow", "red"};
constexpr std::array<std::string_view, 4> kCodesZh{"未赋码", "绿码", "黄码", "红码"};

Grade grade_named(std::string_view word) {
    return static_cast<Grade>(std::find(kGrades.begin(), kGrades.end(), word) - kGrades.begin());
}

struct Missing {
    int amounts = 0;
    int weights = 0;
};

Missing missing(const std::vector<Load>& loads) {
    Missing result;
    for (const auto& load : loads) {
        result.amounts += !load.emission_kg_a || load.at_least ? 1 : 0;
        result.weights += load.weight.known() ? 0 : 1;
    }
    if (loads.empty()) result.amounts = 1;
    return result;
}

Quantities quantities(const std::vector<Load>& loads, const Surroundings& around, const Grading& grading) {
    const Missing gaps = missing(loads);
    const auto listed =
        std::count_if(loads.begin(), loads.end(), [](const Load& load) { return load.lists > 0; });
    Quantities values{{"hazard", grading.hazard},
                      {"hazard_share", grading.hazard_share},
                      {"emission_kg_a", grading.emission_kg_a},
                      {"listed_substances", static_cast<double>(listed)},
                      {"permit_fault", around.permit_fault ? 1.0 : 0.0},
                      {"emission_unknown", static_cast<double>(gaps.amounts)},
                      {"toxicity_unknown", static_cast<double>(gaps.weights)}};
    if (around.receptors_1km) values["receptors_1km"] = *around.receptors_1km;
    if (around.receptors_3km) values["receptors_3km"] = *around.receptors_3km;
    if (around.area_level) values["area_level"] = *around.area_level;
    return values;
}

void find_grade(const RuleTable& rules, const Quantities& values, Grading& grading) {
    for (const Rule* rule : holding(rules, RuleKind::grade, values)) {
        const Grade given = grade_named(rule->result);
        if (given > grading.grade) {
            grading.grade = given;
            grading.grade_rule = rule;
        }
    }
}

void find_code(const RuleTable& rules, const Quantities& values, Grading& grading) {
    grading.problems = holding(rules, RuleKind::code, values);
    std::stable_partition(grading.problems.begin(), grading.problems.end(),
                          [](const Rule* rule) { return rule->result == "red"; });
    if (!grading.problems.empty()) {
        grading.code = grading.problems.front()->result == "red" ? Code::red : Code::yellow;
    } else if (grading.grade != Grade::unknown && !grading.at_least) {
        grading.code = Code::green;
    }
}

}  // namespace

std::optional<double> Load::hazard() const {
    if (!emission_kg_a || !weight.known()) return std::nullopt;
    return *emission_kg_a * weight.larger();
}

double total_hazard(const std::vector<Load>& loads) {
    double sum = 0;
    for (const auto& load : loads) sum += load.hazard().value_or(0);
    return sum;
}

Grading grade(const std::vector<Load>& loads, const Surroundings& surroundings, double total,
              const RuleTable& rules) {
    Grading grading;
    grading.hazard = total_hazard(loads);
    grading.hazard_share = total > 0 ? grading.hazard / total : 0;
    for (const auto& load : loads) grading.emission_kg_a += load.emission_kg_a.value_or(0);
    const Missing gaps = missing(loads);
    grading.at_least = gaps.amounts > 0 || gaps.weights > 0;
    Quantities values = quantities(loads, surroundings, grading);
    const bool any =
        std::any_of(loads.begin(), loads.end(), [](const Load& l) { return l.hazard().has_value(); });
    if (any) find_grade(rules, values, grading);
    if (grading.grade != Grade::unknown) values["grade"] = static_cast<double>(grading.grade);
    find_code(rules, values, grading);
    return grading;
}

std::string_view name(Grade grade) {
    return kGrades.at(static_cast<std::size_t>(grade));
}
std::string_view name_zh(Grade grade) {
    return kGradesZh.at(static_cast<std::size_t>(grade));
}
std::string_view name(Code code) {
    return kCodes.at(static_cast<std::size_t>(code));
}
std::string_view name_zh(Code code) {
    return kCodesZh.at(static_cast<std::size_t>(code));
}

}  // namespace riskmap::sources
