#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "tileserver/http/negotiation.hpp"
#include "tileserver/service/first_view.hpp"
#include "tileserver/service/handlers.hpp"
#include "tileserver/service/links.hpp"
#include "tileserver/service/routes.hpp"
#include "tileserver/service/services.hpp"
#include "tileserver/service/tile_drawing.hpp"
#include "tileserver/service/visible_manifest.hpp"

namespace riskmap::tileserver::service {
namespace {

using nlohmann::ordered_json;

constexpr std::array kConformance{
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/json",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/landing-page",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tileset",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tilesets-list",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/geodata-tilesets",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/png",
    "http://www.opengis.net/spec/tms/2.0/conf/tilematrixset",
    "http://www.opengis.net/spec/tms/2.0/conf/json-tilematrixset",
};

/// What is wrong with a run without where it lies: "20260102T000000Z-00000000/manifest.json: ...". The log
/// has it whole.
std::string without_folders(std::string text, const std::filesystem::path& directory) {
    if (text.empty()) return text;
    std::error_code error;
    std::vector<std::string> folders;
    for (const auto& folder : {std::filesystem::canonical(directory / "current", error).parent_path(),
                               std::filesystem::canonical(directory / "runs", error),
                               std::filesystem::canonical(directory, error), directory}) {
        if (!folder.empty() && folder != "/") folders.push_back(folder.string());
    }
    for (const auto& folder : folders) {
        for (auto at = text.find(folder); at != std::string::npos; at = text.find(folder, at)) {
            const bool more = at + folder.size() < text.size() && text[at + folder.size()] == '/';
            text.replace(at, folder.size() + (more ? 1 : 0), more ? "" : "the folder of runs");
        }
    }
    // Whatever else is an absolute path keeps its last name.
    for (auto at = text.find('/'); at != std::string::npos; at = text.find('/', at + 1)) {
        const bool absolute =
            at == 0 || std::string_view(" '\"(=,:").find(text[at - 1]) != std::string_view::npos;
        if (!absolute) continue;
        const auto end = std::min(text.find_first_of(" '\"():,", at), text.size());
        const auto name = text.rfind('/', end - 1) + 1;
        text.erase(at, name - at);
    }
    return text;
}

ordered_json landing(const Call& call) {
    const auto& manifest = call.run->manifest;
    auto links = ordered_json::array({
        link(call.link("/?f=json"), "self", "application/json", "This document"),
        link(call.link("/conformance"), "conformance", "application/json", "Conformance classes"),
        link(call.link("/api"), "service-desc", "application/vnd.oai.openapi+json;version=3.0", "The API"),
        link(call.link("/tileMatrixSets"), "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes",
             "application/json", "Tile matrix sets"),
        link(call.link("/map/tiles"), "http://www.opengis.net/def/rel/ogc/1.0/tilesets-map",
             "application/json", "Map tilesets of every layer"),
        link(call.link("/wmts/1.0.0/WMTSCapabilities.xml"), "alternate", "application/xml", "WMTS 1.0.0"),
        link(call.link("/collections"), "data", "application/json", "Layers and features"),
        link(call.link("/manifest.json"), "describedby", "application/json", "The run's manifest"),
        link(call.base_url + "/runs", "version-history", "application/json", "Runs"),
    });
    if (call.services.files.find("index.html") != nullptr) {
        links.push_back(link(call.link("/?f=html"), "alternate", "text/html", "The map"));
    }
    if (call.run->enterprises.present && call.may_see(call.run->enterprises))
        links.push_back(link(call.link("/enterprises"), "related", "application/json", "Enterprises"));
    return {{"title", manifest.project_title.en},
            {"description", manifest.project_title.zh + " / " + manifest.project_title.en},
            {"run", manifest.id},
            {"synthetic", manifest.synthetic},
            {"links", std::move(links)}};
}

}  // namespace

Answer get_landing(Call& call) {
    const std::string* format = call.target.find("f");
    const bool html_wanted = wants_html(call);
    const auto* page = call.services.files.find("index.html");
    Answer answer;
    if (html_wanted && page != nullptr && call.pinned) {  // the viewer shows the run that its permalink names
        answer.status = 303;
        answer.headers.emplace_back("Location", call.base_url + "/#run=" + call.run->manifest.id);
    } else if (html_wanted && page != nullptr) {
        answer = json_answer(with_first_view(call, page->body), page->type);
        answer.caching = Caching::revalidate;
    } else {
        if (format != nullptr && *format == "html") {
            throw api::ApiError(api::ErrorCode::not_acceptable, "the viewer is not installed; see --web");
        }
        answer = json_answer(landing(call).dump(2) + "\n");
    }
    answer.keep = false;  // the same address has two answers
    answer.headers.emplace_back("Vary", "Accept");
    return answer;
}

Answer get_conformance(Call&) {
    return json_answer(ordered_json{{"conformsTo", kConformance}}.dump(2) + "\n");
}

Answer get_manifest(Call& call) {
    return json_answer(visible_manifest(*call.run, call.authorised));
}

Answer get_runs(Call& call) {
    auto runs = ordered_json::array();
    const std::string current = call.run->manifest.id;
    for (const auto& id : call.services.runs.ids()) {
        runs.push_back({{"id", id},
                        {"current", id == current},
                        {"manifest", call.base_url + "/runs/" + id + "/manifest.json"},
                        {"landing", call.base_url + "/runs/" + id + "/?f=json"}});
    }
    Answer answer = json_answer(ordered_json{{"current", current}, {"runs", std::move(runs)}}.dump(2) + "\n");
    answer.keep = false;
    return answer;
}

Answer get_land(Call& call) {
    if (call.run->land.empty()) {
        throw api::ApiError(api::ErrorCode::route_unknown, "the run has no base/land.geojson");
    }
    return json_answer(call.run->land, "application/geo+json");
}

Answer get_health(Call&) {
    Answer answer = json_answer("{\"status\": \"alive\"}\n");
    answer.caching = Caching::none;
    answer.keep = false;
    return answer;
}

Answer get_ready(Call& call) {
    const std::string trouble = without_folders(call.services.runs.trouble(), call.services.config.directory);
    ordered_json document{{"status", "ready"},
                          {"run", call.run->manifest.id},
                          {"layers", call.run->layers.size()},
                          {"trouble", trouble.empty() ? ordered_json() : ordered_json(trouble)}};
    Answer answer = json_answer(document.dump(2) + "\n");
    answer.caching = Caching::none;
    answer.keep = false;
    return answer;
}

Answer get_metrics(Call& call) {
    std::vector<std::string> names{"other"};
    for (const auto& route : routes()) names.emplace_back(route.id);
    const auto cache = call.services.cache.counts();
    std::string text = call.services.metrics.text(names);
    const auto add = [&](const char* name, const char* type, const char* help, auto value) {
        text += fmt::format("# HELP {0} {2}\n# TYPE {0} {1}\n{0} {3}\n", name, type, help, value);
    };
    add("riskmap_cache_hits_total", "counter", "Answers found in the cache.", cache.hits);
    add("riskmap_cache_misses_total", "counter", "Answers made.", cache.misses);
    add("riskmap_cache_waits_total", "counter", "Requests that waited for another's answer.", cache.waits);
    add("riskmap_cache_evictions_total", "counter", "Answers dropped for want of room.", cache.evictions);
    add("riskmap_cache_bytes", "gauge", "Bytes of answers kept.", cache.bytes);
    add("riskmap_cache_entries", "gauge", "Answers kept.", cache.entries);
    add("riskmap_raster_bytes", "gauge", "Bytes of rasters kept decoded.", call.run->raster_bytes);
    add("riskmap_resident_bytes", "gauge", "Resident memory of the process.", resident_bytes());
    add("riskmap_run_trouble", "gauge", "1 where the run that current leads to is refused.",
        call.services.runs.trouble().empty() ? 0 : 1);
    text += fmt::format(
        "# HELP riskmap_run_info The run being served.\n# TYPE riskmap_run_info gauge\n"
        "riskmap_run_info{{id=\"{}\",version=\"{}\"}} 1\n",
        call.run->manifest.id, RISKMAP_VERSION);
    Answer answer;
    answer.type = "text/plain; version=0.0.4; charset=utf-8";
    answer.body = std::move(text);
    answer.caching = Caching::none;
    answer.keep = false;
    return answer;
}

}  // namespace riskmap::tileserver::service
