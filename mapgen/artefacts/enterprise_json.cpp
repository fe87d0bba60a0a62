#include <cmath>
#include <nlohmann/json.hpp>

#include "geocore/run/fixed_words.hpp"
#include "mapgen/artefacts/csv_writer.hpp"
#include "mapgen/artefacts/enterprise_page.hpp"
#include "mapgen/artefacts/json_values.hpp"
#include "mapgen/artefacts/source_tables.hpp"

namespace riskmap::artefacts {
namespace {

using json = nlohmann::ordered_json;

json rule_name_json(const sources::Rule* rule) {
    return rule != nullptr ? bilingual(rule->name_zh, rule->name_en) : json(nullptr);
}

json grading_json(const sources::Grading& g) {
    return {{"hazard", g.hazard},
            {"hazard_at_least", g.at_least},
            {"hazard_share", g.hazard_share},
            {"benzene_equivalent_t_a", g.hazard / sources::hazard_of_benzene_tonne()},
            {"emission_kg_a", g.emission_kg_a},
            {"grade", name(g.grade)},
            {"grade_name", bilingual(std::string(name_zh(g.grade)), std::string(name(g.grade)))},
            {"grade_rule", g.grade_rule != nullptr ? json(g.grade_rule->id) : json(nullptr)},
            {"grade_rule_name", rule_name_json(g.grade_rule)},
            {"code", name(g.code)},
            {"code_name", bilingual(std::string(name_zh(g.code)), std::string(name(g.code)))}};
}

json problems_json(const sources::Grading& g) {
    json list = json::array();
    for (const auto* rule : g.problems) {
        list.push_back({{"rule", rule->id},
                        {"result", rule->result},
                        {"name", bilingual(rule->name_zh, rule->name_en)},
                        {"source", rule->source}});
    }
    return list;
}

json substances_json(const std::vector<sources::AssessedLoad>& loads) {
    json list = json::array();
    for (const auto& l : loads) {
        list.push_back({{"pollutant", l.load.pollutant},
                        {"cas", l.cas.empty() ? json(nullptr) : json(l.cas)},
                        {"name", bilingual(l.name_zh, l.name_en)},
                        {"risk_substance", l.on_list},
                        {"emission_kg_a", or_null(l.load.emission_kg_a)},
                        {"at_least", l.load.at_least},
                        {"toxicity_weight_cancer", or_null(l.load.weight.cancer)},
                        {"toxicity_weight_non_cancer", or_null(l.load.weight.non_cancer)},
                        {"hazard", or_null(l.load.hazard())},
                        {"lists", l.lists}});
    }
    return list;
}

json points_json(const std::vector<sources::EmissionPoint>& points) {
    json list = json::array();
    for (const auto& p : points) {
        list.push_back({{"source", p.id},
                        {"type", p.type},
                        {"height_m", p.height_m},
                        {"x", p.position.x},
                        {"y", p.position.y},
                        {"lon", p.lon_lat.x},
                        {"lat", p.lon_lat.y},
                        {"substances", p.substances},
                        {"area_level", or_null(p.area_level)}});
    }
    return list;
}

json release_json(const sources::ReleaseState& r) {
    const auto word = release_word(r);
    json release{{"status", r.released ? "released" : "draft"},
                 {"name", bilingual(word.zh, word.en)},
                 {"changed_since_release", r.changed_since}};
    const bool ever = r.released || r.changed_since;
    release["by"] = ever ? json(r.by) : json(nullptr);
    release["time"] = ever ? json(r.time) : json(nullptr);
    release["run"] = ever ? json(r.run) : json(nullptr);
    release["note"] = ever ? json(r.note) : json(nullptr);
    return release;
}

/// Receptors are real places: they go by their ids.
json receptors_json(const std::vector<NearReceptor>& receptors) {
    json list = json::array();
    for (const auto& near : receptors) {
        list.push_back({{"receptor", near.receptor->id},
                        {"type", or_null(near.receptor->type)},
                        {"distance_m", std::round(near.distance_m)},
                        {"source", near.source}});
    }
    return list;
}

json own_findings_json(const std::vector<check::Finding>& findings) {
    json list = json::parse(check::findings_json(findings));
    for (auto& finding : list) {
        finding.erase("name");
    }
    return list;
}

}  // namespace

std::string enterprise_json(const sources::AssessedEnterprise& a, const PageContext& context) {
    const auto& e = a.enterprise;
    json root{
        {"enterprise", e.id},
        {"name", bilingual(e.name_zh, e.name_en)},
        {"permit_number", e.permit_number},
        {"permit_fault", a.permit_fault ? bilingual(a.permit_fault->zh, a.permit_fault->en) : json(nullptr)},
        {"zone", e.zone},
        {"industry", e.industry},
        {"project", context.project.name},
        {"run_digits", context.digits},
        {"synthetic", context.project.synthetic}};
    if (context.project.synthetic) root["mark"] = run::kSyntheticMark;
    root["rules_version"] = context.rules_version;
    root["grading"] = grading_json(a.grading);
    root["problems"] = problems_json(a.grading);
    root["release"] = release_json(a.release);
    root["digest"] = a.digest;
    root["substances"] = substances_json(a.loads);
    root["sources"] = points_json(a.points);
    root["surroundings"] = {{"receptors_1km", or_null(a.around.receptors_1km)},
                            {"receptors_3km", or_null(a.around.receptors_3km)},
                            {"receptors_5km", or_null(a.receptors_5km)},
                            {"area_level", or_null(a.around.area_level)},
                            {"nearest_receptors", receptors_json(nearest_receptors(a, context))}};
    root["findings"] = own_findings_json(findings_of(a, context));
    root["measures"] = bilingual(a.measure.zh, a.measure.en);
    return root.dump(2) + "\n";
}

}  // namespace riskmap::artefacts
