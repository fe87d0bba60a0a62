#include "tileserver/service/openapi_answers.hpp"

#include <array>

namespace riskmap::tileserver::service {
namespace {

constexpr std::string_view kJson = "application/json";
constexpr std::string_view kGeoJson = "application/geo+json";
constexpr std::string_view kXml = "application/xml";
constexpr std::string_view kPng = "image/png";
constexpr std::string_view kWebp = "image/webp";

constexpr std::array kAnswers{
    RouteAnswers{"landing", {{kJson, "LandingPage"}, {"text/html", ""}}, "304 406"},
    RouteAnswers{"tile",
                 {{kPng, ""},
                  {kWebp, ""},
                  {"application/octet-stream", ""},
                  {"application/vnd.mapbox-vector-tile", ""}},
                 "204 304 401 404 406"},
    RouteAnswers{"tilejson", {{kJson, "TileJson"}}, "304 401 404"},
    RouteAnswers{"legend", {{kJson, "Legend"}, {"image/svg+xml", ""}, {kPng, ""}}, "304 401 404"},
    RouteAnswers{"point", {{kJson, "Point"}}, "304"},
    RouteAnswers{"conformance", {{kJson, "Conformance"}}, "304"},
    RouteAnswers{"collections", {{kJson, "Collections"}}, "304"},
    RouteAnswers{"collection", {{kJson, "Collection"}}, "304 401 404"},
    RouteAnswers{"items", {{kGeoJson, "FeatureCollection"}}, "304 401 404 503"},
    RouteAnswers{"item", {{kGeoJson, "Feature"}}, "304 401 404 503"},
    RouteAnswers{"coverage", {{"image/tiff; application=geotiff", ""}}, "206 304 401 404 413 416 503"},
    RouteAnswers{"statistics", {{kJson, "Statistics"}}, "401 404 413 415 503"},
    RouteAnswers{"tilesets", {{kJson, "TileSets"}}, "304 401 404"},
    RouteAnswers{"datasettilesets", {{kJson, "TileSets"}}, "304"},
    RouteAnswers{"tileset", {{kJson, "TileSet"}}, "304 401 404"},
    RouteAnswers{"maptile", {{kPng, ""}, {kWebp, ""}}, "204 304 401 404 406"},
    RouteAnswers{"matrixsets", {{kJson, "TileMatrixSets"}}, "304"},
    RouteAnswers{"matrixset", {{kJson, "TileMatrixSet"}}, "304 404"},
    RouteAnswers{"api", {{"application/vnd.oai.openapi+json;version=3.0", "OpenApi"}}, "304"},
    RouteAnswers{
        "wmts", {{kXml, "Capabilities"}, {kPng, ""}, {kWebp, ""}, {kJson, "PointValue"}}, "204 304 401 501"},
    RouteAnswers{"wmtscapabilities", {{kXml, "Capabilities"}}, "304"},
    RouteAnswers{"wmtstile", {{kPng, ""}, {kWebp, ""}}, "204 304 401 406"},
    RouteAnswers{"wmtsinfo", {{kJson, "PointValue"}}, "304 401"},
    RouteAnswers{"manifest", {{kJson, "Manifest"}}, "304"},
    RouteAnswers{"enterprises", {{kJson, "Enterprises"}}, "304 401 404"},
    RouteAnswers{"enterprise", {{kJson, "Enterprise"}, {"text/html", ""}}, "304 401 404 406"},
    RouteAnswers{"table", {{"text/csv; charset=utf-8", ""}, {"application/octet-stream", ""}}, "304 401 404"},
    RouteAnswers{"land", {{kGeoJson, "Land"}}, "304 404"},
    RouteAnswers{"changetile", {{kPng, ""}, {kWebp, ""}}, "204 304 401 404 406 503"},
    RouteAnswers{"changetilejson", {{kJson, "TileJson"}}, "304 401 404 503"},
    RouteAnswers{"changelegend", {{kJson, "Legend"}}, "304 401 404 503"},
    RouteAnswers{"changeareas", {{kJson, "ChangeAreas"}}, "304 401 404 503"},
    RouteAnswers{"viewer", {{kJson, "Viewer"}}, "304"},
    RouteAnswers{"runs", {{kJson, "Runs"}}, "304"},
    RouteAnswers{"healthz", {{kJson, "Health"}}, ""},
    RouteAnswers{"readyz", {{kJson, "Readiness"}}, ""},
    RouteAnswers{"metrics", {{"text/plain; version=0.0.4; charset=utf-8", "Text"}}, ""},
};
constexpr RouteAnswers kUndescribed{"", {{kJson, "Document"}}, "304 401 404"};

}  // namespace

const RouteAnswers& answers_of(std::string_view route) {
    for (const auto& entry : kAnswers) {
        if (entry.route == route) return entry;
    }
    return kUndescribed;
}

}  // namespace riskmap::tileserver::service
