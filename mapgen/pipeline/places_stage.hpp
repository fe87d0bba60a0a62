#pragma once

#include <vector>

#include "mapgen/pipeline/risk_stage.hpp"
#include "mapgen/zones/places.hpp"

namespace riskmap::pipeline {

/// Judges positions by the fields themselves, never by a raster.
class PlaceJudge {
  public:
    PlaceJudge(const Inputs& inputs, const std::vector<PollutantField>& fields, const ScenarioModel& scenario)
        : inputs_(inputs), fields_(fields), scenario_(scenario) {}

    /// @param p in the project's CRS
    [[nodiscard]] zones::PlaceJudgement judge(grid::Point p) const;

  private:
    const Inputs& inputs_;
    const std::vector<PollutantField>& fields_;
    const ScenarioModel& scenario_;
};

/// Under the first scenario.
[[nodiscard]] std::vector<zones::ReceptorResult> judge_receptors(const Inputs& inputs,
                                                                 const std::vector<PollutantField>& fields,
                                                                 const std::vector<ScenarioModel>& scenarios);

/// Under the worker scenario, or the first where there is none.
[[nodiscard]] std::vector<zones::BerthResult> judge_berths(const Inputs& inputs,
                                                           const std::vector<PollutantField>& fields,
                                                           const std::vector<ScenarioModel>& scenarios);

}  // namespace riskmap::pipeline
