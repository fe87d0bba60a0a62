#pragma once

#include <optional>

#include "mapgen/risk/exposure.hpp"

namespace riskmap::risk {

/// Years of an exposure, each weighted by its age-dependent adjustment factor (ADAF): 10 below 2 years of
/// age, 3 from 2 to below 16, 1 from 16 on. US EPA, Supplemental Guidance for Assessing Susceptibility from
/// Early-Life Exposure to Carcinogens (2005).
[[nodiscard]] double weighted_years(double age_from_y, double duration_y);

/// What a substance's unit risk rests on.
struct UnitRisks {
    double tabulated = 0;  ///< 1/(ug/m3), as the library has it
    bool early_life_adjusted =
        false;                     ///< `tabulated` holds an adjustment for exposure from birth over 70 years
    std::optional<double> adult;   ///< 1/(ug/m3), without that adjustment
    std::optional<double> by_age;  ///< the part of `adult` that age factors apply to; absent: all of it
};

enum class UnitRiskBasis {
    tabulated,          ///< nothing in it depends on age
    lifetime,           ///< the adjusted value, for exposure over the whole lifetime
    adult,              ///< the adult value: the exposure begins at 16 or later
    adult_by_age,       ///< the adult value, weighted by age over the years of exposure
    adjusted_no_adult,  ///< the adjusted value, because no adult value is tabulated
};

struct UsedUnitRisk {
    double per_ug_m3 = 0;
    UnitRiskBasis basis = UnitRiskBasis::tabulated;
};

/// The unit risk that multiplies EC_c = C * ET/24 * EF/365 * ED/LT of the scenario. Where an adult value is
/// tabulated and the exposure is shorter than the lifetime, the sum over ages
///     C * ET/24 * EF/365 * adult * sum(ADAF * years) / LT
/// is meant; EC_c holds ED/LT already, so the value here is adult * sum(ADAF * years) / ED.
[[nodiscard]] UsedUnitRisk used_unit_risk(const UnitRisks& risks, const ExposureScenario& scenario);

/// "tabulated", "lifetime", "adult", "adult-by-age", "adjusted-no-adult": the manifest's word.
[[nodiscard]] const char* basis_word(UnitRiskBasis basis);

}  // namespace riskmap::risk
