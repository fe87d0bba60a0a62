#include "tileserver/service/legend_json.hpp"

namespace riskmap::tileserver::service {
namespace {

using nlohmann::ordered_json;

ordered_json number_or_null(const std::optional<double>& value) {
    return value ? ordered_json(*value) : ordered_json();
}

/// Limits of a level by cancer risk and by hazard index: the larger of the two decides.
ordered_json limits_of_level(const std::vector<LevelCut>& cuts, int level) {
    const LevelCut* own = nullptr;
    const LevelCut* next = nullptr;
    for (const auto& cut : cuts) {
        if (cut.level == level) own = &cut;
        if (cut.level == level + 1) next = &cut;
    }
    if (own == nullptr || level == 0) return {};
    const auto limits = [&](std::optional<double> LevelCut::*of) -> ordered_json {
        return {{"min", number_or_null(own->*of)},
                {"max", next == nullptr ? ordered_json() : number_or_null(next->*of)}};
    };
    return {{"cancer_risk", limits(&LevelCut::cancer_risk_min)},
            {"hazard_index", limits(&LevelCut::hazard_index_min)}};
}

}  // namespace

ordered_json classes_json(const style::Style& style, const std::vector<LevelCut>* cuts) {
    auto classes = ordered_json::array();
    for (const auto& entry : style.classes) {
        const bool cut = cuts != nullptr && entry.value.has_value();
        classes.push_back({{"colour", entry.colour.hex()},
                           {"opacity", entry.colour.alpha / 255.0},
                           {"label", text_json(entry.label)},
                           {"min", number_or_null(entry.min)},
                           {"max", number_or_null(entry.max)},
                           {"value", entry.value ? ordered_json(*entry.value) : ordered_json()},
                           {"hatched", entry.hatched},
                           {"limits", cut ? limits_of_level(*cuts, *entry.value) : ordered_json()}});
    }
    return classes;
}

}  // namespace riskmap::tileserver::service
