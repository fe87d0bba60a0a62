#include "mapgen/sources/screening.hpp"

#include <algorithm>
#include <array>

namespace riskmap::sources {
namespace {

constexpr int kHighest = 3;

/// How many of the rising cuts a value reaches.
int band(double value, const std::array<double, 3>& cuts) {
    return static_cast<int>(
        std::count_if(cuts.begin(), cuts.end(), [&](double cut) { return value >= cut; }));
}

double detect_share(const SubstanceFacts& facts) {
    return static_cast<double>(facts.n_detected) / facts.n_stations;
}

Quantities quantities(const ScreenedSubstance& substance) {
    const SubstanceFacts& facts = substance.facts;
    Quantities values{{"lists", static_cast<double>(facts.lists.size())},
                      {"emission_kg_a", facts.emission_kg_a},
                      {"hazard_share", substance.hazard_share},
                      {"toxicity_unknown", facts.weight.known() ? 0.0 : 1.0},
                      {"score", static_cast<double>(substance.score.total())}};
    if (facts.weight.known()) values["toxicity_weight"] = facts.weight.larger();
    if (substance.hazard) values["hazard"] = *substance.hazard;
    if (facts.n_stations > 0) {
        values["detect_share"] = detect_share(facts);
        values["never_detected"] = facts.n_detected == 0 ? 1 : 0;
    }
    if (facts.detection_limit_risk) values["detection_limit_risk"] = *facts.detection_limit_risk;
    return values;
}

}  // namespace

SubstanceScore score_of(const SubstanceFacts& facts) {
    SubstanceScore score;
    score.lists = std::min(kHighest, static_cast<int>(facts.lists.size()));
    if (facts.weight.known()) score.toxicity = band(facts.weight.larger(), {1e3, 1e4, 1e5});
    if (facts.n_sources == 0 || facts.n_sources_unknown < facts.n_sources) {
        const double emission = facts.emission_kg_a;
        score.emission = emission > 0 ? 1 + band(emission, {1e3, 1e4, 1e300}) : 0;
    }
    if (facts.n_stations > 0) {
        const double share = detect_share(facts);
        score.detection = share > 0 ? 1 + band(share, {0.1, 0.5, 2}) : 0;
    }
    return score;
}

std::vector<ScreenedSubstance> screen(std::vector<SubstanceFacts> substances, const RuleTable& rules) {
    std::vector<ScreenedSubstance> screened;
    double total = 0;
    for (auto& facts : substances) {
        ScreenedSubstance substance;
        substance.score = score_of(facts);
        if (facts.weight.known()) substance.hazard = facts.emission_kg_a * facts.weight.larger();
        substance.facts = std::move(facts);
        total += substance.hazard.value_or(0);
        screened.push_back(std::move(substance));
    }
    for (auto& substance : screened) {
        if (total > 0) substance.hazard_share = substance.hazard.value_or(0) / total;
        substance.rules = holding(rules, RuleKind::substance, quantities(substance));
    }
    return screened;
}

}  // namespace riskmap::sources
