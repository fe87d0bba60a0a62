#include "mapgen/pipeline/risk_stage.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>

#include "geocore/core/error.hpp"
#include "mapgen/artefacts/layer_writer.hpp"
#include "mapgen/observations/units.hpp"
#include "mapgen/zones/level_zones.hpp"

namespace riskmap::pipeline {
namespace {

const risk::ExposureScenario& scenario_of(const std::string& key) {
    const auto& all = risk::default_scenarios();
    return *std::find_if(all.begin(), all.end(), [&](const auto& s) { return s.key == key; });
}

/// Names of all target organs, each once.
std::vector<std::string> organs_of(const Inputs& inputs) {
    std::vector<std::string> organs;
    for (const auto& entry : inputs.dose_response) {
        if (!entry) continue;
        for (const auto& organ : entry->target_organs) {
            if (std::find(organs.begin(), organs.end(), organ) == organs.end()) organs.push_back(organ);
        }
    }
    return organs;
}

risk::Substance substance_of(const std::string& key, const risk::DoseResponse& entry,
                             const std::vector<std::string>& organs) {
    risk::Substance substance;
    substance.key = key;
    substance.ure_used = entry.ure_per_ug_m3.value_or(0);
    substance.rfc_ug_m3 = entry.rfc_mg_m3.value_or(0) * 1000;
    for (const auto& organ : entry.target_organs) {
        substance.organs.push_back(
            static_cast<int>(std::find(organs.begin(), organs.end(), organ) - organs.begin()));
    }
    return substance;
}

void judge_cell(const ScenarioModel& scenario, const std::vector<FieldRasters>& rasters, std::size_t cell,
                unsigned char bits, std::vector<risk::Exposure>& exposures, RiskRasters& out) {
    for (std::size_t s = 0; s < exposures.size(); ++s) {
        const FieldRasters& field = rasters[scenario.pollutants[s]];
        exposures[s] = {static_cast<double>(field.value[cell]) * scenario.to_ug_m3[s],
                        static_cast<double>(field.p95[cell]) * scenario.to_ug_m3[s], field.known[cell] != 0};
    }
    const risk::PlaceRisk place = scenario.model.evaluate(exposures);
    out.level.values[cell] = place.level;
    out.level_upper.values[cell] = place.level_upper;
    const bool nobody_lives_here = scenario.model.scenario().key != "worker" && (bits & zones::kInZone) != 0;
    out.status.values[cell] =
        static_cast<unsigned char>(place.certainty == risk::Certainty::unknown    ? Status::unknown
                                   : nobody_lives_here                            ? Status::no_residents
                                   : place.certainty == risk::Certainty::at_least ? Status::at_least
                                                                                  : Status::ordinary);
    if (place.level == 0) return;
    out.cancer_risk.values[cell] = static_cast<float>(place.cancer_risk);
    out.hazard_index.values[cell] = static_cast<float>(place.hazard_index);
}

}  // namespace

bool applies(const risk::ExposureScenario& scenario, unsigned char mask_bits) {
    if ((mask_bits & zones::kInside) == 0) return false;
    return scenario.key != "worker" || (mask_bits & zones::kWorkerArea) != 0;
}

std::vector<ScenarioModel> scenario_models(const Inputs& inputs, const std::vector<PollutantField>& fields) {
    std::vector<ScenarioModel> models;
    if (!inputs.project.risk) return models;
    const auto organs = organs_of(inputs);
    for (const auto& key : inputs.project.risk->scenarios) {
        std::vector<risk::Substance> substances;
        std::vector<risk::NotEstimable> not_estimable;
        std::vector<std::size_t> pollutants;
        std::vector<double> factors;
        for (const auto& field : fields) {
            const auto& entry = inputs.dose_response[field.pollutant];
            if (!entry || (!entry->ure_per_ug_m3 && !entry->rfc_mg_m3)) continue;
            const auto& pollutant = inputs.project.pollutants[field.pollutant];
            const double factor = observations::unit_factor(pollutant.unit, "ug/m3");
            risk::Substance substance = substance_of(pollutant.key, *entry, organs);
            if (!field.field) {
                not_estimable.push_back({std::move(substance), field.detection_limit * factor});
                continue;
            }
            substances.push_back(std::move(substance));
            pollutants.push_back(field.pollutant);
            factors.push_back(factor);
        }
        models.push_back({risk::RiskModel(scenario_of(key), std::move(substances), std::move(not_estimable),
                                          organs.size()),
                          std::move(pollutants), std::move(factors)});
    }
    return models;
}

RiskRasters draw_risk(const ScenarioModel& scenario, const std::vector<FieldRasters>& rasters,
                      const grid::Raster<unsigned char>& mask) {
    const grid::Grid& grid = mask.grid;
    RiskRasters out{grid::Raster<float>(grid, artefacts::kNodata),
                    grid::Raster<float>(grid, artefacts::kNodata),
                    grid::Raster<unsigned char>(grid, zones::kLevelNodata),
                    grid::Raster<unsigned char>(grid, zones::kLevelNodata),
                    grid::Raster<unsigned char>(grid, zones::kLevelNodata)};
    tbb::parallel_for(0, grid.height, [&](int row) {
        std::vector<risk::Exposure> exposures(scenario.pollutants.size());
        for (int column = 0; column < grid.width; ++column) {
            const std::size_t cell = mask.index(column, row);
            if (!applies(scenario.model.scenario(), mask.values[cell])) continue;
            judge_cell(scenario, rasters, cell, mask.values[cell], exposures, out);
        }
    });
    return out;
}

}  // namespace riskmap::pipeline
