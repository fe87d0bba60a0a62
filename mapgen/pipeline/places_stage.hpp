#pragma once

#include <vector>

#include "mapgen/pipeline/risk_stage.hpp"
#include "mapgen/zones/places.hpp"

namespace riskmap::pipeline {

/// What lies around places: zones, sources and berths by id.
struct Surroundings {
    std::vector<zones::NamedArea> zones;
    std::vector<zones::NamedPoint> sources;
    std::vector<zones::NamedPoint> berths;
};

[[nodiscard]] Surroundings surroundings_of(const Inputs& inputs);

/// Judges positions by the fields themselves, never by a raster.
class PlaceJudge {
  public:
    PlaceJudge(const Inputs& inputs, const std::vector<PollutantField>& fields, const ScenarioModel& scenario)
        : inputs_(inputs), fields_(fields), scenario_(scenario) {}

    /// Without what is nearest. @param p in the project's CRS
    [[nodiscard]] zones::PlaceJudgement judge(grid::Point p) const;

  private:
    [[nodiscard]] bool inside(grid::Point p) const;
    void add_estimates(grid::Point p, zones::PlaceJudgement& judgement) const;
    void add_range(zones::PlaceJudgement& judgement) const;
    void add_drivers(zones::PlaceJudgement& judgement) const;
    [[nodiscard]] const zones::SubstanceEstimate& estimate_of(const zones::PlaceJudgement& judgement,
                                                              std::size_t substance) const;

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

/// The scenario that berths are judged under; nullptr without scenarios.
[[nodiscard]] const ScenarioModel* berth_scenario(const std::vector<ScenarioModel>& scenarios);

}  // namespace riskmap::pipeline
