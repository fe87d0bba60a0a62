#include "mapgen/pipeline/places_stage.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace riskmap::pipeline {
namespace {

void find_nearest_zone(const zones::StudyArea& area, grid::Point p, zones::PlaceJudgement& judgement) {
    for (const auto& zone : area.zones) {
        const double distance = grid::distance(zone.area, p);
        if (judgement.nearest_zone.empty() || distance < judgement.zone_distance_m) {
            judgement.nearest_zone = zone.id;
            judgement.zone_distance_m = distance;
        }
    }
}

const ScenarioModel* worker_scenario(const std::vector<ScenarioModel>& scenarios) {
    const auto found = std::find_if(scenarios.begin(), scenarios.end(), [](const ScenarioModel& s) {
        return s.model.scenario().key == "worker";
    });
    if (found != scenarios.end()) return &*found;
    return scenarios.empty() ? nullptr : &scenarios.front();
}

void find_level_range(const PlaceJudge& judge, zones::BerthResult& result) {
    if (!result.judgement.risk) return;
    result.level_lowest = result.level_highest = result.judgement.risk->level;
    constexpr int kDirections = 16;
    for (int i = 0; i < kDirections; ++i) {
        const double angle = 2 * std::numbers::pi * i / kDirections;
        const grid::Point centre = result.berth.position;
        const double radius = result.berth.precision_m;
        const auto around =
            judge.judge({centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle)});
        const int level = around.risk ? around.risk->level : 0;
        result.level_lowest = std::min(result.level_lowest, level);
        result.level_highest = std::max(result.level_highest, level);
    }
}

}  // namespace

zones::PlaceJudgement PlaceJudge::judge(grid::Point p) const {
    zones::PlaceJudgement judgement;
    find_nearest_zone(inputs_.area, p, judgement);
    const bool inside = inputs_.grid.extent().contains(p) &&
                        (zones::mask_at(inputs_.area, inputs_.project.study_area, p) & zones::kInside) != 0;
    if (!inside) {
        judgement.reason = "outside-study-area";
        return judgement;
    }
    std::vector<risk::Exposure> exposures;
    for (std::size_t s = 0; s < scenario_.pollutants.size(); ++s) {
        const auto estimate = fields_[scenario_.pollutants[s]].field->at(p.x, p.y);
        exposures.push_back(
            {estimate.value * scenario_.to_ug_m3[s], estimate.p95 * scenario_.to_ug_m3[s], estimate.known});
    }
    judgement.risk = scenario_.model.evaluate(exposures);
    if (judgement.risk->level == 0) judgement.reason = "unknown";
    if (judgement.risk->driver >= 0) {
        judgement.driver = scenario_.model.substances()[static_cast<std::size_t>(judgement.risk->driver)].key;
    }
    return judgement;
}

std::vector<zones::ReceptorResult> judge_receptors(const Inputs& inputs,
                                                   const std::vector<PollutantField>& fields,
                                                   const std::vector<ScenarioModel>& scenarios) {
    std::vector<zones::ReceptorResult> results;
    for (const auto& receptor : inputs.receptors) {
        results.push_back({receptor, {}});
        if (scenarios.empty()) continue;
        results.back().judgement = PlaceJudge(inputs, fields, scenarios.front()).judge(receptor.position);
    }
    return results;
}

std::vector<zones::BerthResult> judge_berths(const Inputs& inputs, const std::vector<PollutantField>& fields,
                                             const std::vector<ScenarioModel>& scenarios) {
    const ScenarioModel* scenario = worker_scenario(scenarios);
    std::vector<zones::BerthResult> results;
    for (const auto& berth : inputs.berths) {
        zones::BerthResult result;
        result.berth = berth;
        if (scenario != nullptr) {
            const PlaceJudge judge(inputs, fields, *scenario);
            result.judgement = judge.judge(berth.position);
            find_level_range(judge, result);
        }
        results.push_back(std::move(result));
    }
    return results;
}

}  // namespace riskmap::pipeline
