#include "mapgen/risk/early_life.hpp"

#include <algorithm>
#include <array>

namespace riskmap::risk {
namespace {

struct AgeBand {
    double from_y;
    double to_y;
    double factor;
};

constexpr std::array kAgeBands{AgeBand{0, 2, 10}, AgeBand{2, 16, 3}, AgeBand{16, 1000, 1}};
constexpr double kAdultFrom_y = 16;

}  // namespace

double weighted_years(double age_from_y, double duration_y) {
    double sum = 0;
    for (const auto& band : kAgeBands) {
        const double from = std::max(band.from_y, age_from_y);
        const double to = std::min(band.to_y, age_from_y + duration_y);
        sum += band.factor * std::max(0.0, to - from);
    }
    return sum;
}

UsedUnitRisk used_unit_risk(const UnitRisks& risks, const ExposureScenario& scenario) {
    if (!risks.early_life_adjusted) return {risks.tabulated, UnitRiskBasis::tabulated};
    if (scenario.exposure_duration_y >= scenario.lifetime_y && scenario.age_from_y == 0) {
        return {risks.tabulated, UnitRiskBasis::lifetime};
    }
    if (!risks.adult) return {risks.tabulated, UnitRiskBasis::adjusted_no_adult};
    if (scenario.age_from_y >= kAdultFrom_y) return {*risks.adult, UnitRiskBasis::adult};
    const double by_age = risks.by_age.value_or(*risks.adult);
    const double weight =
        weighted_years(scenario.age_from_y, scenario.exposure_duration_y) / scenario.exposure_duration_y;
    return {*risks.adult - by_age + by_age * weight, UnitRiskBasis::adult_by_age};
}

const char* basis_word(UnitRiskBasis basis) {
    switch (basis) {
        case UnitRiskBasis::tabulated:
            return "tabulated";
        case UnitRiskBasis::lifetime:
            return "lifetime";
        case UnitRiskBasis::adult:
            return "adult";
        case UnitRiskBasis::adult_by_age:
            return "adult-by-age";
        case UnitRiskBasis::adjusted_no_adult:
            return "adjusted-no-adult";
    }
    return "tabulated";
}

}  // namespace riskmap::risk
