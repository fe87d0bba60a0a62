#include "mapgen/artefacts/manifest_writer.hpp"

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "geocore/core/error.hpp"
#include "geocore/run/fixed_words.hpp"
#include "mapgen/artefacts/json_values.hpp"
#include "mapgen/artefacts/tables.hpp"
#include "mapgen/sources/grading.hpp"

namespace riskmap::artefacts {
namespace {

using json = nlohmann::ordered_json;

json project_json(const project::Project& p) {
    return {{"name", p.name},
            {"title", bilingual(p.title)},
            {"crs", p.crs},
            {"cell_size_m", p.cell_size_m},
            {"synthetic", p.synthetic},
            {"contact", p.contact ? bilingual(*p.contact) : json()},
            {"period", {{"start", p.period.start}, {"end", p.period.end}}}};
}

json inputs_json(const std::vector<InputRecord>& inputs) {
    json list = json::array();
    for (const auto& input : inputs) {
        list.push_back({{"path", input.path},
                        {"sha256", input.sha256},
                        {"rows", or_null(input.rows)},
                        {"crs", or_null(input.crs)},
                        {"encoding", input.encoding}});
    }
    return list;
}

json limit_json(const project::Limit& limit) {
    return {{"value", limit.value},
            {"unit", limit.unit},
            {"averaging", limit.averaging},
            {"applies_to", or_null(limit.applies_to)},
            {"source", limit.source},
            {"valid_from", or_null(limit.valid_from)},
            {"valid_to", or_null(limit.valid_to)}};
}

json limits_json(const std::vector<project::Limit>& limits) {
    json list = json::array();
    for (const auto& limit : limits) list.push_back(limit_json(limit));
    return list;
}

json averaging_json(const project::Project& project, const project::Pollutant& pollutant,
                    const AveragingRecord& record) {
    const auto& rule = project.averaging;
    const bool campaign = rule.resolution == "campaign";
    return {{"resolution", rule.resolution},
            {"mean_of", pollutant.mean_of},
            {"capture_percent_required", campaign ? json(nullptr) : json(rule.capture_percent)},
            {"samples_required", campaign ? json(rule.min_samples) : json(nullptr)},
            {"negative", rule.negative},
            {"n_stations", record.n_stations},
            {"n_stations_used", record.n_stations_used},
            {"n_values", record.n_values},
            {"n_samples", record.n_samples},
            {"n_censored", record.n_censored},
            {"n_negative", record.n_negative},
            {"least_capture_percent", or_null(record.least_capture_percent)},
            {"first", or_null(record.first)},
            {"last", or_null(record.last)}};
}

json pollutants_json(const ManifestContents& c) {
    json list = json::array();
    for (std::size_t i = 0; i < c.project.pollutants.size(); ++i) {
        const auto& p = c.project.pollutants[i];
        list.push_back({{"key", p.key},
                        {"cas", or_null(p.cas)},
                        {"name", bilingual(p.name)},
                        {"unit", p.unit},
                        {"estimable", c.fields[i].estimable},
                        {"background", or_null(p.background)},
                        {"background_source", or_null(p.background_source)},
                        {"representativeness", c.project.representativeness},
                        {"averaging", averaging_json(c.project, p, c.averaging[i])},
                        {"limits", limits_json(p.limits)}});
    }
    return list;
}

json dose_response_json(const std::vector<DoseResponseRecord>& rows) {
    json list = json::array();
    for (const auto& row : rows) {
        const auto& v = row.values;
        json used = json::object();
        json basis = json::object();
        for (const auto& [scenario, value] : row.ure_used) {
            used[scenario] = value.per_ug_m3;
            basis[scenario] = risk::basis_word(value.basis);
        }
        list.push_back({{"pollutant", row.pollutant},
                        {"cas", v.cas},
                        {"name", {{"zh", v.name_zh}, {"en", v.name_en}}},
                        {"ure_per_ug_m3", or_null(v.ure_per_ug_m3)},
                        {"ure_used", used},
                        {"ure_basis", basis},
                        {"ure_adult_per_ug_m3", or_null(v.ure_adult_per_ug_m3)},
                        {"ure_by_age_per_ug_m3", or_null(v.ure_by_age_per_ug_m3)},
                        {"early_life_adjusted", v.early_life_adjusted},
                        {"rfc_mg_m3", or_null(v.rfc_mg_m3)},
                        {"target_organs", v.target_organs},
                        {"provisional", v.provisional},
                        {"averaging", or_null(v.averaging)},
                        {"source", v.source},
                        {"source_adult", or_null(v.source_adult)},
                        {"version", v.version},
                        {"valid_from", or_null(v.valid_from)},
                        {"valid_to", or_null(v.valid_to)}});
    }
    return list;
}

json scenarios_json(const std::vector<risk::ExposureScenario>& scenarios) {
    json list = json::array();
    for (const auto& s : scenarios) {
        list.push_back({{"key", s.key},
                        {"name", {{"zh", s.name_zh}, {"en", s.name_en}}},
                        {"et_h", s.exposure_time_h},
                        {"ef_d", s.exposure_frequency_d},
                        {"ed_y", s.exposure_duration_y},
                        {"lifetime_y", s.lifetime_y},
                        {"age_from_y", s.age_from_y},
                        {"area", s.area == risk::ExposureArea::sites ? "sites" : "everywhere"},
                        {"job_group", or_null(s.job_group)},
                        {"version", or_null(s.version)},
                        {"source", or_null(s.source)},
                        {"valid_from", or_null(s.valid_from)},
                        {"valid_to", or_null(s.valid_to)}});
    }
    return list;
}

json levels_json(const ManifestContents& c) {
    json list = json::array();
    if (!c.project.risk) return list;
    const auto& cuts = c.levels.cuts;
    for (std::size_t level = 0; level < c.levels.names.size(); ++level) {
        const bool has_minimum = level >= 2;
        const std::size_t cut = has_minimum ? level - 2 : 0;
        list.push_back({{"level", level},
                        {"name", bilingual(c.levels.names.at(level))},
                        {"colour", c.level_colours.at(level)},
                        {"cancer_risk_min", has_minimum ? json(cuts.cancer_risk.at(cut)) : json(nullptr)},
                        {"hazard_index_min", has_minimum ? json(cuts.hazard_index.at(cut)) : json(nullptr)},
                        {"version", or_null(c.levels.version)},
                        {"source", or_null(c.levels.source)}});
    }
    return list;
}

json fields_json(const std::vector<FieldRecord>& fields) {
    json list = json::array();
    for (const auto& f : fields) {
        json scores = nullptr;
        if (f.cross_validation) {
            const auto& s = *f.cross_validation;
            scores = {{"n", s.n},
                      {"mean_error", finite(s.mean_error)},
                      {"rmse", finite(s.rmse)},
                      {"mae", finite(s.mae)},
                      {"msdr", finite(s.msdr)},
                      {"correlation", finite(s.correlation)}};
        }
        list.push_back({{"pollutant", f.pollutant},
                        {"estimable", f.estimable},
                        {"reason", or_null(f.reason)},
                        {"method", f.estimable ? json(f.method) : json(nullptr)},
                        {"transform", f.estimable ? json(f.transform) : json(nullptr)},
                        {"variogram", or_null(f.variogram)},
                        {"practical_range_m", or_null(f.practical_range_m)},
                        {"n_samples", f.n_samples},
                        {"n_censored", f.n_censored},
                        {"cross_validation", scores},
                        {"remarks", f.remarks}});
    }
    return list;
}

json not_estimable_json(const std::vector<NotEstimableRecord>& rows) {
    json list = json::array();
    for (const auto& row : rows) {
        list.push_back({{"pollutant", row.pollutant},
                        {"name", bilingual(row.name)},
                        {"reason", row.reason},
                        {"detection_limit", row.detection_limit},
                        {"unit", row.unit},
                        {"cancer_risk_at_detection_limit", row.cancer_risk_at_detection_limit},
                        {"hazard_quotient_at_detection_limit", row.hazard_quotient_at_detection_limit}});
    }
    return list;
}

/// What was asked for, and from where on a value counts as unknown.
json interpolation_json(const project::Interpolation& i) {
    return {{"method", i.method},         {"transform", i.transform},
            {"statistic", i.statistic},   {"max_distance_m", i.max_distance_m},
            {"max_spread", i.max_spread}, {"power", i.power}};
}

/// How areas of one level became risk zones; null where there are no levels.
json zones_json(const project::Project& p) {
    if (!p.risk) return nullptr;
    return {{"mapping_unit_ha", p.zones.mapping_unit_ha},
            {"simplify_m", p.zones.simplify_m},
            {"order", {4, 3, 2, 0, 1}}};
}

json classes_json(const std::vector<DriverClass>& classes) {
    if (classes.empty()) return nullptr;
    json list = json::array();
    for (const auto& entry : classes) {
        list.push_back({{"value", entry.value},
                        {"pollutant", entry.pollutant},
                        {"label", bilingual(entry.name)},
                        {"colour", entry.colour}});
    }
    return list;
}

json background_json(const std::optional<BackgroundRecord>& background) {
    if (!background) return nullptr;
    const double mean = background->mean_cancer_risk;
    return {{"cancer_risk", background->cancer_risk},
            {"mean_cancer_risk", mean},
            {"share_of_mean", mean > 0 ? json(background->cancer_risk / mean) : json(nullptr)},
            {"undeclared", background->undeclared}};
}

json layers_json(const std::vector<LayerEntry>& layers, const std::map<std::string, LayerNote>& notes) {
    json list = json::array();
    for (const auto& [l, digest] : layers) {
        const auto found = notes.find(l.id);
        const LayerNote note = found == notes.end() ? LayerNote{} : found->second;
        list.push_back({{"id", l.id},
                        {"kind", l.kind},
                        {"quantity", l.quantity},
                        {"pollutant", or_null(l.pollutant)},
                        {"scenario", or_null(l.scenario)},
                        {"unit", l.unit},
                        {"title", bilingual(l.title)},
                        {"path", l.path},
                        {"style", l.style},
                        {"crs", l.crs},
                        {"cell_size_m", l.cell_size_m},
                        {"nodata", or_null(l.nodata)},
                        {"min", or_null(l.min)},
                        {"max", or_null(l.max)},
                        {"overview", l.overview},
                        {"classes", classes_json(note.classes)},
                        {"limit", note.limit ? limit_json(*note.limit) : json(nullptr)},
                        {"background", background_json(note.background)},
                        {"digest", digest},
                        {"sha256", l.sha256}});
    }
    return list;
}

json sensitivity_json(const std::vector<SensitivityRecord>& rows) {
    json list = json::array();
    for (const auto& row : rows) {
        list.push_back({{"variant", row.variant},
                        {"name", bilingual(row.name)},
                        {"receptors", row.judged},
                        {"changed", row.changed}});
    }
    return list;
}

json tables_json(const std::vector<TableEntry>& tables) {
    json list = json::array();
    for (const auto& t : tables) {
        list.push_back(
            {{"path", t.path}, {"title", bilingual(t.title)}, {"rows", t.rows}, {"sha256", t.sha256}});
    }
    return list;
}

json vectors_json(const std::vector<run::VectorLayer>& layers) {
    json list = json::array();
    for (const auto& layer : layers) list.push_back({{"name", layer.name}, {"features", layer.features}});
    return {{"path", "vectors.gpkg"}, {"layers", list}};
}

json pages_json(const std::optional<PageIndex>& pages) {
    if (!pages) return nullptr;
    return {{"path", pages->path},
            {"enterprises", pages->enterprises},
            {"rules_version", pages->rules_version},
            {"sha256", pages->sha256}};
}

/// A result's name; grades and codes have Chinese ones.
json result_json(const std::string& result) {
    for (const auto grade :
         {sources::Grade::low, sources::Grade::moderate, sources::Grade::high, sources::Grade::severe}) {
        if (name(grade) == result) return {{"zh", name_zh(grade)}, {"en", result}};
    }
    for (const auto code : {sources::Code::yellow, sources::Code::red}) {
        if (name(code) == result) return {{"zh", name_zh(code)}, {"en", result}};
    }
    return {{"zh", result}, {"en", result}};
}

json rules_json(const std::optional<sources::RuleTable>& table) {
    if (!table) return nullptr;
    json rules = json::array();
    for (const auto& rule : table->rules) {
        json conditions = json::array();
        for (const auto& condition : rule.conditions)
            conditions.push_back({{"quantity", condition.quantity}, {"at_least", condition.at_least}});
        rules.push_back({{"kind", name(rule.kind)},
                         {"rule", rule.id},
                         {"result", rule.result},
                         {"result_name", result_json(rule.result)},
                         {"conditions", conditions},
                         {"name", {{"zh", rule.name_zh}, {"en", rule.name_en}}},
                         {"source", rule.source}});
    }
    return {{"version", table->version}, {"rules", rules}};
}

json dispersion_json(const std::optional<project::Weather>& weather) {
    if (!weather) return nullptr;
    return {{"surface", weather->surface}, {"sigma", weather->sigma}};
}

json file_json(const std::optional<FileEntry>& file) {
    if (!file) return nullptr;
    return {{"path", file->path}, {"sha256", file->sha256}};
}

/// Unless the project declares them public, station values, sources and tables need a key: vector layers by
/// name, tables by path.
json restricted_json(const ManifestContents& c) {
    json list = json::array();
    if (c.project.public_audience) return list;
    list.push_back("stations");
    list.push_back("sources");
    for (const auto& table : c.tables) list.push_back(table.path);
    return list;
}

}  // namespace

void write_manifest(const std::filesystem::path& run, const ManifestContents& c) {
    json root;
    root["schema_version"] = 1;
    root["id"] = c.id;
    root["digits"] = c.digits;
    root["created"] = c.created;
    root["isa"] = c.isa;
    root["project"] = project_json(c.project);
    root["software"] = {{"version", RISKMAP_VERSION},
                        {"gdal", c.versions.gdal},
                        {"proj", c.versions.proj},
                        {"geos", c.versions.geos}};
    root["inputs"] = inputs_json(c.inputs);
    root["pollutants"] = pollutants_json(c);
    root["dose_response"] = dose_response_json(c.dose_response);
    root["scenarios"] = scenarios_json(c.scenarios);
    root["levels"] = levels_json(c);
    root["fields"] = fields_json(c.fields);
    root["interpolation"] = interpolation_json(c.project.interpolation);
    root["not_estimable"] = not_estimable_json(c.not_estimable);
    root["zones"] = zones_json(c.project);
    root["layers"] = layers_json(c.layers, c.layer_notes);
    root["sensitivity"] = sensitivity_json(c.sensitivity);
    root["tables"] = tables_json(c.tables);
    root["vectors"] = vectors_json(c.vectors);
    root["dispersion"] = dispersion_json(c.project.weather);
    root["source_rules"] = rules_json(c.source_rules);
    root["enterprise_pages"] = pages_json(c.enterprise_pages);
    root["qgis_project"] = file_json(c.qgis_project);
    root["findings"] = json::parse(check::findings_json(c.findings));
    root["audience"] = c.project.public_audience ? "public" : "internal";
    root["review_number"] = or_null(c.project.review_number);
    root["synthetic"] = c.project.synthetic;
    if (c.project.synthetic) root["mark"] = run::kSyntheticMark;
    root["restricted"] = restricted_json(c);
    const auto path = run / "manifest.json";
    std::ofstream out(path, std::ios::binary);
    out << root.dump(2) << "\n";
    out.close();
    if (!out) throw core::data_error("{}: cannot be written; is the disk full?", path.string());
}

}  // namespace riskmap::artefacts
