#pragma once

#include <vector>

#include "mapgen/check/finding.hpp"
#include "mapgen/pipeline/fields_stage.hpp"
#include "mapgen/pipeline/inputs.hpp"
#include "mapgen/zones/places.hpp"

namespace riskmap::pipeline {

/// What 'mapgen check' would say of the inputs; it goes into the manifest.
/// @throws Error (data) with the first finding that is an error: nothing may be built on it.
[[nodiscard]] std::vector<check::Finding> judge_inputs(const Inputs& inputs);

/// Gives each berth the codes of the findings on it, separated by ';'.
void attach_findings(const Inputs& inputs, const std::vector<check::Finding>& findings,
                     std::vector<zones::BerthResult>& berths);

/// What cross-validation says against a field: intervals too narrow or too wide (MSDR outside 0.5 to 2),
/// inverse distance nearer to left-out stations than kriging.
[[nodiscard]] std::vector<check::Finding> field_findings(const Inputs& inputs,
                                                         const std::vector<PollutantField>& fields);

}  // namespace riskmap::pipeline
