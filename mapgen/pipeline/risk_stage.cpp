#include "mapgen/pipeline/risk_stage.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>

#include "geocore/core/error.hpp"
#include "mapgen/artefacts/layer_writer.hpp"
#include "mapgen/observations/units.hpp"
#include "mapgen/zones/level_zones.hpp"

namespace riskmap::pipeline {
namespace {

/// Names of all target organs, each once.
std::vector<std::string> organs_of(const std::vector<std::optional<risk::DoseResponse>>& toxicity) {
    std::vector<std::string> organs;
    for (const auto& entry : toxicity) {
        if (!entry) continue;
        for (const auto& organ : entry->target_organs) {
            if (std::find(organs.begin(), organs.end(), organ) == organs.end()) organs.push_back(organ);
        }
    }
    return organs;
}

risk::Substance substance_of(const std::string& key, const risk::DoseResponse& entry,
                             const risk::ExposureScenario& scenario, const std::vector<std::string>& organs) {
    risk::Substance substance;
    substance.key = key;
    if (const auto used = risk::used_unit_risk(entry, scenario)) substance.ure_used = used->per_ug_m3;
    substance.rfc_ug_m3 = entry.rfc_mg_m3.value_or(0) * 1000;
    for (const auto& organ : entry.target_organs) {
        substance.organs.push_back(
            static_cast<int>(std::find(organs.begin(), organs.end(), organ) - organs.begin()));
    }
    return substance;
}

Status status_of(const risk::PlaceRisk& place, bool nobody_lives_here, risk::RiskLevel hatch_below) {
    if (place.certainty == risk::Certainty::unknown) return Status::unknown;
    if (place.level < hatch_below) return Status::below_not_estimable;
    if (nobody_lives_here) return Status::no_residents;
    return place.certainty == risk::Certainty::at_least ? Status::at_least : Status::ordinary;
}

void judge_cell(const ScenarioModel& scenario, const std::vector<FieldRasters>& rasters, std::size_t cell,
                unsigned char bits, risk::RiskLevel hatch_below, std::vector<risk::Exposure>& exposures,
                RiskRasters& out) {
    for (std::size_t s = 0; s < exposures.size(); ++s) {
        const FieldRasters& field = rasters[scenario.pollutants[s]];
        exposures[s] = {static_cast<double>(field.value[cell]) * scenario.to_ug_m3[s],
                        static_cast<double>(field.p95[cell]) * scenario.to_ug_m3[s], field.known[cell] != 0};
    }
    const risk::PlaceRisk place = scenario.model.evaluate(exposures);
    out.level.values[cell] = place.level;
    out.level_upper.values[cell] = place.level_upper;
    const bool nobody_lives_here =
        scenario.model.scenario().area == risk::ExposureArea::everywhere && (bits & zones::kInZone) != 0;
    out.status.values[cell] = static_cast<unsigned char>(status_of(place, nobody_lives_here, hatch_below));
    if (place.level == 0) return;
    out.cancer_risk.values[cell] = static_cast<float>(place.cancer_risk);
    out.hazard_index.values[cell] = static_cast<float>(place.hazard_index);
    out.increment.values[cell] = static_cast<float>(place.cancer_risk_increment);
    if (place.driver >= 0) {
        out.driver.values[cell] =
            static_cast<unsigned char>(scenario.pollutants[static_cast<std::size_t>(place.driver)] + 1);
    }
}

}  // namespace

bool applies(const risk::ExposureScenario& scenario, unsigned char mask_bits) {
    if ((mask_bits & zones::kInside) == 0) return false;
    return scenario.area == risk::ExposureArea::everywhere || (mask_bits & zones::kWorkerArea) != 0;
}

ScenarioModel scenario_model(const Inputs& inputs, const std::vector<PollutantField>& fields,
                             const risk::ExposureScenario& scenario,
                             const std::vector<std::optional<risk::DoseResponse>>& toxicity) {
    const auto organs = organs_of(toxicity);
    std::vector<risk::Substance> substances;
    std::vector<risk::NotEstimable> not_estimable;
    std::vector<std::size_t> pollutants;
    std::vector<double> factors;
    for (const auto& field : fields) {
        const auto& entry = toxicity[field.pollutant];
        if (!entry || (!entry->ure_per_ug_m3 && !entry->rfc_mg_m3)) continue;
        const auto& pollutant = inputs.project.pollutants[field.pollutant];
        const double factor = observations::unit_factor(pollutant.unit, "ug/m3");
        risk::Substance substance = substance_of(pollutant.key, *entry, scenario, organs);
        substance.background_ug_m3 = pollutant.background.value_or(0) * factor;
        if (!field.field) {
            not_estimable.push_back({std::move(substance), field.detection_limit * factor});
            continue;
        }
        substances.push_back(std::move(substance));
        pollutants.push_back(field.pollutant);
        factors.push_back(factor);
    }
    return {risk::RiskModel(scenario, std::move(substances), std::move(not_estimable), organs.size(),
                            inputs.reference.levels.cuts),
            std::move(pollutants), std::move(factors), organs};
}

std::vector<ScenarioModel> scenario_models(const Inputs& inputs, const std::vector<PollutantField>& fields) {
    std::vector<ScenarioModel> models;
    for (const auto& scenario : inputs.reference.scenarios) {
        models.push_back(scenario_model(inputs, fields, scenario, inputs.reference.dose_response));
    }
    return models;
}

risk::Exposure exposure_of(const fields::Field::Estimate& estimate, double to_ug_m3) {
    return {estimate.value * to_ug_m3, estimate.p95 * to_ug_m3, estimate.known};
}

std::vector<risk::Exposure> exposures_at(const ScenarioModel& scenario,
                                         const std::vector<PollutantField>& fields, grid::Point p) {
    std::vector<risk::Exposure> exposures;
    for (std::size_t s = 0; s < scenario.pollutants.size(); ++s) {
        exposures.push_back(
            exposure_of(fields[scenario.pollutants[s]].field->at(p.x, p.y), scenario.to_ug_m3[s]));
    }
    return exposures;
}

RiskRasters draw_risk(const ScenarioModel& scenario, const std::vector<FieldRasters>& rasters,
                      const grid::Raster<unsigned char>& mask, bool hatch_not_estimable) {
    const grid::Grid& grid = mask.grid;
    const grid::Raster<float> values(grid, artefacts::kNodata);
    const grid::Raster<unsigned char> codes(grid, zones::kLevelNodata);
    RiskRasters out{values, values, codes, codes, codes, values, codes};
    const risk::RiskLevel hatch_below = hatch_not_estimable ? scenario.model.not_estimable_level() : 0;
    tbb::parallel_for(0, grid.height, [&](int row) {
        std::vector<risk::Exposure> exposures(scenario.pollutants.size());
        for (int column = 0; column < grid.width; ++column) {
            const std::size_t cell = mask.index(column, row);
            if (!applies(scenario.model.scenario(), mask.values[cell])) continue;
            judge_cell(scenario, rasters, cell, mask.values[cell], hatch_below, exposures, out);
        }
    });
    return out;
}

}  // namespace riskmap::pipeline
