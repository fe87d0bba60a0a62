#pragma once

#include <algorithm>
#include <optional>

namespace riskmap::sources {

/// Inhalation toxicity weights of a substance, dimensionless; nothing where a value is not tabulated.
struct ToxicityWeight {
    std::optional<double> cancer;
    std::optional<double> non_cancer;

    [[nodiscard]] bool known() const { return cancer || non_cancer; }
    /// The larger of the two; 0 where neither is known.
    [[nodiscard]] double larger() const { return std::max(cancer.value_or(0), non_cancer.value_or(0)); }
};

/// US EPA, RSEI methodology, toxicity weights for inhalation: cancer IUR [per mg/m3] / 2.8e-7, non-cancer
/// 3.5 / RfC [mg/m3]. Both come from 1e-6 per mg/kg-d and an adult who breathes 20 m3 a day and weighs 70 kg:
/// 3.5 = 70 / 20, 2.8e-7 = 1e-6 / 3.5. RSEI rounds to two digits, and divides the cancer weight of possible
/// carcinogens (class C) by 10; here nothing is rounded and, for want of classes, nothing divided.
[[nodiscard]] inline ToxicityWeight inhalation_weight(std::optional<double> ure_per_ug_m3,
                                                      std::optional<double> rfc_mg_m3) {
    constexpr double kCancerUnit = 2.8e-7;
    constexpr double kNonCancerUnit = 3.5;
    ToxicityWeight weight;
    if (ure_per_ug_m3) weight.cancer = *ure_per_ug_m3 * 1000 / kCancerUnit;
    if (rfc_mg_m3) weight.non_cancer = kNonCancerUnit / *rfc_mg_m3;
    return weight;
}

/// What a hazard of one tonne of benzene a year is (IUR 7.8e-6 per ug/m3), to make hazards tangible.
[[nodiscard]] inline double hazard_of_benzene_tonne() {
    return 1000 * inhalation_weight(7.8e-6, std::nullopt).larger();
}

}  // namespace riskmap::sources
