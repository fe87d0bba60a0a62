#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mapgen/sources/rules.hpp"
#include "mapgen/sources/toxicity_weight.hpp"

namespace riskmap::sources {

/// How much of a substance an enterprise emits, and what that weighs.
struct Load {
    std::string pollutant;
    std::optional<double> emission_kg_a;  ///< nothing: not one of its sources says how much
    bool at_least = false;                ///< some of its sources do not say how much
    ToxicityWeight weight;
    int lists = 0;  ///< that the substance stands on
    /// RSEI's hazard: kg a year times the larger toxicity weight; without population.
    [[nodiscard]] std::optional<double> hazard() const;
};

/// What decides about an enterprise besides its loads.
struct Surroundings {
    bool permit_fault = false;
    std::optional<int> receptors_1km;  ///< sensitive receptors within 1 km of one of its sources
    std::optional<int> receptors_3km;
    std::optional<int> area_level;  ///< highest measured level (1 to 4) at its sources; nothing: unknown
};

/// 4 severe, 3 high, 2 moderate, 1 low, 0 cannot be graded.
enum class Grade : unsigned char { unknown = 0, low = 1, moderate = 2, high = 3, severe = 4 };
/// `none`: neither a rule speaks nor a grade is known, so that green would say too much.
enum class Code : unsigned char { none, green, yellow, red };

struct Grading {
    double hazard = 0;        ///< sum over the loads with an amount and a weight
    bool at_least = false;    ///< amounts or weights are missing: the hazard is a lower bound
    double hazard_share = 0;  ///< of all enterprises
    double emission_kg_a = 0;
    Grade grade = Grade::unknown;
    const Rule* grade_rule = nullptr;
    Code code = Code::none;
    std::vector<const Rule*> problems;  ///< code rules that hold, red ones first
};

/// Sum of known hazards; used for shares.
[[nodiscard]] double total_hazard(const std::vector<Load>& loads);

/// Grade: the highest that a rule gives. Unknown where no load has an amount and a weight. Code: red or
/// yellow where a rule says so; green only where the grade is known and complete.
/// @param total hazard of all enterprises @pre `rules` outlives the result.
[[nodiscard]] Grading grade(const std::vector<Load>& loads, const Surroundings& surroundings, double total,
                            const RuleTable& rules);

[[nodiscard]] std::string_view name(Grade grade);
[[nodiscard]] std::string_view name_zh(Grade grade);
[[nodiscard]] std::string_view name(Code code);
[[nodiscard]] std::string_view name_zh(Code code);

}  // namespace riskmap::sources
