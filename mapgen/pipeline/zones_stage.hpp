#pragma once

#include <string>
#include <vector>

#include "mapgen/artefacts/area_tables.hpp"
#include "mapgen/pipeline/inputs.hpp"
#include "mapgen/pipeline/risk_stage.hpp"

namespace riskmap::pipeline {

/// Statistics of the whole map, of every chemical zone and of every district under one scenario. A zone whose
/// outline is approximate gets two more figures: shrunk and grown by the uncertainty of its outline.
[[nodiscard]] std::vector<artefacts::AreaRow> area_rows(const Inputs& inputs, const std::string& scenario,
                                                        const RiskRasters& risk);

[[nodiscard]] zones::RiskZones risk_zones_of(const Inputs& inputs, const RiskRasters& risk);

}  // namespace riskmap::pipeline
