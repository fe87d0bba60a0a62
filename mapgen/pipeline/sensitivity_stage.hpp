#pragma once

#include <vector>

#include "mapgen/artefacts/manifest_writer.hpp"
#include "mapgen/artefacts/risk_tables.hpp"
#include "mapgen/pipeline/risk_stage.hpp"
#include "mapgen/zones/places.hpp"

namespace riskmap::pipeline {

struct Sensitivity {
    std::vector<artefacts::SensitivityRow> rows;
    std::vector<artefacts::SensitivityRecord> summary;  ///< one per variant
};

/// Judges every receptor again under other assumptions: toxicity of the other library versions, values below
/// the detection limit at 0 and at the limit, and without provisional toxicity values. Fields with such
/// values are fitted again; on a logarithmic scale a hundredth of the limit stands for 0. At the limit a
/// substance that is not estimable is taken at its detection limit within the reach of the stations.
[[nodiscard]] Sensitivity judge_sensitivity(const Inputs& inputs, const std::vector<PollutantField>& fields,
                                            const ScenarioModel& scenario,
                                            const std::vector<zones::ReceptorResult>& receptors);

}  // namespace riskmap::pipeline
