#pragma once

#include <vector>

#include "mapgen/artefacts/risk_tables.hpp"
#include "mapgen/pipeline/risk_stage.hpp"
#include "mapgen/zones/places.hpp"

namespace riskmap::pipeline {

/// Every substance at every judged receptor, under the scenario; not estimable ones at their detection limit.
[[nodiscard]] std::vector<artefacts::ReceptorSubstanceRow> receptor_substances(
    const Inputs& inputs, const std::vector<PollutantField>& fields, const ScenarioModel& scenario,
    const std::vector<zones::ReceptorResult>& receptors);

/// The hazard index of every target organ and the plain sum at every receptor that has a level.
[[nodiscard]] std::vector<artefacts::ReceptorOrganRow> receptor_organs(
    const std::vector<PollutantField>& fields, const ScenarioModel& scenario,
    const std::vector<zones::ReceptorResult>& receptors);

}  // namespace riskmap::pipeline
