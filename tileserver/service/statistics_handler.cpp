#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "geocore/run/fixed_words.hpp"
#include "tileserver/service/handlers.hpp"
#include "tileserver/service/polygon_cells.hpp"
#include "tileserver/service/tile_drawing.hpp"

namespace riskmap::tileserver::service {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::size_t kMostCorners = 20000;

api::ApiError refused(const std::string& why) {
    return {api::ErrorCode::body_invalid, why +
                                              "; a GeoJSON Polygon or MultiPolygon in longitude and latitude "
                                              "is expected, or a Feature with one"};
}

grid::Ring ring_of(const json& coordinates, std::size_t& corners) {
    grid::Ring ring;
    for (const auto& position : coordinates) {
        const double lon = position.at(0).get<double>();
        const double lat = position.at(1).get<double>();
        if (!(std::abs(lon) <= 180) || !(std::abs(lat) <= 90))
            throw refused(fmt::format("position {}, {}", lon, lat));
        ring.push_back({lon, lat});
    }
    corners += ring.size();
    if (ring.size() < 4) throw refused("a ring of fewer than four positions");
    if (corners > kMostCorners) throw refused(fmt::format("more than {} positions", kMostCorners));
    if (ring.front().x != ring.back().x || ring.front().y != ring.back().y)
        throw refused("a ring that is not closed");
    return ring;
}

grid::Polygon polygon_of(const json& coordinates, std::size_t& corners) {
    grid::Polygon polygon;
    for (const auto& ring : coordinates) {
        polygon.outer.empty() ? void(polygon.outer = ring_of(ring, corners))
                              : polygon.holes.push_back(ring_of(ring, corners));
    }
    if (polygon.outer.empty()) throw refused("a polygon without a ring");
    return polygon;
}

grid::MultiPolygon parse_body(std::string_view body) {
    try {
        json document = json::parse(body);
        if (document.at("type") == "Feature") document = json(document.at("geometry"));
        const std::string type = document.at("type").get<std::string>();
        std::size_t corners = 0;
        grid::MultiPolygon polygons;
        if (type == "Polygon") {
            polygons.push_back(polygon_of(document.at("coordinates"), corners));
        } else if (type == "MultiPolygon") {
            for (const auto& part : document.at("coordinates")) polygons.push_back(polygon_of(part, corners));
        } else {
            throw refused("type '" + type + "'");
        }
        return polygons;
    } catch (const json::exception& e) {
        throw refused(e.what());
    }
}

struct Sums {
    double cells = 0;  ///< whose centres lie inside
    double known = 0;
    double sum = 0;
    float least = std::numeric_limits<float>::infinity();
    float most = -std::numeric_limits<float>::infinity();
    std::vector<double> classes;

    void add(float value, int at) {
        ++cells;
        if (std::isnan(value)) return;
        ++known;
        sum += static_cast<double>(value);
        least = std::min(least, value);
        most = std::max(most, value);
        if (at >= 0) classes[static_cast<std::size_t>(at)] += 1;
    }
};

Sums sums_of(const ServedLayer& layer, const grid::MultiPolygon& polygons) {
    const auto& pyramid = *layer.drawable->pyramid;
    const auto& style = layer.palettes.front()->style;
    Sums sums;
    sums.classes.resize(style.classes.size());
    std::vector<float> values;
    std::vector<std::uint8_t> bytes;
    for_each_cell_inside(polygons, pyramid.grid(), [&](int row, int first, int last) {
        if (pyramid.type() == tiles::CellType::values) {
            const auto window = pyramid.values(0, first, row, last, row + 1, values);
            for (int c = first; c < last; ++c)
                sums.add(window.at(c, row), style.class_of(static_cast<double>(window.at(c, row))));
            return;
        }
        const auto window = pyramid.bytes(0, first, row, last, row + 1, bytes);
        for (int c = first; c < last; ++c) {
            const auto level = window.at(c, row);
            const bool none = level == tiles::Pyramid::kNoLevel;
            sums.add(none ? std::numeric_limits<float>::quiet_NaN() : static_cast<float>(level),
                     none ? -1 : style.class_of(level));
        }
    });
    return sums;
}

ordered_json layer_json(const ServedLayer& layer, const Sums& sums) {
    const double cell_m2 = layer.drawable->pyramid->grid().cell_area();
    const auto& style = layer.palettes.front()->style;
    auto classes = ordered_json::array();
    double unknown = sums.cells - sums.known;
    for (std::size_t i = 0; i < style.classes.size(); ++i) {
        const auto& entry = style.classes[i];
        classes.push_back({{"label", {{"zh", entry.label.zh}, {"en", entry.label.en}}},
                           {"colour", entry.colour.hex()},
                           {"value", entry.value ? ordered_json(*entry.value) : ordered_json()},
                           {"area_m2", sums.classes[i] * cell_m2}});
    }
    const bool is_level = layer.meta.kind == "level";
    const int zero = is_level ? style.class_of(0) : -1;
    if (zero >= 0) unknown = sums.classes[static_cast<std::size_t>(zero)];
    const double base = is_level ? sums.known : sums.cells;
    const bool numbers = sums.known > 0 && layer.drawable->pyramid->type() == tiles::CellType::values;
    return {{"layer", layer.meta.id},
            {"unit", layer.meta.unit},
            {"kind", layer.meta.kind},
            {"cells", sums.cells},
            {"area_m2", sums.known * cell_m2},
            {"unknown_share", base > 0 ? ordered_json(unknown / base) : ordered_json()},
            {"mean", numbers ? ordered_json(sums.sum / sums.known) : ordered_json()},
            {"min", sums.known > 0 ? ordered_json(sums.least) : ordered_json()},
            {"max", sums.known > 0 ? ordered_json(sums.most) : ordered_json()},
            {"classes", std::move(classes)}};
}

}  // namespace

Answer post_statistics(Call& call) {
    const auto type = call.request.content_type.substr(0, call.request.content_type.find(';'));
    if (!type.empty() && type != "application/geo+json" && type != "application/json") {
        throw api::ApiError(api::ErrorCode::media_type_unsupported, "application/geo+json is read here");
    }
    const auto lonlat = parse_body(call.request.body);
    const std::string* wanted = call.target.find("layer");
    auto list = ordered_json::array();
    for (const auto& layer : call.run->layers) {
        if (!call.may_see(layer) || (wanted != nullptr && call.layer(*wanted).meta.id != layer.meta.id))
            continue;
        auto polygons = lonlat;
        const auto& transform = tiles::TransformCache::of_this_thread().get("EPSG:4326", layer.drawable->crs);
        for (auto& polygon : polygons) {
            transform.apply(polygon.outer);
            for (auto& hole : polygon.holes) transform.apply(hole);
            for (const auto p : polygon.outer) {
                if (!std::isfinite(p.x) || !std::isfinite(p.y))
                    throw refused("a position beyond the layer's CRS");
            }
        }
        list.push_back(layer_json(layer, sums_of(layer, polygons)));
    }
    const auto& manifest = call.run->manifest;
    ordered_json document{{"run", manifest.id},
                          {"synthetic", manifest.synthetic},
                          {"mark", manifest.synthetic ? ordered_json(run::kSyntheticMark) : ordered_json()},
                          {"layers", std::move(list)}};
    Answer answer = json_answer(document.dump(2) + "\n");
    answer.caching = Caching::none;
    answer.keep = false;
    return answer;
}

}  // namespace riskmap::tileserver::service
