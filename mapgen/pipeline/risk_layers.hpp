#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "mapgen/artefacts/layer_writer.hpp"
#include "mapgen/artefacts/manifest_writer.hpp"
#include "mapgen/artefacts/risk_tables.hpp"
#include "mapgen/artefacts/run_styles.hpp"
#include "mapgen/pipeline/risk_stage.hpp"

namespace riskmap::pipeline {

/// Where layers go, and what is noted about them.
struct LayerTarget {
    artefacts::LayerWriter& writer;
    artefacts::RunStyles& styles;
    std::map<std::string, artefacts::LayerNote>& notes;
};

/// Layers of a scenario: level, upper level, cancer risk, the same above background, hazard index, driver,
/// status; with [risk] substance_layers also cancer risk and hazard quotient of every substance.
void write_risk_layers(const LayerTarget& target, const Inputs& inputs, const ScenarioModel& scenario,
                       const RiskRasters& risk, const std::vector<FieldRasters>& rasters,
                       const std::string& digest);

/// The limit that an exceedance layer of a pollutant can be about: the lowest of those in force at the end of
/// the period whose averaging time is the field's own. Nothing unless the observations are representative of
/// a year and the field has a variance.
[[nodiscard]] std::optional<project::Limit> comparable_limit(const Inputs& inputs,
                                                             const PollutantField& field);

/// Probability above comparable_limit(), per cell; kNodata where the substance is unknown or the map is not
/// drawn.
[[nodiscard]] grid::Raster<float> draw_exceedance(const Inputs& inputs, const PollutantField& field,
                                                  const FieldRasters& rasters,
                                                  const grid::Raster<unsigned char>& mask,
                                                  const project::Limit& limit);

/// Which substances make the risk of the whole map and of each zone, under one scenario.
[[nodiscard]] std::vector<artefacts::DriverRow> driver_rows(const Inputs& inputs,
                                                            const ScenarioModel& scenario,
                                                            const RiskRasters& risk,
                                                            const std::vector<FieldRasters>& rasters);

}  // namespace riskmap::pipeline
