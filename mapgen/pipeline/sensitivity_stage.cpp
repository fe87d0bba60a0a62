#include "mapgen/pipeline/sensitivity_stage.hpp"

#include <fmt/format.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "geocore/core/digest.hpp"
#include "geocore/core/error.hpp"

namespace riskmap::pipeline {
namespace {

using Toxicity = std::vector<std::optional<risk::DoseResponse>>;
using Judge = std::function<risk::PlaceRisk(grid::Point)>;

/// Stands for 0 where values are taken as logarithms: this share of the detection limit.
constexpr double kNearlyNothing = 0.01;
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

enum class NonDetects { at_zero, at_limit };

double substituted(const observations::StationMean& mean, NonDetects where, bool logarithmic) {
    const double limit = mean.detection_limit.value_or(mean.value);
    const double value = where == NonDetects::at_limit ? mean.upper : mean.lower;
    return logarithmic ? std::max(value, kNearlyNothing * limit) : value;
}

/// The field once more, from substituted values; nothing where they give none.
std::optional<FittedField> fit_substituted(const Inputs& inputs, const PollutantField& base,
                                           NonDetects where) {
    std::vector<fields::Sample> samples;
    const auto& options = base.field->fitted().options;
    for (const auto& mean : inputs.means) {
        if (mean.pollutant != base.pollutant) continue;
        fields::Sample sample = sample_of(inputs, mean);
        sample.censored = false;
        if (mean.n_censored > 0) sample.value = substituted(mean, where, base.transform == "log");
        if (options.plumes) {
            sample.drifts.resize(options.plumes->sources.size());
            options.drift_at(sample.x_m, sample.y_m, sample.drifts);
        }
        samples.push_back(std::move(sample));
    }
    try {
        return FittedField{fields::Field::fit(std::move(samples), options), options};
    } catch (const core::Error&) {
        return std::nullopt;
    }
}

bool has_non_detects(const Inputs& inputs, const PollutantField& field) {
    return std::any_of(inputs.means.begin(), inputs.means.end(), [&](const auto& mean) {
        return mean.pollutant == field.pollutant && mean.n_censored > 0;
    });
}

/// What decides a field of substituted values beside the field itself.
std::string substitution_digest(const Inputs& inputs, const PollutantField& base, NonDetects where) {
    std::string text = base.digest + (where == NonDetects::at_zero ? " at zero\n" : " at limit\n");
    for (const auto& mean : inputs.means) {
        if (mean.pollutant != base.pollutant) continue;
        text += fmt::format("{} {} {} {} {} {}\n", inputs.stations[mean.station].id, mean.value, mean.lower,
                            mean.upper, mean.n_censored, mean.detection_limit.value_or(mean.value));
    }
    return core::sha256_hex(text);
}

/// Fields with substituted values where there are any; the others are the base's own.
class SubstitutedFields {
  public:
    SubstitutedFields(const Inputs& inputs, const std::vector<PollutantField>& base, NonDetects where)
        : base_(base), own_(base.size()) {
        tbb::parallel_for(std::size_t{0}, base.size(), [&](std::size_t i) {
            if (base[i].field && has_non_detects(inputs, base[i])) {
                own_[i] = find_or_make(
                    base[i].field->cache(), substitution_digest(inputs, base[i], where),
                    [&inputs, field = base[i], where] { return fit_substituted(inputs, field, where); });
            }
        });
    }

    [[nodiscard]] const KeptField& field(std::size_t pollutant) const {
        return own_[pollutant] ? *own_[pollutant] : *base_[pollutant].field;
    }
    void keep_answers() const {
        for (const auto& field : own_) {
            if (field) field->keep_answers();
        }
    }

  private:
    const std::vector<PollutantField>& base_;
    std::vector<std::shared_ptr<const KeptField>> own_;
};

std::vector<risk::Exposure> exposures_of(const ScenarioModel& scenario, const SubstitutedFields& fields,
                                         grid::Point p) {
    std::vector<risk::Exposure> exposures;
    for (std::size_t s = 0; s < scenario.pollutants.size(); ++s) {
        exposures.push_back(
            exposure_of(fields.field(scenario.pollutants[s]).at(p.x, p.y), scenario.to_ug_m3[s]));
    }
    return exposures;
}

bool in_reach_of_stations(const Inputs& inputs, grid::Point p) {
    const double reach = inputs.project.interpolation.max_distance_m;
    return std::any_of(inputs.stations.begin(), inputs.stations.end(), [&](const auto& station) {
        return std::hypot(station.position.x - p.x, station.position.y - p.y) <= reach;
    });
}

/// The scenario's model with the not estimable substances among the others, last.
risk::RiskModel with_not_estimable(const Inputs& inputs, const ScenarioModel& scenario) {
    auto substances = scenario.model.substances();
    for (const auto& entry : scenario.model.not_estimable()) substances.push_back(entry.substance);
    return {scenario.model.scenario(),
            std::move(substances),
            {},
            scenario.organs.size(),
            inputs.reference.levels.cuts};
}

/// The receptors under one assumption after another, beside what the map says.
class SensitivityJudge {
  public:
    SensitivityJudge(const Inputs& inputs, const std::vector<PollutantField>& fields,
                     const ScenarioModel& scenario, const std::vector<zones::ReceptorResult>& receptors)
        : inputs_(inputs), fields_(fields), scenario_(scenario), receptors_(receptors) {}

