#include "mapgen/pipeline/places_stage.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "mapgen/fields/interval.hpp"

namespace riskmap::pipeline {
namespace {

/// Shares below this are not worth a name.
constexpr double kLeastShare = 0.05;

void find_nearest(const Inputs& inputs, const Surroundings& around, grid::Point p, const std::string& self,
                  zones::PlaceJudgement& judgement) {
    judgement.zone = zones::nearest_area(around.zones, p);
    judgement.source = zones::nearest_point(around.sources, p);
    judgement.berth = zones::nearest_point(around.berths, p, self);
    for (const auto& zone : inputs.area.zones) {
        if (zone.id == judgement.zone.id && zone.approximate)
            judgement.zone_uncertainty_m = zone.uncertainty_m;
    }
}

/// The levels on two circles within the precision of the coordinate, and at its centre.
void find_level_range(const PlaceJudge& judge, zones::BerthResult& result) {
    if (!result.judgement.risk) return;
    result.level_lowest = result.level_highest = result.judgement.risk->level;
    constexpr int kDirections = 16;
    for (const double radius : {result.berth.precision_m / 2, result.berth.precision_m}) {
        for (int i = 0; i < kDirections; ++i) {
            const double angle = 2 * std::numbers::pi * i / kDirections;
            const grid::Point centre = result.berth.position;
            const auto around =
                judge.judge({centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle)});
            const int level = around.risk ? around.risk->level : 0;
            result.level_lowest = std::min(result.level_lowest, level);
            result.level_highest = std::max(result.level_highest, level);
        }
    }
}

}  // namespace

Surroundings surroundings_of(const Inputs& inputs) {
    Surroundings around;
    for (const auto& zone : inputs.area.zones) around.zones.push_back({zone.id, zone.area});
    for (const auto& source : inputs.sources) around.sources.push_back({source.id, source.position});
    for (const auto& berth : inputs.berths) around.berths.push_back({berth.id, berth.position});
    return around;
}

const ScenarioModel* berth_scenario(const std::vector<ScenarioModel>& scenarios) {
    const auto found = std::find_if(scenarios.begin(), scenarios.end(), [](const ScenarioModel& s) {
        return s.model.scenario().area == risk::ExposureArea::sites;
    });
    if (found != scenarios.end()) return &*found;
    return scenarios.empty() ? nullptr : &scenarios.front();
}

bool PlaceJudge::inside(grid::Point p) const {
    return inputs_.grid.extent().contains(p) &&
           (zones::mask_at(inputs_.area, inputs_.project.study_area, p) & zones::kInside) != 0;
}

void PlaceJudge::add_estimates(grid::Point p, zones::PlaceJudgement& judgement) const {
    const auto transform =
        inputs_.project.interpolation.transform == "log" ? fields::Transform::log : fields::Transform::none;
    for (const auto& field : fields_) {
        if (!field.field) continue;
        const auto estimate = field.field->at(p.x, p.y);
        judgement.estimates.push_back({field.pollutant, estimate, fields::interval_of(estimate, transform)});
    }
}

const zones::SubstanceEstimate& PlaceJudge::estimate_of(const zones::PlaceJudgement& judgement,
                                                        std::size_t substance) const {
    return *std::find_if(judgement.estimates.begin(), judgement.estimates.end(), [&](const auto& entry) {
        return entry.pollutant == scenario_.pollutants[substance];
    });
}

/// Perfect correlation: every substance at its lower, then every one at its upper bound.
void PlaceJudge::add_range(zones::PlaceJudgement& judgement) const {
    std::vector<risk::Exposure> low;
    std::vector<risk::Exposure> high;
    judgement.has_range = judgement.risk->level > 0;
    for (std::size_t s = 0; s < scenario_.pollutants.size(); ++s) {
        const auto& entry = estimate_of(judgement, s);
        const bool known = entry.estimate.known;
        if (known && std::isnan(entry.range.high)) judgement.has_range = false;
        low.push_back(
            {entry.range.low * scenario_.to_ug_m3[s], entry.range.low * scenario_.to_ug_m3[s], known});
        high.push_back(
            {entry.range.high * scenario_.to_ug_m3[s], entry.range.high * scenario_.to_ug_m3[s], known});
    }
    if (!judgement.has_range) return;
    judgement.low = scenario_.model.evaluate(low);
    judgement.high = scenario_.model.evaluate(high);
}

