#include "mapgen/pipeline/sources_stage.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "geocore/core/digest.hpp"
#include "geocore/core/error.hpp"
#include "geocore/crs/transform.hpp"
#include "mapgen/artefacts/control_list.hpp"
#include "mapgen/artefacts/source_tables.hpp"
#include "mapgen/observations/units.hpp"
#include "mapgen/pipeline/places_stage.hpp"
#include "mapgen/risk/exposure_table.hpp"

namespace riskmap::pipeline {
namespace {

using sources::AssessedEnterprise;
using sources::SubstanceFacts;

/// Substances before screening: those of the project in its order, then the other ones that are emitted.
class FactsCollector {
  public:
    explicit FactsCollector(const Inputs& inputs)
        : inputs_(inputs),
          toxicity_(risk::toxicity_table(inputs.project, [](const std::filesystem::path& file) {
              return observations::read_table(file);
          })) {}

    std::vector<SubstanceFacts> collect() {
        for (const auto& pollutant : inputs_.project.pollutants) {
            SubstanceFacts facts;
            facts.key = pollutant.key;
            facts.cas = pollutant.cas;
            facts.name_zh = pollutant.name.zh;
            facts.name_en = pollutant.name.en;
            all_.push_back(std::move(facts));
        }
        add_emissions();
        for (auto& facts : all_) look_up(facts);
        add_measurements();
        return std::move(all_);
    }

  private:
    SubstanceFacts& of(const std::string& key) {
        const auto known =
            std::find_if(all_.begin(), all_.end(), [&](const auto& f) { return f.key == key; });
        if (known != all_.end()) return *known;
        SubstanceFacts facts;
        facts.key = facts.name_zh = facts.name_en = key;
        std::replace(facts.name_en.begin(), facts.name_en.end(), '-', ' ');
        return all_.emplace_back(std::move(facts));
    }

    void add_emissions() {
        for (const auto& emission : inputs_.enterprises.emissions) {
            SubstanceFacts& facts = of(emission.pollutant);
            ++facts.n_sources;
            facts.n_sources_unknown += emission.kg_a ? 0 : 1;
            facts.emission_kg_a += emission.kg_a.value_or(0);
        }
    }

    /// A substance that no table knows stays without a weight, and says so wherever it is shown.
    void look_up(SubstanceFacts& facts) {
        try {
            const auto& entry = toxicity_.find(facts.cas, facts.name_zh, facts.name_en);
            if (facts.cas.empty()) facts.cas = entry.cas;
            facts.weight = sources::inhalation_weight(entry.ure_per_ug_m3, entry.rfc_mg_m3);
            const auto used = risk::used_unit_risk(entry, risk::default_scenarios().front());
            ure_[facts.key] = used ? used->per_ug_m3 : 0;
        } catch (const core::Error&) {
            ure_[facts.key] = 0;
        }
        if (facts.cas.empty()) return;
        for (const auto& entry : inputs_.enterprises.lists) {
            if (entry.cas == facts.cas)
                facts.lists.push_back(entry.list + (entry.verified ? "" : "(未核实)"));
        }
    }

    void add_measurements() {
        const double share = risk::cancer_exposure_share(risk::default_scenarios().front());
        for (const auto& mean : inputs_.means) {
            SubstanceFacts& facts = all_[mean.pollutant];
            ++facts.n_stations;
            facts.n_detected += mean.censored ? 0 : 1;
            const double ure = ure_[facts.key];
            if (!mean.detection_limit || !(ure > 0)) continue;
            const double limit =
                *mean.detection_limit *
                observations::unit_factor(inputs_.project.pollutants[mean.pollutant].unit, "ug/m3");
            facts.detection_limit_risk =
                std::max(facts.detection_limit_risk.value_or(0), limit * ure * share);
        }
    }

