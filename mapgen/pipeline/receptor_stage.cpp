#include "mapgen/pipeline/receptor_stage.hpp"

#include <algorithm>
#include <limits>

namespace riskmap::pipeline {
namespace {

class SubstanceRows {
  public:
    SubstanceRows(const Inputs& inputs, const std::vector<PollutantField>& fields,
                  const ScenarioModel& scenario)
        : inputs_(inputs), fields_(fields), scenario_(scenario) {}

    void add(const zones::ReceptorResult& result) {
        const auto exposures = exposures_at(scenario_, fields_, result.receptor.position);
        const auto& model = scenario_.model;
        for (std::size_t s = 0; s < exposures.size(); ++s) {
            auto row = row_of(result, inputs_.project.pollutants[scenario_.pollutants[s]]);
            row.status = exposures[s].known ? "known" : "unknown";
            if (exposures[s].known) {
                const double concentration = exposures[s].concentration_ug_m3;
                row.concentration = concentration / scenario_.to_ug_m3[s];
                row.p95 = exposures[s].p95_ug_m3 / scenario_.to_ug_m3[s];
                row.cancer_risk = model.cancer_risk(model.substances()[s], concentration);
                row.hazard_quotient = model.hazard_quotient(model.substances()[s], concentration);
            }
            row.driver = result.judgement.risk->level > 0 && result.judgement.driver == row.pollutant;
            rows_.push_back(std::move(row));
        }
        for (const auto& entry : model.not_estimable()) {
            auto row = row_of(result, pollutant_named(entry.substance.key));
            row.status = "not-estimable";
            row.cancer_risk = model.cancer_risk(entry.substance, entry.detection_limit_ug_m3);
            row.hazard_quotient = model.hazard_quotient(entry.substance, entry.detection_limit_ug_m3);
            rows_.push_back(std::move(row));
        }
    }

    [[nodiscard]] std::vector<artefacts::ReceptorSubstanceRow> take() { return std::move(rows_); }

  private:
    [[nodiscard]] artefacts::ReceptorSubstanceRow row_of(const zones::ReceptorResult& result,
                                                         const project::Pollutant& pollutant) const {
        artefacts::ReceptorSubstanceRow row;
        row.receptor = result.receptor.id;
        row.scenario = scenario_.model.scenario().key;
        row.pollutant = pollutant.key;
        row.unit = pollutant.unit;
        row.concentration = row.p95 = row.cancer_risk = row.hazard_quotient =
            std::numeric_limits<double>::quiet_NaN();
        return row;
    }

    [[nodiscard]] const project::Pollutant& pollutant_named(const std::string& key) const {
        const auto& all = inputs_.project.pollutants;
        return *std::find_if(all.begin(), all.end(), [&](const auto& p) { return p.key == key; });
    }

    const Inputs& inputs_;
    const std::vector<PollutantField>& fields_;
    const ScenarioModel& scenario_;
    std::vector<artefacts::ReceptorSubstanceRow> rows_;
};

}  // namespace

std::vector<artefacts::ReceptorSubstanceRow> receptor_substances(
    const Inputs& inputs, const std::vector<PollutantField>& fields, const ScenarioModel& scenario,
    const std::vector<zones::ReceptorResult>& receptors) {
    SubstanceRows rows(inputs, fields, scenario);
    for (const auto& result : receptors) {
        if (result.judgement.risk) rows.add(result);
    }
    return rows.take();
}

std::vector<artefacts::ReceptorOrganRow> receptor_organs(
    const std::vector<PollutantField>& fields, const ScenarioModel& scenario,
    const std::vector<zones::ReceptorResult>& receptors) {
    std::vector<artefacts::ReceptorOrganRow> rows;
    const std::string& key = scenario.model.scenario().key;
    for (const auto& result : receptors) {
        if (!result.judgement.risk || result.judgement.risk->level == 0) continue;
        const auto indices =
            scenario.model.hazard_by_organ(exposures_at(scenario, fields, result.receptor.position));
        const auto largest = std::max_element(indices.begin(), indices.end());
        for (auto index = indices.begin(); index != indices.end(); ++index) {
            rows.push_back({result.receptor.id, key,
                            scenario.organs[static_cast<std::size_t>(index - indices.begin())], *index,
                            index == largest && *index > 0});
        }
        rows.push_back({result.receptor.id, key, "sum", result.judgement.risk->hazard_sum, false});
    }
    return rows;
}

}  // namespace riskmap::pipeline