void PlaceJudge::add_drivers(zones::PlaceJudgement& judgement) const {
    const auto& place = *judgement.risk;
    const double total = place.decided_by_hazard ? place.hazard_sum : place.cancer_risk;
    if (place.level == 0 || !(total > 0)) return;
    for (std::size_t s = 0; s < scenario_.pollutants.size(); ++s) {
        const auto& entry = estimate_of(judgement, s);
        if (!entry.estimate.known) continue;
        const auto& substance = scenario_.model.substances()[s];
        const double concentration = entry.estimate.value * scenario_.to_ug_m3[s];
        const double part = place.decided_by_hazard
                                ? scenario_.model.hazard_quotient(substance, concentration)
                                : scenario_.model.cancer_risk(substance, concentration);
        if (part >= kLeastShare * total) judgement.drivers.push_back({substance.key, part / total});
    }
    std::stable_sort(judgement.drivers.begin(), judgement.drivers.end(),
                     [](const zones::Driver& a, const zones::Driver& b) { return a.share > b.share; });
}

zones::PlaceJudgement PlaceJudge::judge(grid::Point p) const {
    zones::PlaceJudgement judgement;
    if (!inside(p)) {
        judgement.reason = "outside-study-area";
        return judgement;
    }
    add_estimates(p, judgement);
    std::vector<risk::Exposure> exposures;
    for (std::size_t s = 0; s < scenario_.pollutants.size(); ++s) {
        exposures.push_back(exposure_of(estimate_of(judgement, s).estimate, scenario_.to_ug_m3[s]));
    }
    judgement.risk = scenario_.model.evaluate(exposures);
    if (judgement.risk->level == 0) judgement.reason = "unknown";
    if (judgement.risk->driver >= 0) {
        judgement.driver = scenario_.model.substances()[static_cast<std::size_t>(judgement.risk->driver)].key;
    }
    add_range(judgement);
    add_drivers(judgement);
    return judgement;
}

std::vector<zones::ReceptorResult> judge_receptors(const Inputs& inputs,
                                                   const std::vector<PollutantField>& fields,
                                                   const std::vector<ScenarioModel>& scenarios) {
    const Surroundings around = surroundings_of(inputs);
    std::vector<zones::ReceptorResult> results;
    for (const auto& receptor : inputs.receptors) {
        zones::PlaceJudgement judgement;
        if (!scenarios.empty()) {
            judgement = PlaceJudge(inputs, fields, scenarios.front()).judge(receptor.position);
        }
        find_nearest(inputs, around, receptor.position, "", judgement);
        results.push_back({receptor, std::move(judgement)});
    }
    return results;
}

std::vector<zones::BerthResult> judge_berths(const Inputs& inputs, const std::vector<PollutantField>& fields,
                                             const std::vector<ScenarioModel>& scenarios) {
    const Surroundings around = surroundings_of(inputs);
    const ScenarioModel* scenario = berth_scenario(scenarios);
    std::vector<zones::BerthResult> results;
    for (const auto& berth : inputs.berths) {
        zones::BerthResult result;
        result.berth = berth;
        if (scenario != nullptr) {
            const PlaceJudge judge(inputs, fields, *scenario);
            result.judgement = judge.judge(berth.position);
            find_level_range(judge, result);
        }
        find_nearest(inputs, around, berth.position, berth.id, result.judgement);
        results.push_back(std::move(result));
    }
    return results;
}

}  // namespace riskmap::pipeline
