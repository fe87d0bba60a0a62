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
    std::vector<std::string> organs;      ///< in the order of the model's target organs
};

/// One model per scenario of the project; empty without [risk].
[[nodiscard]] std::vector<ScenarioModel> scenario_models(const Inputs& inputs,
                                                         const std::vector<PollutantField>& fields);

/// One model with toxicity values of one's own choice, one per pollutant.
[[nodiscard]] ScenarioModel scenario_model(const Inputs& inputs, const std::vector<PollutantField>& fields,
                                           const risk::ExposureScenario& scenario,
                                           const std::vector<std::optional<risk::DoseResponse>>& toxicity);

/// An estimate in ug/m3.
[[nodiscard]] risk::Exposure exposure_of(const fields::Field::Estimate& estimate, double to_ug_m3);

/// What the model's substances are at a position in the project's CRS, from the fields themselves.
[[nodiscard]] std::vector<risk::Exposure> exposures_at(const ScenarioModel& scenario,
                                                       const std::vector<PollutantField>& fields,
                                                       grid::Point p);

struct RiskRasters {
    grid::Raster<float> cancer_risk;
    grid::Raster<float> hazard_index;
    grid::Raster<unsigned char> level;
    grid::Raster<unsigned char> level_upper;
    grid::Raster<unsigned char> status;
    grid::Raster<float> increment;       ///< cancer risk above background
    grid::Raster<unsigned char> driver;  ///< number of the pollutant, 1 for the project's first
};

/// Where a scenario applies: worker layers are confined to sites.
[[nodiscard]] bool applies(const risk::ExposureScenario& scenario, unsigned char mask_bits);

/// Status codes of the status layer.
enum class Status : unsigned char {
    ordinary = 0,
    at_least = 1,
    no_residents = 2,
    unknown = 3,
    below_not_estimable = 4,
};

/// @param rasters one per pollutant; empty where a pollutant has no field
/// @param hatch_not_estimable mark cells whose level lies below the one that the not estimable substances
///     stand for
[[nodiscard]] RiskRasters draw_risk(const ScenarioModel& scenario, const std::vector<FieldRasters>& rasters,
                                    const grid::Raster<unsigned char>& mask, bool hatch_not_estimable);

}  // namespace riskmap::pipeline
