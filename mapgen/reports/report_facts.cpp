#include "mapgen/reports/report_facts.hpp"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "geocore/crs/title.hpp"

namespace riskmap::reports {

using nlohmann::ordered_json;

std::string exact(double value) {
    if (value == 0 || std::abs(value) >= 0.001) return core::format_double(value);
    std::string text;
    for (int digits = 0; digits < 17; ++digits) {
        text = fmt::format("{:.{}e}", value, digits);
        if (core::parse_double(text) == value) break;
    }
    if (const auto zero = text.find("e-0"); zero != std::string::npos) text.erase(zero + 2, 1);
    return text;
}

std::string printed(const ordered_json& object, const char* key, int figures) {
    const auto found = object.find(key);
    if (found == object.end() || !found->is_number()) return "";
    const double value = found->get<double>();
    if (figures == 1) return sheets::one_figure(value);
    if (figures == 0) return exact(value);
    return std::abs(value) >= 1000 ? fmt::format("{:.0f}", value) : fmt::format("{:.{}g}", value, figures);
}

std::string text_at(const ordered_json& object, const char* key) {
    const auto found = object.find(key);
    return found == object.end() || !found->is_string() ? "" : found->get<std::string>();
}

std::string words_at(const ReportSource& source, const ordered_json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end() || !found->is_object()) return "";
    return text_at(*found, source.zh() ? "zh" : "en");
}

std::string substance_name(const ReportSource& source, const std::string& key) {
    for (const auto& substance : source.facts.pollutants) {
        if (substance.key == key) return source.of(substance.name);
    }
    return key;
}

std::string scenario_name(const ReportSource& source, const std::string& key) {
    for (const auto& scenario : source.facts.scenarios) {
        if (scenario.key == key) return source.of(scenario.name);
    }
    return key;
}

const ordered_json& list_at(const ordered_json& object, const char* key) {
    static const ordered_json nothing = ordered_json::array();
    const auto found = object.find(key);
    return found == object.end() || !found->is_array() ? nothing : *found;
}

namespace {

ordered_json maps_of(const ReportSource& source, const char* kind, const std::string& quantity) {
    auto list = ordered_json::array();
    for (const auto& layer : source.facts.manifest.layers) {
        const bool wanted = layer.quantity == quantity && layer.kind == kind && layer.id != "risk-level";
        if (wanted && !source.run.release.withholds(layer.id)) {
            list.push_back({{"layer", layer.id}, {"title", source.of(layer.title)}});
        }
    }
    return list;
}

}  // namespace

ordered_json report_facts(const ReportSource& source) {
    const auto& w = sheets::words(source.language);
    ordered_json facts;
    try {
        const auto manifest = ordered_json::parse(source.facts.manifest.document);
        const auto& project = manifest.at("project");
        facts["title"] = source.of(source.facts.manifest.project_title);
        facts["run"] = source.facts.manifest.id;
        facts["created"] = source.facts.manifest.created;
        facts["software"] = "mapgen " + source.run.software;
        facts["libraries"] =
            fmt::format("GDAL {}, PROJ {}, GEOS {}", text_at(manifest.at("software"), "gdal"),
                        text_at(manifest.at("software"), "proj"), text_at(manifest.at("software"), "geos"));
        facts["period_start"] = source.facts.period_start;
        facts["period_end"] = source.facts.period_end;
        const std::string crs_title = crs::title(source.facts.crs);
        facts["crs"] = source.facts.crs + (crs_title.empty() ? "" : " " + crs_title);
        facts["cell_size_m"] = printed(project, "cell_size_m");
        facts["synthetic"] = !source.facts.mark.empty();
        facts["mark"] = source.facts.mark;
        facts["audience"] =
            source.of(source.run.release.audience_words(source.facts.review_number.has_value()));
        facts["standing"] = source.of(source.run.release.standing(source.facts.review_number));
        facts["is_public"] = source.run.release.is_public();
        facts["review"] = source.facts.review_number
                              ? std::string(w.review_number) + " " + *source.facts.review_number
                              : std::string(w.no_review);
        facts["contact"] = source.of(source.facts.contact);
        facts["caption"] = w.caption;
        facts["default_classes"] = w.default_classes;
        facts["withheld"] = core::join(source.run.release.withheld(), ", ");
        facts["has_withheld"] = !source.run.release.withheld().empty();
        facts["level_maps"] = maps_of(source, "level", "risk level");
        facts["upper_maps"] = maps_of(source, "level", "upper risk level");
        facts["concentration_maps"] = maps_of(source, "continuous", "concentration");
        add_method_facts(source, manifest, facts);
        add_result_facts(source, manifest, facts);
    } catch (const ordered_json::exception& e) {
        throw core::data_error("{}: {}", (source.facts.folder / "manifest.json").string(), e.what());
    }
    return facts;
}

}  // namespace riskmap::reports
