#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "geocore/run/fixed_words.hpp"
#include "tileserver/service/services.hpp"
#include "tileserver/service/tile_drawing.hpp"
#include "tileserver/tiles/vector_tile.hpp"

namespace riskmap::tileserver::service {
namespace {

namespace geo = riskmap::tiles;
using nlohmann::ordered_json;
using tiles::VectorTileLayer;

constexpr const char* kStored = "EPSG:4326";  // of the features in memory

/// From longitude and latitude to units of one tile.
class TilePlane {
  public:
    TilePlane(const geo::TileMatrixSet& set, geo::TileIndex index)
        : set_(set),
          box_(set.bounds(index)),
          transform_(tiles::TransformCache::of_this_thread().get(kStored, set.geographic_crs)) {}

    void apply(grid::Ring& ring) const {
        transform_.apply(ring);
        for (auto& p : ring) p = in_tile(p);
    }
    [[nodiscard]] grid::Point apply(grid::Point p) const {
        transform_.apply(std::span(&p, 1));
        return in_tile(p);
    }

  private:
    [[nodiscard]] grid::Point in_tile(grid::Point lonlat) const {
        const auto p = set_.from_geographic(lonlat);
        return {(p.x - box_.xmin) / box_.width() * VectorTileLayer::kExtent,
                (box_.ymax - p.y) / box_.height() * VectorTileLayer::kExtent};
    }
    const geo::TileMatrixSet& set_;
    grid::Box box_;
    const crs::Transform& transform_;
};

/// Longitudes and latitudes that may meet the tile, with room for its margin and for GCJ-02's offset.
grid::Box reach_of(const geo::TileMatrixSet& set, geo::TileIndex index) {
    constexpr double kMargin = 2.0 * VectorTileLayer::kMargin / VectorTileLayer::kExtent;
    constexpr double kOffset_deg = 0.02;
    const auto box = set.bounds(index);
    const auto low = set.to_geographic({box.xmin - kMargin * box.width(), box.ymin - kMargin * box.height()});
    const auto high =
        set.to_geographic({box.xmax + kMargin * box.width(), box.ymax + kMargin * box.height()});
    return {low.x - kOffset_deg, low.y - kOffset_deg, high.x + kOffset_deg, high.y + kOffset_deg};
}

bool meets(const grid::Box& a, const grid::Box& b) {
    return a.xmin <= b.xmax && a.xmax >= b.xmin && a.ymin <= b.ymax && a.ymax >= b.ymin;
}

gdal::Geometry in_tile(const gdal::Geometry& geometry, const TilePlane& plane) {
    gdal::Geometry placed = geometry;
    if (placed.kind == gdal::GeometryKind::point) placed.point = plane.apply(placed.point);
    for (auto& polygon : placed.polygons) {
        plane.apply(polygon.outer);
        for (auto& hole : polygon.holes) plane.apply(hole);
    }
    return placed;
}

VectorTileLayer::Properties properties_of(const ServedCollection& collection, const ServedFeature& feature) {
    VectorTileLayer::Properties properties;
    for (std::size_t i = 0; i < collection.fields.size(); ++i) {
        properties.emplace_back(collection.fields[i].name, feature.values[i]);
    }
    return properties;
}

const char* type_word(gdal::FieldType type) {
    return type == gdal::FieldType::text ? "String" : "Number";
}

}  // namespace

Answer draw_vector_tile(const Call& call, const ServedCollection& collection,
                        const tiles::TileRequest& request) {
    Answer answer;
    const auto& i = request.index;
    answer.type = tile_format(TileFormat::mvt).type;
    answer.etag = etag_of({call.run->manifest.id, collection.name, request.set->id,
                           fmt::format("{}/{}/{}", i.z, i.x, i.y), "mvt"});
    answer.compress = true;
    if (is_not_modified(call, answer)) return answer;
    const RenderTimer timer(call.services.metrics);
    const TilePlane plane(*request.set, request.index);
    const auto reach = reach_of(*request.set, request.index);
    VectorTileLayer layer(collection.name);
    std::uint64_t number = 0;
    for (const auto& feature : collection.features) {
        ++number;
        if (feature.geometry.kind == gdal::GeometryKind::none || !meets(feature.box, reach)) continue;
        (void)layer.add(number, in_tile(feature.geometry, plane), properties_of(collection, feature));
    }
    if (layer.empty()) {
        Answer nothing;
        nothing.status = 204;
        return nothing;
    }
    answer.body = layer.tile();
    return answer;
}

Answer vector_tile_json(const Call& call, const ServedCollection& collection) {
    ordered_json fields = ordered_json::object();
    for (const auto& field : collection.fields) fields[field.name] = type_word(field.type);
    const auto& config = call.services.config;
    const auto& manifest = call.run->manifest;
    ordered_json document{
        {"tilejson", "3.0.0"},
        {"name", collection.title.en},
        {"description", collection.title.zh + " / " + collection.title.en},
        {"version", "1.0.0"},
        {"attribution", manifest.project_title.zh + " / " + manifest.project_title.en},
        {"scheme", "xyz"},
        {"tiles", ordered_json::array({call.link("/tiles/" + collection.name + "/{z}/{x}/{y}.mvt")})},
        {"vector_layers", ordered_json::array({{{"id", collection.name},
                                                {"description", collection.title.en},
                                                {"minzoom", config.min_zoom},
                                                {"maxzoom", config.max_zoom},
                                                {"fields", std::move(fields)}}})},
        {"minzoom", config.min_zoom},
        {"maxzoom", config.max_zoom}};
    const auto& box = collection.box;
    if (box.xmin <= box.xmax) {
        document["bounds"] = {box.xmin, box.ymin, box.xmax, box.ymax};
        document["center"] = {(box.xmin + box.xmax) / 2, (box.ymin + box.ymax) / 2, config.min_zoom + 2};
    }
    document["run"] = manifest.id;
    document["synthetic"] = manifest.synthetic;
    if (manifest.synthetic) document["mark"] = run::kSyntheticMark;
    return json_answer(document.dump(2) + "\n");
}

}  // namespace riskmap::tileserver::service
