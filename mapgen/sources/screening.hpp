#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mapgen/sources/rules.hpp"
#include "mapgen/sources/toxicity_weight.hpp"

namespace riskmap::sources {

/// What is known of a substance before it is screened.
struct SubstanceFacts {
    std::string key;
    std::string cas;
    std::string name_zh;
    std::string name_en;
    std::vector<std::string> lists;  ///< that it stands on
    ToxicityWeight weight;
    double emission_kg_a = 0;                    ///< sum over the sources that say how much
    int n_sources = 0;                           ///< that emit it
    int n_sources_unknown = 0;                   ///< of these without an amount
    int n_stations = 0;                          ///< with a value; 0: not measured
    int n_detected = 0;                          ///< of these above the detection limit
    std::optional<double> detection_limit_risk;  ///< cancer risk that the detection limit alone stands for
};

/// Parts of the score, 0 to 3 each; nothing where the facts are missing.
struct SubstanceScore {
    int lists = 0;
    std::optional<int> toxicity;
    std::optional<int> emission;
    std::optional<int> detection;

    [[nodiscard]] int total() const {
        return lists + toxicity.value_or(0) + emission.value_or(0) + detection.value_or(0);
    }
};

struct ScreenedSubstance {
    SubstanceFacts facts;
    std::optional<double> hazard;  ///< emission times weight; a lower bound where amounts are unknown
    double hazard_share = 0;       ///< of the hazard of all substances
    SubstanceScore score;
    std::vector<const Rule*> rules;  ///< that put it on the list; empty: it stays off
    [[nodiscard]] bool on_list() const { return !rules.empty(); }
};

/// lists: one point each, at most 3. toxicity: weight from 1e5 3, 1e4 2, 1e3 1. emission: from 10 t/a 3, 1
/// t/a 2, above nothing 1; unknown where all amounts are. detection: share of stations from 50 % 3, 10 % 2,
/// above nothing 1. The project's own bands, no norm.
[[nodiscard]] SubstanceScore score_of(const SubstanceFacts& facts);

/// In the order given. @pre `rules` outlives the result.
[[nodiscard]] std::vector<ScreenedSubstance> screen(std::vector<SubstanceFacts> substances,
                                                    const RuleTable& rules);

}  // namespace riskmap::sources
