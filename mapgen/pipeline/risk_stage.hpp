#pragma once

#include <vector>

#include "mapgen/pipeline/fields_stage.hpp"
#include "mapgen/risk/risk_model.hpp"

namespace riskmap::pipeline {

/// A risk model and which fields feed it.
struct ScenarioModel {
    risk::RiskModel model;
    std::vector<std::size_t> pollutants;  ///< per substance of the model: index of its pollutant
    std::vector<double> to_ug_m3;         ///< per substance: factor from the pollutant's unit
};

/// One model per scenario of the project; empty without [risk].
[[nodiscard]] std::vector<ScenarioModel> scenario_models(const Inputs& inputs,
                                                         const std::vector<PollutantField>& fields);

struct RiskRasters {
    grid::Raster<float> cancer_risk;
    grid::Raster<float> hazard_index;
    grid::Raster<unsigned char> level;
    grid::Raster<unsigned char> level_upper;
    grid::Raster<unsigned char> status;
};

/// Where a scenario applies: worker layers are confined to sites.
[[nodiscard]] bool applies(const risk::ExposureScenario& scenario, unsigned char mask_bits);

/// Status codes of the status layer.
enum class Status : unsigned char { ordinary = 0, at_least = 1, no_residents = 2, unknown = 3 };

/// @param rasters one per pollutant; empty where a pollutant has no field
[[nodiscard]] RiskRasters draw_risk(const ScenarioModel& scenario, const std::vector<FieldRasters>& rasters,
                                    const grid::Raster<unsigned char>& mask);

}  // namespace riskmap::pipeline
