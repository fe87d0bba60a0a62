#include "mapgen/exports/run_source.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "geocore/gdal/vector_source.hpp"
#include "geocore/run/fixed_words.hpp"

namespace riskmap::exports {
namespace {

using nlohmann::json;

std::string string_or(const json& object, const char* key, const std::string& otherwise = "") {
    const auto found = object.find(key);
    return found == object.end() || found->is_null() ? otherwise : found->get<std::string>();
}

run::Text text_at(const json& object, const char* key) {
    return {object.at(key).at("zh").get<std::string>(), object.at(key).at("en").get<std::string>()};
}

void read_document(RunSource& source, const json& root) {
    const auto& period = root.at("project").at("period");
    source.period_start = string_or(period, "start");
    source.period_end = string_or(period, "end");
    source.software = string_or(root.at("software"), "version");
    if (source.manifest.synthetic) source.mark = string_or(root, "mark", run::kSyntheticMark);
    const std::string review = string_or(root, "review_number");
    if (!review.empty()) source.review_number = review;
    for (const auto& table : root.at("tables")) {
        source.tables.push_back(
            {table.at("path").get<std::string>(), text_at(table, "title"), string_or(table, "sha256")});
    }
    for (const auto& scenario : root.at("scenarios")) {
        source.scenarios.push_back({scenario.at("key").get<std::string>(), text_at(scenario, "name")});
    }
}

}  // namespace

bool RunSource::has_levels() const {
    return std::filesystem::exists(folder / "styles" / "risk-level.sld");
}

style::Style RunSource::level_style() const {
    return style::read_sld(folder / "styles" / "risk-level.sld");
}

std::vector<std::string> RunSource::vector_names() const {
    std::vector<std::string> names;
    for (const auto& layer : manifest.vector_layers) {
        if (!release.withholds(layer.name)) names.push_back(layer.name);
    }
    return names;
}

gdal::VectorLayer RunSource::read_vector(const std::string& name) const {
    return gdal::read_vector(folder / manifest.vectors_path, name);
}

std::vector<RunTable> RunSource::tables_to_show() const {
    std::vector<RunTable> shown;
    for (const auto& table : tables) {
        if (!release.withholds(table.path)) shown.push_back(table);
    }
    return shown;
}

std::vector<std::pair<run::Text, run::Text>> RunSource::facts() const {
    std::vector<std::pair<run::Text, run::Text>> rows;
    if (!mark.empty()) rows.push_back({{"数据性质", "data"}, {mark, mark + " (synthetic, not real)"}});
    rows.push_back({{"项目", "project"}, manifest.project_title});
    rows.push_back({{"运行编号", "run"}, {manifest.id, manifest.id}});
    rows.push_back({{"数据时段", "data period"},
                    {period_start + " 至 " + period_end, period_start + " to " + period_end}});
    rows.push_back({{"公开范围", "audience"}, release.audience_words(review_number.has_value())});
    const std::string number = review_number.value_or("");
    rows.push_back({{"地图审核", "map review"},
                    review_number ? run::Text{number, number}
                                  : run::Text{run::kNotReviewed, "not reviewed, internal use only"}});
    rows.push_back({{"适用范围", "scope"},
                    {run::kScopeZh,
                     "chronic inhalation; outdoor air taken as all-day exposure; not acute, accidents, odour "
                     "or other pathways; "
                     "substances added up"}});
    rows.push_back({{"分级", "levels"},
                    {"项目默认,非国家标准;未知(无法估计)不等于低",
                     "project default, not a national standard; unknown (not estimable) is not low"}});
    rows.push_back({{"软件", "software"}, {"mapgen " + software, "mapgen " + software}});
    return rows;
}

RunSource read_source(const std::filesystem::path& folder, const std::string& audience, bool restricted_too) {
    auto manifest = run::read_manifest(folder);
    Release release(manifest, audience, restricted_too);
    RunSource source{folder, std::move(manifest), std::move(release), {}, {}, {}, {}, {}, {}, {}};
    try {
        read_document(source, json::parse(source.manifest.document));
    } catch (const json::exception& e) {
        throw core::data_error("{}: {}", (folder / "manifest.json").string(), e.what());
    }
    return source;
}

std::vector<std::string> wanted_vectors(const RunSource& source, const std::vector<std::string>& names) {
    if (names.empty()) return source.vector_names();
    std::vector<std::string> known;
    for (const auto& layer : source.manifest.vector_layers) known.push_back(layer.name);
    for (const auto& name : names) {
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            throw core::usage_error("LAYER: '{}' is not a vector layer of run {}{}", name, source.manifest.id,
                                    core::suggestion(name, known));
        }
        source.release.require(name, source.manifest.id);
    }
    return names;
}

std::vector<VectorPart> vector_parts(const RunSource& source, const std::string& name) {
    auto whole = source.read_vector(name);
    const auto title = vector_title(name);
    if (name != "risk-zones" || source.scenarios.empty()) return {{title, std::move(whole), ""}};
    std::vector<VectorPart> parts;
    for (const auto& scenario : source.scenarios) {
        VectorPart part{{title.zh + "(" + scenario.name.zh + ")", title.en + " (" + scenario.name.en + ")"},
                        whole,
                        scenario.key};
        std::erase_if(part.layer.features, [&](const gdal::Feature& feature) {
            return text_of(whole, feature, "scenario") != scenario.key;
        });
        if (!part.layer.features.empty()) parts.push_back(std::move(part));
    }
    return parts;
}

int field_index(const gdal::VectorLayer& layer, const std::string& field) {
    const auto found = std::find_if(layer.fields.begin(), layer.fields.end(),
                                    [&](const gdal::FieldSpec& spec) { return spec.name == field; });
    return found == layer.fields.end() ? -1 : static_cast<int>(found - layer.fields.begin());
}

std::string text_of(const gdal::VectorLayer& layer, const gdal::Feature& feature, const std::string& field) {
    const int at = field_index(layer, field);
    if (at < 0) return "";
    const auto& value = feature.values[static_cast<std::size_t>(at)];
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    if (const auto* whole = std::get_if<long long>(&value)) return std::to_string(*whole);
    if (const auto* real = std::get_if<double>(&value)) return core::format_double(*real);
    return "";
}

}  // namespace riskmap::exports