    const Inputs& inputs_;
    risk::DoseResponseTable toxicity_;
    std::map<std::string, double> ure_;
    std::vector<SubstanceFacts> all_;
};

/// Puts enterprises together from their emissions and places.
class Assessor {
  public:
    Assessor(const Inputs& inputs, const std::vector<PollutantField>& fields,
             const std::vector<ScenarioModel>& scenarios,
             const std::vector<sources::ScreenedSubstance>& substances)
        : inputs_(inputs), substances_(substances), to_lon_lat_(inputs.project.crs, "EPSG:4326") {
        if (!scenarios.empty()) judge_.emplace(inputs, fields, scenarios.front());
    }

    [[nodiscard]] std::vector<AssessedEnterprise> assess() const {
        std::vector<AssessedEnterprise> all;
        double total = 0;
        for (const auto& enterprise : inputs_.enterprises.enterprises) {
            AssessedEnterprise assessed;
            assessed.enterprise = enterprise;
            assessed.permit_fault = sources::permit_fault(enterprise.permit_number);
            add_loads(assessed);
            add_points(assessed);
            look_around(assessed);
            for (const auto& load : assessed.loads) total += load.load.hazard().value_or(0);
            all.push_back(std::move(assessed));
        }
        for (auto& assessed : all) grade(assessed, total);
        return all;
    }

  private:
    void add_loads(AssessedEnterprise& assessed) const {
        for (const auto& substance : substances_) {
            sources::Load load;
            int rows = 0;
            for (const auto& emission : inputs_.enterprises.emissions) {
                if (emission.enterprise != assessed.enterprise.id ||
                    emission.pollutant != substance.facts.key)
                    continue;
                ++rows;
                if (emission.kg_a) load.emission_kg_a = load.emission_kg_a.value_or(0) + *emission.kg_a;
                load.at_least = load.at_least || !emission.kg_a;
            }
            if (rows == 0) continue;
            const auto& facts = substance.facts;
            load.pollutant = facts.key;
            load.weight = facts.weight;
            load.lists = static_cast<int>(facts.lists.size());
            assessed.loads.push_back(
                {facts.cas, facts.name_zh, facts.name_en, facts.lists, substance.on_list(), std::move(load)});
        }
        std::stable_sort(assessed.loads.begin(), assessed.loads.end(), [](const auto& a, const auto& b) {
            return a.load.hazard().value_or(-1) > b.load.hazard().value_or(-1);
        });
    }

    void add_points(AssessedEnterprise& assessed) const {
        for (const auto& source : inputs_.sources) {
            sources::EmissionPoint point;
            for (const auto& emission : inputs_.enterprises.emissions) {
                if (emission.enterprise == assessed.enterprise.id && emission.source == source.id)
                    point.substances.push_back(emission.pollutant);
            }
            if (point.substances.empty()) continue;
            point.id = source.id;
            point.type = source.type;
            point.height_m = source.height_m;
            point.position = source.position;
            point.lon_lat = to_lon_lat_(source.position);
            if (judge_) {
                const auto judged = judge_->judge(source.position);
                if (judged.risk && judged.risk->level > 0) point.area_level = judged.risk->level;
            }
            assessed.points.push_back(std::move(point));
        }
    }

    [[nodiscard]] int receptors_within(const AssessedEnterprise& assessed, double distance_m) const {
        return static_cast<int>(
            std::count_if(inputs_.receptors.begin(), inputs_.receptors.end(), [&](const auto& receptor) {
                return std::any_of(assessed.points.begin(), assessed.points.end(), [&](const auto& point) {
                    return std::hypot(receptor.position.x - point.position.x,
                                      receptor.position.y - point.position.y) <= distance_m;
                });
            }));
    }

    void look_around(AssessedEnterprise& assessed) const {
        assessed.around.permit_fault = assessed.permit_fault.has_value();
        for (const auto& point : assessed.points) {
            if (point.area_level)
                assessed.around.area_level =
                    std::max(assessed.around.area_level.value_or(0), *point.area_level);
        }
        if (!inputs_.project.receptors || assessed.points.empty()) return;
        assessed.around.receptors_1km = receptors_within(assessed, 1000);
        assessed.around.receptors_3km = receptors_within(assessed, 3000);
        assessed.receptors_5km = receptors_within(assessed, 5000);
    }

