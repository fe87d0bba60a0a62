#include "tileserver/service/routes.hpp"

#include "geocore/core/text.hpp"
#include "tileserver/service/handlers.hpp"

namespace riskmap::tileserver::service {
namespace {

using http::Method;
using Segments = std::vector<std::string>;

bool fits(const Segments& pattern, const Segments& segments, std::size_t first, Match& match) {
    if (pattern.size() != segments.size() - first) return false;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i].front() != '{' && pattern[i] != segments[first + i]) return false;
    }
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i].front() == '{') {
            match.path[pattern[i].substr(1, pattern[i].size() - 2)] = segments[first + i];
        }
    }
    return true;
}

std::vector<Segments> split_patterns() {
    std::vector<Segments> all;
    for (const auto& route : routes()) {
        all.push_back(route.pattern == "/" ? Segments{} : core::split(route.pattern.substr(1), '/'));
    }
    return all;
}

}  // namespace

const std::vector<Route>& routes() {
    // clang-format off: a table
    static const std::vector<Route> table{
        {"landing",
         "/",
         Method::get,
         {"f"},
         true,
         get_landing,
         "The viewer, or the landing page as JSON",
         {"json", "html"}},
        {"tile",
         "/tiles/{layer}/{z}/{x}/{file}",
         Method::get,
         {"style", "tms"},
         true,
         get_tile,
         "A tile; file is Y.png, Y@2x.png, Y.webp, Y@2x.webp, Y.f32 (values) or, of a vector layer, Y.mvt"},
        {"tilejson",
         "/tiles/{layer}/tile.json",
         Method::get,
         {"style", "tms", "f"},
         true,
         get_tile_json,
         "TileJSON 3.0.0 of a layer or a vector layer"},
        {"legend",
         "/legend/{file}",
         Method::get,
         {"style", "language"},
         true,
         get_legend,
         "Legend of a layer; file is LAYER.json, LAYER.svg or LAYER.png"},
        {"point",
         "/point",
         Method::get,
         {"lon", "lat", "crs", "f"},
         true,
         get_point,
         "Value, unit and class of every layer at a point"},
        {"conformance", "/conformance", Method::get, {"f"}, true, get_conformance, "Conformance classes"},
        {"collections", "/collections", Method::get, {"f"}, true, get_collections, "Collections"},
        {"collection",
         "/collections/{collection}",
         Method::get,
         {"f"},
         true,
         get_collection,
         "One collection"},
        {"items",
         "/collections/{collection}/items",
         Method::get,
         {"*"},
         true,
         get_items,
         "Features of a collection as GeoJSON",
         {"json", "geojson"}},
        {"item",
         "/collections/{collection}/items/{fid}",
         Method::get,
         {"f"},
         true,
         get_item,
         "One feature",
         {"json", "geojson"}},
        {"coverage",
         "/collections/{collection}/coverage",
         Method::get,
         {"bbox", "bbox-crs", "crs", "f"},
         true,
         get_coverage,
         "The numbers themselves as a GeoTIFF, cropped and reprojected",
         {"tif"}},
        {"statistics",
         "/statistics",
         Method::post,
         {"layer"},
         true,
         post_statistics,
         "Area per class, mean and largest value inside a GeoJSON polygon"},
        {"tilesets",
         "/collections/{collection}/map/tiles",
         Method::get,
         {"f"},
         true,
         get_tilesets,
         "Map tilesets of a layer"},
        {"datasettilesets",
         "/map/tiles",
         Method::get,
         {"f"},
         true,
         get_dataset_tilesets,
         "Map tilesets of every layer"},
        {"tileset",
         "/collections/{collection}/map/tiles/{tms}",
         Method::get,
         {"f", "style"},
         true,
         get_tileset,
         "One map tileset"},
        {"maptile",
         "/collections/{collection}/map/tiles/{tms}/{z}/{row}/{column}",
         Method::get,
         {"f", "style"},
         true,
         get_map_tile,
         "A map tile, row before column",
         {"png", "webp"}},
        {"matrixsets", "/tileMatrixSets", Method::get, {"f"}, true, get_matrix_sets, "Tile matrix sets"},
        {"matrixset",
         "/tileMatrixSets/{tms}",
         Method::get,
         {"f"},
         true,
         get_matrix_set,
         "Definition of one tile matrix set"},
        {"api", "/api", Method::get, {"f"}, true, get_api, "This description, as OpenAPI 3.0"},
        {"wmts", "/wmts", Method::get, {"*"}, true, get_wmts, "WMTS 1.0.0, key-value pairs"},
        {"wmtscapabilities",
         "/wmts/1.0.0/WMTSCapabilities.xml",
         Method::get,
         {},
         true,
         get_wmts_capabilities,
         "WMTS 1.0.0 capabilities"},
        {"wmtstile",
         "/wmts/1.0.0/{layer}/{style}/{tms}/{z}/{row}/{file}",
         Method::get,
         {},
         true,
         get_wmts_tile,
         "WMTS tile; file is COLUMN.png"},
        {"wmtsinfo",
         "/wmts/1.0.0/{layer}/{style}/{tms}/{z}/{row}/{column}/{j}/{file}",
         Method::get,
         {},
         true,
         get_wmts_info,
         "WMTS feature info; file is I.json"},
        {"manifest", "/manifest.json", Method::get, {"f"}, true, get_manifest, "The run's manifest"},
        {"enterprises",
         "/enterprises",
         Method::get,
         {"f"},
         true,
         get_enterprises,
         "Enterprises that the run has a page of, with grade, code and status"},
        {"enterprise",
         "/enterprises/{enterprise}",
         Method::get,
         {"f"},
         true,
         get_enterprise,
         "One enterprise's page, as JSON or, for browsers, as HTML",
         {"json", "html"}},
        {"land",
         "/base/land.geojson",
         Method::get,
         {"f"},
         true,
         get_land,
         "Land for the viewer's own base map",
         {"json", "geojson"}},
        {"table",
         "/tables/{file}",
         Method::get,
         {},
         true,
         get_table,
         "A table of the run; file is NAME.csv as the manifest lists it"},
        {"changetile",
         "/changes/{from}/{to}/tiles/{layer}/{z}/{x}/{file}",
         Method::get,
         {"tms"},
         false,
         get_change_tile,
         "What changed between two runs; file is Y.png, Y@2x.png or .webp"},
        {"changetilejson",
         "/changes/{from}/{to}/tiles/{layer}/tile.json",
         Method::get,
         {},
         false,
         get_change_tile_json,
         "TileJSON of a layer's changes"},
        {"changelegend",
         "/changes/{from}/{to}/legend/{file}",
         Method::get,
         {},
         false,
         get_change_legend,
         "Legend of a layer's changes; file is LAYER.json"},
        {"changeareas",
         "/changes/{from}/{to}/areas/{file}",
         Method::get,
         {},
         false,
         get_change_areas,
         "Area per change of a layer; file is LAYER.json"},
        {"viewer",
         "/viewer.json",
         Method::get,
         {},
         false,
         get_viewer,
         "What the configuration gives the viewer: base maps"},
        {"runs", "/runs", Method::get, {"f"}, false, get_runs, "The runs that can be addressed"},
        {"healthz", "/healthz", Method::get, {}, false, get_health, "Alive"},
        {"readyz", "/readyz", Method::get, {}, false, get_ready, "Able to serve, and which run"},
        {"metrics", "/metrics", Method::get, {}, false, get_metrics, "Prometheus text"},
    };
    // clang-format on
    return table;
}

std::string allowed_methods(std::string_view pattern) {
    bool get = false;
    bool post = false;
    for (const auto& route : routes()) {
        if (route.pattern != pattern) continue;
        (route.method == Method::post ? post : get) = true;
    }
    return std::string(get ? "GET, HEAD, " : "") + (post ? "POST, " : "") + "OPTIONS";
}

Match match_route(Method method, const Segments& segments) {
    static const std::vector<Segments> patterns = split_patterns();
    if (method == Method::head) method = Method::get;
    Match match;
    match.pinned = segments.size() >= 2 && segments[0] == "runs";
    const std::size_t first = match.pinned ? 2 : 0;
    for (std::size_t i = 0; i < patterns.size(); ++i) {
        if (match.method_fits || (match.pinned && !routes()[i].of_run)) continue;
        if (!fits(patterns[i], segments, first, match)) continue;
        match.route = &routes()[i];
        match.number = static_cast<int>(i) + 1;
        match.method_fits = match.route->method == method;
    }
    return match;
}

}  // namespace riskmap::tileserver::service
