#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "geocore/run/fixed_words.hpp"
#include "tileserver/service/feature_filter.hpp"
#include "tileserver/service/handlers.hpp"
#include "tileserver/service/links.hpp"
#include "tileserver/service/tile_drawing.hpp"

namespace riskmap::tileserver::service {
namespace {

using nlohmann::ordered_json;

constexpr const char* kCrs84Uri = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
constexpr const char* kGeoJson = "application/geo+json";

ordered_json extent(const grid::Box& box) {
    return {{"spatial", {{"bbox", {{box.xmin, box.ymin, box.xmax, box.ymax}}}, {"crs", kCrs84Uri}}}};
}

bool is_finite(const grid::Box& box) {
    return box.xmin <= box.xmax && box.ymin <= box.ymax;
}

ordered_json head(const std::string& id, const run::Text& title, const grid::Box& box) {
    ordered_json made{{"id", id}, {"title", title.en}, {"description", title.zh + " / " + title.en}};
    if (is_finite(box)) made["extent"] = extent(box);
    return made;
}

ordered_json vector_json(const Call& call, const ServedCollection& set) {
    auto made = head(set.name, set.title, set.box);
    const std::string self = "/collections/" + set.name;
    made["itemType"] = "feature";
    made["crs"] = ordered_json::array({kCrs84Uri});
    made["links"] = ordered_json::array({link(call.link(self), "self", "application/json"),
                                         link(call.link(self + "/items"), "items", kGeoJson, set.title.en)});
    return made;
}

ordered_json layer_json(const Call& call, const ServedLayer& layer) {
    auto made = head(layer.meta.id, layer.meta.title, layer.drawable->lonlat);
    const std::string& id = layer.meta.id;
    made["itemType"] = "coverage";       // the default is "feature"
    made["layerDataType"] = "Coverage";  // what GDAL goes by: it asks others for features
    made["links"] = ordered_json::array(
        {link(call.link("/collections/" + id), "self", "application/json"),
         link(call.link("/tiles/" + id + "/tile.json"), "describedby", "application/json", "TileJSON"),
         link(call.link("/collections/" + id + "/map/tiles"),
              "http://www.opengis.net/def/rel/ogc/1.0/tilesets-map", "application/json", "Map tilesets"),
         link(call.link("/collections/" + id + "/coverage?f=tif"),
              "http://www.opengis.net/def/rel/ogc/1.0/coverage", "image/tiff; application=geotiff",
              "The numbers"),
         link(call.link("/legend/" + id + ".json"), "legend", "application/json", "Legend"),
         link(call.link("/legend/" + id + ".svg"), "legend", "image/svg+xml", "Legend")});
    return made;
}

/// The address of another page of the same query.
std::string page(const Call& call, const std::string& path, long long limit, long long offset) {
    std::string address = call.link(path) + fmt::format("?limit={}&offset={}", limit, offset);
    for (const auto& [name, value] : call.target.query) {
        if (name == "limit" || name == "offset") continue;
        address += "&" + api::percent_encode(name) + "=" + api::percent_encode(value);
    }
    return address;
}

}  // namespace

Answer get_collections(Call& call) {
    auto list = ordered_json::array();
    for (const auto& set : call.run->collections) {
        if (call.may_see(set)) list.push_back(vector_json(call, set));
    }
    for (const auto& layer : call.run->layers) {
        if (call.may_see(layer)) list.push_back(layer_json(call, layer));
    }
    const ordered_json document{
        {"links", ordered_json::array({link(call.link("/collections"), "self", "application/json")})},
        {"collections", std::move(list)}};
    return json_answer(document.dump(2) + "\n");
}

Answer get_collection(Call& call) {
    const std::string id = call.path["collection"];
    if (call.run->layer(id) != nullptr) return json_answer(layer_json(call, call.layer(id)).dump(2) + "\n");
    return json_answer(vector_json(call, call.collection(id)).dump(2) + "\n");
}

Answer get_items(Call& call) {
    const auto& set = call.collection(call.path["collection"]);
    const auto query = parse_feature_query(call.target, set);
    const std::string path = "/collections/" + set.name + "/items";
    std::string features;
    long long matched = 0;
    long long returned = 0;
    for (const auto& feature : set.features) {
        if (!query.holds(feature)) continue;
        const long long position = matched++;
        if (position < query.offset || returned >= query.limit) continue;
        if (returned++ > 0) features += ",\n";
        features += feature.json;
    }
    auto links =
        ordered_json::array({link(page(call, path, query.limit, query.offset), "self", kGeoJson),
                             link(call.link("/collections/" + set.name), "collection", "application/json")});
    if (query.offset + returned < matched && returned > 0) {
        links.push_back(link(page(call, path, query.limit, query.offset + returned), "next", kGeoJson));
    }
    if (query.offset > 0) {
        const long long before = std::max(0LL, query.offset - query.limit);
        links.push_back(link(page(call, path, query.limit, before), "prev", kGeoJson));
    }
    const auto& manifest = call.run->manifest;
    ordered_json rest{{"numberMatched", matched},
                      {"numberReturned", returned},
                      {"links", std::move(links)},
                      {"run", manifest.id},
                      {"synthetic", manifest.synthetic}};
    if (manifest.synthetic) rest["mark"] = run::kSyntheticMark;
    std::string body = "{\"type\":\"FeatureCollection\",\n\"features\":[" + features + "],\n";
    body += rest.dump().substr(1) + "\n";
    Answer answer = json_answer(std::move(body), kGeoJson);
    answer.headers.emplace_back("Content-Crs", fmt::format("<{}>", kCrs84Uri));
    return answer;
}

Answer get_item(Call& call) {
    const auto& set = call.collection(call.path["collection"]);
    const std::string id = call.path["fid"];
    const auto* feature = set.feature(id);
    if (feature == nullptr) {
        throw api::ApiError(api::ErrorCode::feature_unknown,
                            fmt::format("collection '{}' has no feature '{}'", set.name, id));
    }
    const std::string path = "/collections/" + set.name;
    const auto links =
        ordered_json::array({link(call.link(path + "/items/" + api::percent_encode(id)), "self", kGeoJson),
                             link(call.link(path), "collection", "application/json")});
    std::string body = feature->json;
    body.pop_back();
    body += ",\"links\":" + links.dump() + "}\n";
    Answer answer = json_answer(std::move(body), kGeoJson);
    answer.headers.emplace_back("Content-Crs", fmt::format("<{}>", kCrs84Uri));
    return answer;
}

}  // namespace riskmap::tileserver::service
