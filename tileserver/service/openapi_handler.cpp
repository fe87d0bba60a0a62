#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "embedded/openapi_components_json.hpp"
#include "geocore/core/text.hpp"
#include "tileserver/service/feature_filter.hpp"
#include "tileserver/service/handlers.hpp"
#include "tileserver/service/openapi_answers.hpp"
#include "tileserver/service/routes.hpp"

namespace riskmap::tileserver::service {
namespace {

using nlohmann::ordered_json;

const ordered_json& components() {
    static const auto document = ordered_json::parse(embedded::openapi_components_json);
    return document;
}

ordered_json reference(const char* kind, std::string_view name) {
    return {{"$ref", fmt::format("#/components/{}/{}", kind, name)}};
}

/// What stands under that name in the components, with what the route has of its own.
ordered_json parameter_json(const Route& route, const std::string& name, const char* in) {
    const bool in_path = std::string_view(in) == "path";
    ordered_json made{{"name", name}, {"in", in}, {"required", in_path}, {"schema", {{"type", "string"}}}};
    const auto& known = components().at("parameters");
    if (known.contains(name)) made.update(known.at(name));
    if (in_path && name == "tms") made["description"] = "id of a tile matrix set";
    if (name == "f") made["schema"] = {{"type", "string"}, {"enum", route.formats}};
    if (name == "limit") {
        made["schema"]["minimum"] = 1;
        made["schema"]["maximum"] = FeatureQuery::kMostLimit;
        made["schema"]["default"] = FeatureQuery::kDefaultLimit;
    }
    return made;
}

std::vector<std::string> query_of(const Route& route) {
    if (route.id == "items") return {"bbox", "bbox-crs", "datetime", "limit", "offset", "properties", "f"};
    if (route.id == "wmts") {
        return {"service", "request", "version",       "acceptversions", "sections", "layer",
                "style",   "format",  "tilematrixset", "tilematrix",     "tilerow",  "tilecol",
                "i",       "j",       "infoformat"};
    }
    if (!route.parameters.empty() && route.parameters.front() == "*") return {};
    return route.parameters;
}

std::vector<std::string> path_names(const std::string& pattern) {
    std::vector<std::string> names;
    for (std::size_t at = pattern.find('{'); at != std::string::npos; at = pattern.find('{', at + 1)) {
        names.push_back(pattern.substr(at + 1, pattern.find('}', at) - at - 1));
    }
    return names;
}

/// Operation ids as OGC's test suites look for them.
std::string operation_id(const Route& route) {
    if (route.id == "maptile") return "collection.map.getTile";
    if (route.id == "tileset") return "collection.map.getTileSet";
    if (route.id == "tilesets") return "collection.map.getTileSetsList";
    if (route.id == "datasettilesets") return "dataset.map.getTileSetsList";
    return std::string(route.id);
}

ordered_json content_json(const RouteAnswers& answers) {
    ordered_json content = ordered_json::object();
    for (const auto& body : answers.bodies) {
        if (body.type.empty()) break;
        const ordered_json bytes{{"type", "string"}, {"format", "binary"}};
        content[std::string(body.type)] = {
            {"schema", body.schema.empty() ? bytes : reference("schemas", body.schema)}};
    }
    return content;
}

bool speaks_xml(const Route& route) {
    return route.id.starts_with("wmts");
}

ordered_json responses_json(const Route& route, bool pinned) {
    const auto& answers = answers_of(route.id);
    ordered_json responses{{"200", {{"description", "done"}, {"content", content_json(answers)}}}};
    for (const auto& status : core::split(answers.statuses, ' ')) {
        if (status.empty()) continue;
        if (status == "206") {
            responses["206"] = {{"description", "the part that Range asks for"},
                                {"content", content_json(answers)}};
        } else {
            responses[status] = reference("responses", status);
        }
    }
    if (pinned && route.id == "landing") responses["303"] = reference("responses", "303");
    if (pinned) responses["404"] = reference("responses", "404");
    responses["400"] = reference("responses", speaks_xml(route) ? "Exception" : "400");
    responses["default"] = reference("responses", "Problem");
    return responses;
}

ordered_json operation_json(const Route& route, const std::string& pattern, bool pinned) {
    auto parameters = ordered_json::array();
    for (const auto& name : path_names(pattern)) parameters.push_back(parameter_json(route, name, "path"));
    for (const auto& name : query_of(route)) parameters.push_back(parameter_json(route, name, "query"));
    ordered_json operation{{"operationId", (pinned ? "run." : "") + operation_id(route)},
                           {"summary", route.summary},
                           {"parameters", std::move(parameters)}};
    if (route.method == http::Method::post) {
        const ordered_json area{{"schema", reference("schemas", "Area")}};
        operation["requestBody"] = {
            {"required", true}, {"content", {{"application/geo+json", area}, {"application/json", area}}}};
    }
    operation["responses"] = responses_json(route, pinned);
    return operation;
}

/// Every route; without a run in the address those of each run, too.
ordered_json paths_json(bool of_one_run) {
    ordered_json paths = ordered_json::object();
    const auto add = [&](const Route& route, const std::string& pattern, bool pinned) {
        paths[pattern][route.method == http::Method::post ? "post" : "get"] =
            operation_json(route, pattern, pinned);
    };
    for (const auto& route : routes()) {
        if (route.of_run || !of_one_run) add(route, std::string(route.pattern), false);
    }
    for (const auto& route : routes()) {
        if (route.of_run && !of_one_run) add(route, "/runs/{run}" + std::string(route.pattern), true);
    }
    return paths;
}

}  // namespace

Answer get_api(Call& call) {
    ordered_json document{
        {"openapi", "3.0.3"},
        {"info",
         {{"title", call.run->manifest.project_title.en},
          {"version", RISKMAP_VERSION},
          {"description",
           "Routes without a run answer of the current one; those under /runs/{run} are immutable."}}},
        {"servers", ordered_json::array({{{"url", call.link("")}}})},
        {"security", ordered_json::array({ordered_json::object(), {{"bearer", ordered_json::array()}}})},
        {"paths", paths_json(call.pinned)},
        {"components", components()}};
    document["components"].erase("parameters");  // they stand where they are used
    return json_answer(document.dump(1) + "\n", "application/vnd.oai.openapi+json;version=3.0");
}

}  // namespace riskmap::tileserver::service
