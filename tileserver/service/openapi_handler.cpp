#include <nlohmann/json.hpp>

#include "tileserver/service/handlers.hpp"
#include "tileserver/service/openapi_schemas.hpp"
#include "tileserver/service/routes.hpp"

namespace riskmap::tileserver::service {
namespace {

using nlohmann::ordered_json;

struct ParameterText {
    std::string_view name;
    const char* type;
    const char* description;
};

/// What the parameters of paths and queries mean, wherever they stand.
constexpr ParameterText kTexts[] = {
    {"layer", "string", "id of a layer of the run"},
    {"from", "string", "id of the run before"},
    {"to", "string", "id of the run after"},
    {"collection", "string", "id of a layer or of a vector layer of the run"},
    {"fid", "string", "id of a feature"},
    {"enterprise", "string", "id of an enterprise of the run's register"},
    {"z", "string", "id of a tile matrix"},
    {"x", "integer", "column, from the west"},
    {"row", "integer", "row, from the north"},
    {"column", "integer", "column, from the west"},
    {"j", "integer", "row of a pixel in its tile"},
    {"file", "string", "file name; see the summary"},
    {"tms", "string", "id of a tile matrix set; WebMercatorQuad where absent"},
    {"style", "string", "one of the layer's styles; its own where absent"},
    {"language", "string", "zh or en"},
    {"lon", "number", "longitude, or easting with a projected crs"},
    {"lat", "number", "latitude, or northing with a projected crs"},
    {"crs", "string", "EPSG:4326, EPSG:4490, EPSG:3857, GCJ-02, BD-09 or the project's"},
    {"f", "string", "format"},
    {"bbox", "string", "XMIN,YMIN,XMAX,YMAX in longitude and latitude"},
    {"bbox-crs", "string", "CRS of bbox; CRS84 where absent"},
    {"datetime", "string", "RFC 3339 instant or interval; features have no time, so that it selects all"},
    {"limit", "integer", "most features in one answer"},
    {"offset", "integer", "features to skip"},
};

ordered_json parameter_json(const std::string& name, const char* in) {
    ordered_json made{{"name", name}, {"in", in}, {"required", std::string_view(in) == "path"}};
    const char* type = "string";
    for (const auto& text : kTexts) {
        if (text.name != name) continue;
        made["description"] = text.description;
        type = text.type;
    }
    made["schema"] = {{"type", type}};
    return made;
}

std::vector<std::string> query_of(const Route& route) {
    if (route.id == "items") return {"bbox", "bbox-crs", "datetime", "limit", "offset", "f"};
    if (route.id == "landing") return {"f"};
    if (!route.parameters.empty() && route.parameters.front() == "*") return {};
    return route.parameters;
}

/// Operation ids as OGC's test suites look for them.
std::string operation_id(const Route& route) {
    if (route.id == "maptile") return "collection.map.getTile";
    if (route.id == "tileset") return "collection.map.getTileSet";
    if (route.id == "tilesets") return "collection.map.getTileSetsList";
    return std::string(route.id);
}

ordered_json operation_json(const Route& route) {
    auto parameters = ordered_json::array();
    const std::string pattern(route.pattern);
    for (std::size_t at = pattern.find('{'); at != std::string::npos; at = pattern.find('{', at + 1)) {
        parameters.push_back(parameter_json(pattern.substr(at + 1, pattern.find('}', at) - at - 1), "path"));
    }
    for (const auto& name : query_of(route)) parameters.push_back(parameter_json(name, "query"));
    const ordered_json problem{{"$ref", "#/components/responses/Problem"}};
    ordered_json operation{{"operationId", operation_id(route)}, {"summary", route.summary}};
    operation["parameters"] = std::move(parameters);
    ordered_json done{{"description", "done"}};
    if (auto content = openapi_content(route.id); !content.is_null()) done["content"] = std::move(content);
    operation["responses"] = {{"200", std::move(done)}, {"default", problem}};
    return operation;
}

}  // namespace

Answer get_api(Call& call) {
    ordered_json paths = ordered_json::object();
    for (const auto& route : routes()) {
        paths[std::string(route.pattern)][route.method == http::Method::post ? "post" : "get"] =
            operation_json(route);
    }
    const ordered_json document{
        {"openapi", "3.0.3"},
        {"info",
         {{"title", call.run->manifest.project_title.en},
          {"version", RISKMAP_VERSION},
          {"description",
           "Every path except /runs, /healthz, /readyz and /metrics is also served under /runs/{id}, "
           "pinned to that run."}}},
        {"servers", ordered_json::array({{{"url", call.link("")}}})},
        {"paths", std::move(paths)},
        {"components",
         {{"schemas", openapi_schemas()},
          {"responses",
           {{"Problem",
             {{"description", "refused"},
              {"content",
               {{"application/problem+json",
                 {{"schema",
                   {{"type", "object"},
                    {"properties",
                     {{"type", {{"type", "string"}}},
                      {"title", {{"type", "string"}}},
                      {"status", {{"type", "integer"}}},
                      {"detail", {{"type", "string"}}},
                      {"instance", {{"type", "string"}}},
                      {"parameter", {{"type", "string"}}},
                      {"value", {{"type", "string"}}},
                      {"allowed", {{"type", "string"}}}}}}}}}}}}}}}}}};
    return json_answer(document.dump(2) + "\n", "application/vnd.oai.openapi+json;version=3.0");
}

}  // namespace riskmap::tileserver::service
