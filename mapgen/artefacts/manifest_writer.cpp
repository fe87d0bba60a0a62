#include "mapgen/artefacts/manifest_writer.hpp"

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "geocore/core/error.hpp"
#include "mapgen/artefacts/tables.hpp"

namespace riskmap::artefacts {
namespace {

using json = nlohmann::ordered_json;

template <class T>
json or_null(const std::optional<T>& value) {
    return value ? json(*value) : json(nullptr);
}

json or_null(const std::string& text) {
    return text.empty() ? json(nullptr) : json(text);
}

/// JSON has no NaN.
json finite(double value) {
    return std::isfinite(value) ? json(value) : json(nullptr);
}

json bilingual(const run::Text& text) {
    return {{"zh", text.zh}, {"en", text.en}};
}

json project_json(const project::Project& p) {
    return {{"name", p.name},
            {"title", bilingual(p.title)},
            {"crs", p.crs},
            {"cell_size_m", p.cell_size_m},
            {"synthetic", p.synthetic},
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

json limits_json(const std::vector<project::Limit>& limits) {
    json list = json::array();
    for (const auto& limit : limits) {
        list.push_back({{"value", limit.value},
                        {"unit", limit.unit},
                        {"averaging", limit.averaging},
                        {"applies_to", or_null(limit.applies_to)},
                        {"source", limit.source},
                        {"valid_from", or_null(limit.valid_from)},
                        {"valid_to", or_null(limit.valid_to)}});
    }
    return list;
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
                        {"representativeness", c.project.representativeness},
                        {"limits", limits_json(p.limits)}});
    }
    return list;
}

json dose_response_json(const std::vector<DoseResponseRecord>& rows) {
    json list = json::array();
    for (const auto& row : rows) {
        const auto& v = row.values;
        list.push_back({{"pollutant", row.pollutant},
                        {"cas", v.cas},
                        {"ure_per_ug_m3", or_null(v.ure_per_ug_m3)},
                        {"ure_used", row.ure_used},
                        {"early_life_adjusted", v.early_life_adjusted},
                        {"rfc_mg_m3", or_null(v.rfc_mg_m3)},
                        {"target_organs", v.target_organs},
                        {"source", v.source},
                        {"version", v.version}});
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
                        {"lifetime_y", s.lifetime_y}});
    }
    return list;
}

json levels_json(const ManifestContents& c) {
    json list = json::array();
    if (!c.project.risk) return list;
    const risk::LevelCuts cuts;
    for (int level = 0; level <= 4; ++level) {
        const bool has_minimum = level >= 2;
        const auto cut = static_cast<std::size_t>(has_minimum ? level - 2 : 0);
        list.push_back({{"level", level},
                        {"name", bilingual(level_name(level))},
                        {"colour", c.level_colours.at(static_cast<std::size_t>(level))},
                        {"cancer_risk_min", has_minimum ? json(cuts.cancer_risk.at(cut)) : json(nullptr)},
                        {"hazard_index_min", has_minimum ? json(cuts.hazard_index.at(cut)) : json(nullptr)}});
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
                        {"cancer_risk_at_detection_limit", row.cancer_risk_at_detection_limit}});
    }
    return list;
}

/// How areas of one level became risk zones; null where there are no levels.
json zones_json(const project::Project& p) {
    if (!p.risk) return nullptr;
    return {{"mapping_unit_ha", p.zones.mapping_unit_ha},
            {"simplify_m", p.zones.simplify_m},
            {"order", {4, 3, 2, 0, 1}}};
}

json layers_json(const std::vector<LayerEntry>& layers) {
    json list = json::array();
    for (const auto& [l, digest] : layers) {
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
                        {"digest", digest},
                        {"sha256", l.sha256}});
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

/// Without public audience, what could reveal single stations and sources needs a key.
json restricted_json(const ManifestContents& c) {
    json list = json::array();
    if (c.project.public_audience) return list;
    list.push_back("stations");
    list.push_back("sources");
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
    root["not_estimable"] = not_estimable_json(c.not_estimable);
    root["zones"] = zones_json(c.project);
    root["layers"] = layers_json(c.layers);
    root["tables"] = tables_json(c.tables);
    root["vectors"] = vectors_json(c.vectors);
    root["enterprise_pages"] = pages_json(c.enterprise_pages);
    root["findings"] = json::parse(check::findings_json(c.findings));
    root["audience"] = c.project.public_audience ? "public" : "internal";
    root["review_number"] = or_null(c.project.review_number);
    root["synthetic"] = c.project.synthetic;
    if (c.project.synthetic) root["mark"] = kSyntheticMark;
    root["restricted"] = restricted_json(c);
    const auto path = run / "manifest.json";
    std::ofstream out(path, std::ios::binary);
    out << root.dump(2) << "\n";
    out.close();
    if (!out) throw core::data_error("{}: cannot be written; is the disk full?", path.string());
}

}  // namespace riskmap::artefacts
