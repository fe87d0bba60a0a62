#include "mapgen/artefacts/source_tables.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "geocore/core/text.hpp"

namespace riskmap::artefacts {
namespace {

std::string number(const std::optional<double>& value) {
    return value ? cell(*value) : "";
}

std::string number(const std::optional<int>& value) {
    return value ? std::to_string(*value) : "";
}

std::string ids(const std::vector<const sources::Rule*>& rules) {
    std::vector<std::string> parts;
    for (const auto* rule : rules) parts.push_back(rule->id);
    return core::join(parts, ";");
}

run::Text names(const std::vector<const sources::Rule*>& rules) {
    std::vector<std::string> zh;
    std::vector<std::string> en;
    for (const auto* rule : rules) {
        zh.push_back(rule->name_zh);
        en.push_back(rule->name_en);
    }
    return {core::join(zh, "; "), core::join(en, "; ")};
}

std::string substances_of(const sources::AssessedEnterprise& assessed) {
    std::vector<std::string> keys;
    for (const auto& load : assessed.loads) keys.push_back(load.load.pollutant);
    return core::join(keys, ";");
}

}  // namespace

run::Text screening_reason(const sources::ScreenedSubstance& substance) {
    if (substance.on_list()) return names(substance.rules);
    run::Text reason{"没有规则成立", "no rule holds"};
    const auto lacking = [&](bool missing, const char* zh, const char* en) {
        if (!missing) return;
        reason.zh += zh;
        reason.en += en;
    };
    lacking(!substance.facts.weight.known(), "; 无毒性数据", "; no toxicity values");
    lacking(substance.facts.n_sources_unknown > 0, "; 有源的排放量不明", "; sources without an amount");
    lacking(substance.facts.n_stations == 0, "; 未监测", "; not measured");
    return reason;
}

run::Text release_word(const sources::ReleaseState& release) {
    if (release.released) return {"已发布", "released"};
    return release.changed_since ? run::Text{"草案(发布后有变化)", "draft (changed since its release)"}
                                 : run::Text{"草案", "draft"};
}

run::Text problem_words(const sources::Grading& grading) {
    return names(grading.problems);
}

TableEntry write_substance_table(const std::filesystem::path& run, bool synthetic,
                                 const std::vector<sources::ScreenedSubstance>& substances,
                                 const std::string& rules_version) {
    CsvWriter table(run, "tables/substances.csv", {"风险污染物筛选", "screening of substances"}, synthetic,
                    {"pollutant",
                     "cas",
                     "name_zh",
                     "name_en",
                     "on_list",
                     "rules",
                     "reason_zh",
                     "reason_en",
                     "score",
                     "score_lists",
                     "score_toxicity",
                     "score_emission",
                     "score_detection",
                     "lists",
                     "toxicity_weight_cancer",
                     "toxicity_weight_non_cancer",
                     "emission_kg_a",
                     "sources",
                     "sources_without_amount",
                     "hazard",
                     "hazard_share",
                     "stations",
                     "stations_detected",
                     "detection_limit_risk",
                     "rules_version"});
    for (const auto& s : substances) {
        const auto reason = screening_reason(s);
        const auto& f = s.facts;
        table.row({f.key,
                   f.cas,
                   f.name_zh,
                   f.name_en,
                   s.on_list() ? "1" : "0",
                   ids(s.rules),
                   reason.zh,
                   reason.en,
                   std::to_string(s.score.total()),
                   std::to_string(s.score.lists),
                   number(s.score.toxicity),
                   number(s.score.emission),
                   number(s.score.detection),
                   core::join(f.lists, ";"),
                   number(f.weight.cancer),
                   number(f.weight.non_cancer),
                   f.n_sources > 0 && f.n_sources == f.n_sources_unknown ? "" : cell(f.emission_kg_a),
                   std::to_string(f.n_sources),
                   std::to_string(f.n_sources_unknown),
                   number(s.hazard),
                   fmt::format("{:.4f}", s.hazard_share),
                   std::to_string(f.n_stations),
                   std::to_string(f.n_detected),
                   number(f.detection_limit_risk),
                   rules_version});
    }
    return table.finish();
}

TableEntry write_enterprise_table(const std::filesystem::path& run, bool synthetic,
                                  const std::vector<sources::AssessedEnterprise>& enterprises,
                                  const std::string& rules_version) {
    CsvWriter table(run, "tables/enterprises.csv", {"环境健康风险源清单", "enterprises as sources of risk"},
                    synthetic,
                    {"enterprise",
                     "permit_number",
                     "permit_fault_zh",
                     "permit_fault_en",
                     "name_zh",
                     "name_en",
                     "zone",
                     "industry",
                     "substances",
                     "emission_kg_a",
                     "hazard",
                     "hazard_at_least",
                     "benzene_equivalent_t_a",
                     "hazard_share",
                     "grade",
                     "grade_zh",
                     "grade_rule",
                     "code",
                     "code_zh",
                     "status",
                     "status_zh",
                     "released_by",
                     "released_at",
                     "released_run",
                     "problems",
                     "problems_zh",
                     "problems_en",
                     "receptors_1km",
                     "receptors_3km",
                     "receptors_5km",
                     "area_level",
                     "rules_version"});
    for (const auto& a : enterprises) {
        const auto& e = a.enterprise;
        const auto& g = a.grading;
        const auto problems = problem_words(g);
        const auto status = release_word(a.release);
        // Empty where a draft is not for the public.
        const auto told = [&a](std::string text) { return a.withheld ? std::string() : std::move(text); };
        table.row({e.id,
                   e.permit_number,
                   a.permit_fault ? a.permit_fault->zh : "",
                   a.permit_fault ? a.permit_fault->en : "",
                   e.name_zh,
                   e.name_en,
                   e.zone,
                   e.industry,
                   substances_of(a),
                   told(cell(g.emission_kg_a)),
                   told(cell(g.hazard)),
                   told(g.at_least ? "1" : "0"),
                   told(fmt::format("{:.3g}", g.hazard / sources::hazard_of_benzene_tonne())),
                   told(fmt::format("{:.4f}", g.hazard_share)),
                   told(std::string(name(g.grade))),
                   told(std::string(name_zh(g.grade))),
                   g.grade_rule != nullptr ? g.grade_rule->id : "",
                   told(std::string(name(g.code))),
                   told(std::string(name_zh(g.code))),
                   status.en,
                   status.zh,
                   a.release.by,
                   a.release.time,
                   a.release.run,
                   ids(g.problems),
                   problems.zh,
                   problems.en,
                   number(a.around.receptors_1km),
                   number(a.around.receptors_3km),
                   number(a.receptors_5km),
                   number(a.around.area_level),
                   rules_version});
    }
    return table.finish();
}

}  // namespace riskmap::artefacts