    void other_libraries() {
        for (const auto& version : risk::DoseResponseTable::built_in_versions()) {
            const auto table = risk::DoseResponseTable::built_in(version);
            Toxicity toxicity = inputs_.reference.dose_response;
            bool differs = false;
            for (std::size_t i = 0; i < toxicity.size(); ++i) {
                const auto& pollutant = inputs_.project.pollutants[i];
                const auto* other = table.find_if_known(pollutant.cas, pollutant.name.zh, pollutant.name.en);
                if (other == nullptr || !toxicity[i] || toxicity[i]->version == version) continue;
                toxicity[i] = *other;
                differs = true;
            }
            if (!differs) continue;
            add_toxicity("toxicity-" + version, {"毒性数据 " + version, "toxicity of " + version}, toxicity);
        }
    }

    void non_detects() {
        const SubstitutedFields zero(inputs_, fields_, NonDetects::at_zero);
        add("non-detects-at-zero", {"未检出按0", "values below the detection limit at 0"},
            [&](grid::Point p) { return scenario_.model.evaluate(exposures_of(scenario_, zero, p)); });
        const SubstitutedFields limit(inputs_, fields_, NonDetects::at_limit);
        const auto model = with_not_estimable(inputs_, scenario_);
        add("non-detects-at-limit", {"未检出按检出限", "values below the detection limit at the limit"},
            [&](grid::Point p) {
                auto exposures = exposures_of(scenario_, limit, p);
                const bool near = in_reach_of_stations(inputs_, p);
                for (const auto& entry : scenario_.model.not_estimable()) {
                    exposures.push_back({entry.detection_limit_ug_m3, entry.detection_limit_ug_m3, near});
                }
                return model.evaluate(exposures);
            });
        zero.keep_answers();
        limit.keep_answers();
    }

    void without_provisional() {
        Toxicity toxicity = inputs_.reference.dose_response;
        for (auto& entry : toxicity) {
            if (entry && entry->provisional) entry.reset();
        }
        add_toxicity("without-provisional", {"不用暂定毒性值", "without provisional toxicity values"},
                     toxicity);
    }

    [[nodiscard]] Sensitivity take() { return std::move(result_); }

  private:
    void add_toxicity(const std::string& variant, run::Text name, const Toxicity& toxicity) {
        const auto model = scenario_model(inputs_, fields_, scenario_.model.scenario(), toxicity);
        add(variant, std::move(name),
            [&](grid::Point p) { return model.model.evaluate(exposures_at(model, fields_, p)); });
    }

    void add(const std::string& variant, run::Text name, const Judge& judge) {
        artefacts::SensitivityRecord record{variant, std::move(name), 0, 0};
        for (const auto& [receptor, judgement] : receptors_) {
            if (!judgement.risk) continue;
            const auto place = judge(receptor.position);
            const auto& base = *judgement.risk;
            const auto known = [](const risk::PlaceRisk& r, double value) {
                return r.level > 0 ? value : kNone;
            };
            result_.rows.push_back({variant, receptor.id, scenario_.model.scenario().key, base.level,
                                    place.level, known(base, base.cancer_risk),
                                    known(place, place.cancer_risk), known(base, base.hazard_index),
                                    known(place, place.hazard_index)});
            ++record.judged;
            record.changed += place.level != base.level ? 1 : 0;
        }
        result_.summary.push_back(std::move(record));
    }

    const Inputs& inputs_;
    const std::vector<PollutantField>& fields_;
    const ScenarioModel& scenario_;
    const std::vector<zones::ReceptorResult>& receptors_;
    Sensitivity result_;
};

}  // namespace

Sensitivity judge_sensitivity(const Inputs& inputs, const std::vector<PollutantField>& fields,
                              const ScenarioModel& scenario,
                              const std::vector<zones::ReceptorResult>& receptors) {
    SensitivityJudge judge(inputs, fields, scenario, receptors);
    judge.other_libraries();
    judge.non_detects();
    judge.without_provisional();
    return judge.take();
}

}  // namespace riskmap::pipeline