    void grade(AssessedEnterprise& assessed, double total) const {
        std::vector<sources::Load> loads;
        for (const auto& load : assessed.loads) loads.push_back(load.load);
        const auto& rules = inputs_.enterprises.rules;
        assessed.grading = sources::grade(loads, assessed.around, total, rules);
        assessed.measure =
            inputs_.enterprises.measures.find(assessed.grading.grade, assessed.enterprise.industry);
        std::string text = fmt::format("{}\n{}\n{}\n{}\n{}\n", rules.version, assessed.enterprise.id,
                                       assessed.enterprise.permit_number, name(assessed.grading.grade),
                                       name(assessed.grading.code));
        for (const auto* problem : assessed.grading.problems) text += problem->id + "\n";
        assessed.digest = core::sha256_hex(text).substr(0, 16);
        assessed.release = sources::release_state(inputs_.releases, assessed.enterprise.id, assessed.digest);
    }

    const Inputs& inputs_;
    const std::vector<sources::ScreenedSubstance>& substances_;
    crs::Transform to_lon_lat_;
    std::optional<PlaceJudge> judge_;
};

}  // namespace

void read_releases(const std::filesystem::path& output, Inputs& inputs) {
    const auto file = sources::release_log_path(output);
    if (!inputs.project.enterprises || !std::filesystem::exists(file)) return;
    inputs.releases = sources::read_release_log(file);
    inputs.files.push_back({file.filename().string(), core::sha256_file(file),
                            static_cast<long long>(inputs.releases.size()), "", "UTF-8"});
}

SourceResults assess_sources(const Inputs& inputs, const std::vector<PollutantField>& fields,
                             const std::vector<ScenarioModel>& scenarios) {
    SourceResults results;
    results.substances = sources::screen(FactsCollector(inputs).collect(), inputs.enterprises.rules);
    results.enterprises = Assessor(inputs, fields, scenarios, results.substances).assess();
    return results;
}

std::vector<artefacts::TableEntry> write_source_tables(const std::filesystem::path& run, const Inputs& inputs,
                                                       const SourceResults& results) {
    const auto& p = inputs.project;
    const std::string& version = inputs.enterprises.rules.version;
    std::vector<artefacts::TableEntry> tables;
    if (p.risk || p.sources)
        tables.push_back(artefacts::write_substance_table(run, p.synthetic, results.substances, version));
    if (!p.enterprises) return tables;
    const auto shown = sources::register_for(p.public_audience, results.enterprises);
    tables.push_back(artefacts::write_enterprise_table(run, p.synthetic, shown, version));
    tables.push_back(artefacts::write_control_list(run, p.synthetic, shown));
    return tables;
}

std::optional<artefacts::PageIndex> write_pages(const std::filesystem::path& run, const Inputs& inputs,
                                                const std::vector<check::Finding>& findings,
                                                const SourceResults& results) {
    if (!inputs.project.enterprises) return std::nullopt;
    return artefacts::write_enterprise_pages(
        run, results.enterprises,
        {inputs.project, inputs.area, inputs.receptors, findings, inputs_digest(inputs).substr(0, 8),
         inputs.enterprises.rules.version});
}

std::map<std::string, artefacts::SourceMark> source_marks(const Inputs& inputs,
                                                          const SourceResults& results) {
    std::map<std::string, artefacts::SourceMark> marks;
    for (const auto& assessed : sources::register_for(inputs.project.public_audience, results.enterprises)) {
        artefacts::SourceMark mark{assessed.enterprise.id, "", "", "draft"};
        if (assessed.release.released) mark.status = "released";
        if (!assessed.withheld) {
            mark.grade = name(assessed.grading.grade);
            mark.code = name(assessed.grading.code);
        }
        for (const auto& point : assessed.points) marks[point.id] = mark;
    }
    return marks;
}

}  // namespace riskmap::pipeline
