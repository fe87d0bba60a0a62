#include "mapgen/risk/risk_model.hpp"

#include <algorithm>
#include <cmath>

namespace riskmap::risk {
namespace {

RiskLevel level_by(double value, const std::array<double, 3>& cuts) {
    RiskLevel level = 1;
    for (const double cut : cuts) {
        if (value >= cut) ++level;
    }
    return level;
}

constexpr RiskLevel kAtLeastFrom = 3;
constexpr std::size_t kMostOrgans = 32;

}  // namespace

RiskLevel level_of(double cancer_risk, double hazard_index, const LevelCuts& cuts) {
    return std::max(level_by(cancer_risk, cuts.cancer_risk), level_by(hazard_index, cuts.hazard_index));
}

struct RiskModel::Sums {
    double cancer = 0;
    double increment = 0;
    double hazard = 0;
    std::array<double, kMostOrgans> by_organ{};
    std::size_t organs = 0;

    [[nodiscard]] double index() const {
        return organs == 0
                   ? 0
                   : *std::max_element(by_organ.begin(), by_organ.begin() + static_cast<long>(organs));
    }
};

RiskModel::RiskModel(ExposureScenario scenario, std::vector<Substance> substances,
                     std::vector<NotEstimable> not_estimable, std::size_t organ_count, LevelCuts cuts)
    : scenario_(std::move(scenario)),
      substances_(std::move(substances)),
      not_estimable_(std::move(not_estimable)),
      organ_count_(std::min(organ_count, kMostOrgans)),
      cuts_(cuts),
      cancer_share_(cancer_exposure_share(scenario_)),
      non_cancer_share_(non_cancer_exposure_share(scenario_)) {}

double RiskModel::cancer_risk(const Substance& substance, double concentration_ug_m3) const {
    return concentration_ug_m3 * cancer_share_ * substance.ure_used;
}

double RiskModel::hazard_quotient(const Substance& substance, double concentration_ug_m3) const {
    return substance.rfc_ug_m3 > 0 ? concentration_ug_m3 * non_cancer_share_ / substance.rfc_ug_m3 : 0;
}

RiskModel::Sums RiskModel::empty_sums() const {
    Sums sums;
    sums.organs = organ_count_;
    return sums;
}

void RiskModel::add(Sums& sums, const Substance& substance, double concentration_ug_m3) const {
    sums.cancer += cancer_risk(substance, concentration_ug_m3);
    sums.increment += cancer_risk(substance, std::max(0.0, concentration_ug_m3 - substance.background_ug_m3));
    const double quotient = hazard_quotient(substance, concentration_ug_m3);
    sums.hazard += quotient;
    for (const int organ : substance.organs) sums.by_organ[static_cast<std::size_t>(organ)] += quotient;
}

PlaceRisk RiskModel::evaluate(std::span<const Exposure> exposures) const {
    Sums known = empty_sums();
    Sums with_unknown = empty_sums();
    Sums upper = empty_sums();
    bool any_known = false;
    bool unknown_bounded = true;
    bool all_bounded = true;
    for (std::size_t i = 0; i < substances_.size(); ++i) {
        const Exposure& exposure = exposures[i];
        const bool bounded = !std::isnan(exposure.p95_ug_m3);
        if (exposure.known) {
            any_known = true;
            add(known, substances_[i], exposure.concentration_ug_m3);
            add(with_unknown, substances_[i], exposure.concentration_ug_m3);
        } else if (bounded) {
            add(with_unknown, substances_[i], exposure.p95_ug_m3);
        } else {
            unknown_bounded = false;
        }
        all_bounded = all_bounded && bounded;
        if (bounded) add(upper, substances_[i], exposure.p95_ug_m3);
    }
    PlaceRisk place;
    if (!any_known) return place;
    place.cancer_risk = known.cancer;
    place.hazard_index = known.index();
    place.hazard_sum = known.hazard;
    place.cancer_risk_increment = known.increment;
    const RiskLevel level = level_of(known.cancer, known.index(), cuts_);
    const bool settled =
        unknown_bounded && level_of(with_unknown.cancer, with_unknown.index(), cuts_) == level;
    if (!settled && level < kAtLeastFrom) return place;
    place.level = level;
    place.certainty = settled ? Certainty::ordinary : Certainty::at_least;
    if (all_bounded) {
        for (const auto& extra : not_estimable_) add(upper, extra.substance, extra.detection_limit_ug_m3);
        place.level_upper = std::max(level, level_of(upper.cancer, upper.index(), cuts_));
    }
    find_driver(exposures, place);
    return place;
}

std::vector<double> RiskModel::hazard_by_organ(std::span<const Exposure> exposures) const {
    Sums known = empty_sums();
    for (std::size_t i = 0; i < substances_.size(); ++i) {
        if (exposures[i].known) add(known, substances_[i], exposures[i].concentration_ug_m3);
    }
    return {known.by_organ.begin(), known.by_organ.begin() + static_cast<long>(known.organs)};
}

double RiskModel::background_cancer_risk() const {
    double sum = 0;
    for (const auto& substance : substances_) sum += cancer_risk(substance, substance.background_ug_m3);
    return sum;
}

RiskLevel RiskModel::not_estimable_level() const {
    if (not_estimable_.empty()) return 0;
    Sums sums = empty_sums();
    for (const auto& entry : not_estimable_) add(sums, entry.substance, entry.detection_limit_ug_m3);
    return level_of(sums.cancer, sums.index(), cuts_);
}

void RiskModel::find_driver(std::span<const Exposure> exposures, PlaceRisk& place) const {
    const RiskLevel by_cancer = level_by(place.cancer_risk, cuts_.cancer_risk);
    place.decided_by_hazard = level_by(place.hazard_index, cuts_.hazard_index) > by_cancer;
    double largest = 0;
    for (std::size_t i = 0; i < substances_.size(); ++i) {
        if (!exposures[i].known) continue;
        const double share = place.decided_by_hazard
                                 ? hazard_quotient(substances_[i], exposures[i].concentration_ug_m3)
                                 : cancer_risk(substances_[i], exposures[i].concentration_ug_m3);
        if (share > largest) {
            largest = share;
            place.driver = static_cast<int>(i);
        }
    }
}

}  // namespace riskmap::risk
