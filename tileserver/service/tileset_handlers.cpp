#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "geocore/core/text.hpp"
#include "tileserver/service/handlers.hpp"
#include "tileserver/service/links.hpp"
#include "tileserver/service/tile_drawing.hpp"

namespace riskmap::tileserver::service {
namespace {

namespace geo = riskmap::tiles;
using nlohmann::ordered_json;

constexpr const char* kJson = "application/json";

ordered_json point(const geo::TileMatrixSet& set, grid::Point p) {
    return set.latitude_first ? ordered_json{p.y, p.x} : ordered_json{p.x, p.y};
}

ordered_json matrix_json(const geo::TileMatrixSet& set, const geo::TileMatrix& matrix) {
    return {{"id", matrix.id},
            {"scaleDenominator", matrix.scale_denominator},
            {"cellSize", matrix.cell_size},
            {"cornerOfOrigin", "topLeft"},
            {"pointOfOrigin", point(set, set.origin)},
            {"tileWidth", geo::TileMatrixSet::kTileSize},
            {"tileHeight", geo::TileMatrixSet::kTileSize},
            {"matrixWidth", matrix.width},
            {"matrixHeight", matrix.height}};
}

ordered_json limits_json(const ServedLayer& layer, const geo::TileMatrixSet& set) {
    auto list = ordered_json::array();
    for (const auto& limit : tile_limits(layer, set)) {
        list.push_back({{"tileMatrix", limit.matrix},
                        {"minTileRow", limit.row0},
                        {"maxTileRow", limit.row1},
                        {"minTileCol", limit.column0},
                        {"maxTileCol", limit.column1}});
    }
    return list;
}

ordered_json tileset_json(const Call& call, const ServedLayer& layer, const geo::TileMatrixSet& set,
                          bool whole) {
    const std::string self = "/collections/" + layer.meta.id + "/map/tiles/" + set.id;
    auto links = ordered_json::array({link(call.link(self), "self", kJson),
                                      link(call.link("/tileMatrixSets/" + set.id),
                                           "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme", kJson)});
    ordered_json made{{"title", layer.meta.title.zh + " / " + layer.meta.title.en},
                      {"dataType", "map"},
                      {"crs", set.crs_uri},
                      {"tileMatrixSetURI", set.uri}};
    if (whole) {
        const auto& box = layer.drawable->lonlat;
        made["tileMatrixSetLimits"] = limits_json(layer, set);
        made["boundingBox"] = {{"lowerLeft", {box.xmin, box.ymin}},
                               {"upperRight", {box.xmax, box.ymax}},
                               {"crs", "http://www.opengis.net/def/crs/OGC/1.3/CRS84"}};
        const std::string item = call.link(self + "/{tileMatrix}/{tileRow}/{tileCol}");
        links.push_back(link_template(item, "item", "image/png"));
        links.push_back(link_template(item + "?f=webp", "item", "image/webp"));
        links.push_back(link(call.link("/collections/" + layer.meta.id),
                             "http://www.opengis.net/def/rel/ogc/1.0/geodata", kJson));
    }
    made["links"] = std::move(links);
    return made;
}

Answer tilesets_answer(const Call& call, const std::string& self,
                       const std::vector<const ServedLayer*>& layers) {
    auto list = ordered_json::array();
    for (const auto* layer : layers) {
        for (const auto& set : geo::matrix_sets()) list.push_back(tileset_json(call, *layer, set, false));
    }
    const ordered_json document{{"links", ordered_json::array({link(call.link(self), "self", kJson)})},
                                {"tilesets", std::move(list)}};
    return json_answer(document.dump(2) + "\n");
}

/// OGC API Tiles: what tileMatrixSetLimits leave out is refused; an empty tile within them is a tile.
void require_within_limits(const ServedLayer& layer, const geo::TileMatrixSet& set, geo::TileIndex index) {
    const auto limits = tile_limits(layer, set, index.z);
    const auto require = [](const char* name, long long value, long long least, long long most) {
        if (value >= least && value <= most) return;
        const auto allowed = fmt::format("{} to {} (tileMatrixSetLimits)", least, most);
        throw api::ApiError(api::ErrorCode::tile_outside,
                            fmt::format("{} is {}; allowed: {}", name, value, allowed))
            .about(name, std::to_string(value), allowed);
    };
    require("tileRow", index.y, limits.row0, limits.row1);
    require("tileCol", index.x, limits.column0, limits.column1);
}

}  // namespace

const geo::TileMatrixSet& known_matrix_set(const std::string& id) {
    if (const auto* set = geo::find_matrix_set(id)) return *set;
    std::vector<std::string> ids;
    for (const auto& candidate : geo::matrix_sets()) ids.push_back(candidate.id);
    throw api::ApiError(api::ErrorCode::matrix_set_unknown,
                        fmt::format("there is no tile matrix set '{}'{}", id, core::suggestion(id, ids)))
        .about("tileMatrixSetId", id, core::join(ids, ", "));
}

TileLimits tile_limits(const ServedLayer& layer, const geo::TileMatrixSet& set, int level) {
    const auto& box = layer.drawable->in(set).bounds;
    const auto& matrix = set.matrices[static_cast<std::size_t>(level)];
    const double side = matrix.cell_size * geo::TileMatrixSet::kTileSize;
    const auto within = [](double value, long long count) {
        return static_cast<long long>(std::clamp(value, 0.0, static_cast<double>(count - 1)));
    };
    return {matrix.id, within((box.xmin - set.origin.x) / side, matrix.width),
            within((box.xmax - set.origin.x) / side, matrix.width),
            within((set.origin.y - box.ymax) / side, matrix.height),
            within((set.origin.y - box.ymin) / side, matrix.height)};
}

std::vector<TileLimits> tile_limits(const ServedLayer& layer, const geo::TileMatrixSet& set) {
    std::vector<TileLimits> list;
    for (int level = 0; level < static_cast<int>(set.matrices.size()); ++level) {
        list.push_back(tile_limits(layer, set, level));
    }
    return list;
}

Answer get_matrix_sets(Call& call) {
    auto list = ordered_json::array();
    for (const auto& set : geo::matrix_sets()) {
        list.push_back(
            {{"id", set.id},
             {"title", set.title},
             {"uri", set.uri},
             {"crs", set.crs_uri},
             {"links", ordered_json::array({link(call.link("/tileMatrixSets/" + set.id), "self", kJson)})}});
    }
    return json_answer(ordered_json{{"tileMatrixSets", std::move(list)}}.dump(2) + "\n");
}

Answer get_matrix_set(Call& call) {
    const auto& set = known_matrix_set(call.path["tms"]);
    auto matrices = ordered_json::array();
    for (const auto& matrix : set.matrices) matrices.push_back(matrix_json(set, matrix));
    ordered_json document{{"id", set.id}, {"title", set.title}, {"uri", set.uri}, {"crs", set.crs_uri}};
    document["orderedAxes"] = set.projection == geo::Projection::web_mercator ? ordered_json{"X", "Y"}
                              : set.latitude_first                            ? ordered_json{"Lat", "Lon"}
                                                                              : ordered_json{"Lon", "Lat"};
    if (set.registered)
        document["wellKnownScaleSet"] =
            "http://www.opengis.net/def/wkss/OGC/1.0/" +
            std::string(set.projection == geo::Projection::web_mercator ? "GoogleMapsCompatible"
                                                                        : "GoogleCRS84Quad");
    document["tileMatrices"] = std::move(matrices);
    return json_answer(document.dump(2) + "\n");
}

Answer get_tilesets(Call& call) {
    const auto& layer = call.layer(call.path["collection"]);
    return tilesets_answer(call, "/collections/" + layer.meta.id + "/map/tiles", {&layer});
}

Answer get_dataset_tilesets(Call& call) {
    std::vector<const ServedLayer*> layers;
    for (const auto& layer : call.run->layers) {
        if (call.may_see(layer)) layers.push_back(&layer);
    }
    return tilesets_answer(call, "/map/tiles", layers);
}

Answer get_tileset(Call& call) {
    const auto& layer = call.layer(call.path["collection"]);
    return json_answer(tileset_json(call, layer, known_matrix_set(call.path["tms"]), true).dump(2) + "\n");
}

Answer get_map_tile(Call& call) {
    const std::string* named = call.target.find("f");
    const auto format = picture_format(named, call.request.accept);
    const auto& layer = call.layer(call.path["collection"]);
    const auto& set = known_matrix_set(call.path["tms"]);
    const int row = api::plain_integer("tileRow", call.path["row"], 1 << 30);
    const int column = api::plain_integer("tileCol", call.path["column"], 1 << 30);
    const std::string* style = call.target.find("style");
    const tiles::TileRequest request{&set, checked_index(set, call.path["z"], column, row), 1};
    require_within_limits(layer, set, request.index);
    auto answer =
        draw_tile(call, layer, call.palette(layer, style == nullptr ? "" : *style), request, format);
    if (named == nullptr) answer.headers.emplace_back("Vary", "Accept");
    return answer;
}

}  // namespace riskmap::tileserver::service
