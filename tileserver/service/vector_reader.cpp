#include "tileserver/service/vector_reader.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "geocore/crs/transform.hpp"
#include "geocore/gdal/vector_source.hpp"

namespace riskmap::tileserver::service {
namespace {

struct Title {
    const char* name;
    const char* zh;
    const char* en;
};
constexpr std::array kTitles{
    Title{"zones", "园区", "Zones"},         Title{"risk-zones", "风险分区", "Risk zones"},
    Title{"stations", "监测点", "Stations"}, Title{"receptors", "敏感受体", "Receptors"},
    Title{"berths", "泊位", "Berths"},       Title{"sources", "排放源", "Sources"},
};

run::Text title_of(const std::string& name) {
    for (const auto& title : kTitles) {
        if (name == title.name) return {title.zh, title.en};
    }
    return {name, name};
}

void to_lonlat(gdal::Geometry& geometry, const crs::Transform& transform) {
    if (geometry.kind == gdal::GeometryKind::point) geometry.point = transform(geometry.point);
    for (auto& polygon : geometry.polygons) {
        transform.apply(polygon.outer);
        for (auto& hole : polygon.holes) transform.apply(hole);
    }
}

grid::Box box_of(const gdal::Geometry& geometry) {
    grid::Box box = grid::Box::empty();
    if (geometry.kind == gdal::GeometryKind::point) box.extend(geometry.point);
    for (const auto& polygon : geometry.polygons) {
        for (const auto p : polygon.outer) box.extend(p);
    }
    return box;
}

void append_position(std::string& out, grid::Point p) {
    const auto rounded = [](double value) { return std::round(value * 1e7) / 1e7; };
    fmt::format_to(std::back_inserter(out), "[{},{}]", rounded(p.x), rounded(p.y));
}

double twice_signed_area(const grid::Ring& ring) {
    double area = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        area += (ring[i].x - ring[0].x) * (ring[i + 1].y - ring[0].y) -
                (ring[i + 1].x - ring[0].x) * (ring[i].y - ring[0].y);
    }
    return area;
}

/// RFC 7946: outer rings run counter-clockwise, holes clockwise.
void append_ring(std::string& out, const grid::Ring& ring, bool outer) {
    const bool forwards = (twice_signed_area(ring) >= 0) == outer;
    out += '[';
    for (std::size_t i = 0; i < ring.size(); ++i) {
        if (i > 0) out += ',';
        append_position(out, forwards ? ring[i] : ring[ring.size() - 1 - i]);
    }
    out += ']';
}

void append_polygon(std::string& out, const grid::Polygon& polygon) {
    out += '[';
    append_ring(out, polygon.outer, true);
    for (const auto& hole : polygon.holes) {
        out += ',';
        append_ring(out, hole, false);
    }
    out += ']';
}

std::string quoted_json(const std::string& text) {
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string value_json(const gdal::Value& value) {
    if (const auto* integer = std::get_if<long long>(&value)) return std::to_string(*integer);
    if (const auto* text = std::get_if<std::string>(&value)) return quoted_json(*text);
    const auto* real = std::get_if<double>(&value);
    return real != nullptr && std::isfinite(*real) ? fmt::format("{}", *real) : "null";
}

/// The property `id` where every feature has one of its own, else the number in the file.
void name_features(ServedCollection& collection, const std::vector<gdal::Feature>& features) {
    std::size_t at = collection.fields.size();
    for (std::size_t i = 0; i < collection.fields.size(); ++i) {
        if (collection.fields[i].name == "id") at = i;
    }
    std::set<std::string> seen;
    bool usable = at < collection.fields.size();
    for (std::size_t i = 0; usable && i < features.size(); ++i) {
        const auto* text = std::get_if<std::string>(&features[i].values[at]);
        usable = text != nullptr && !text->empty() && seen.insert(*text).second;
    }
    for (std::size_t i = 0; i < features.size(); ++i) {
        collection.features[i].id =
            usable ? std::get<std::string>(features[i].values[at]) : std::to_string(features[i].fid);
    }
}

ServedCollection collection_of(gdal::VectorLayer layer, const ServedRun& run) {
    ServedCollection collection;
    collection.name = layer.name;
    collection.title = title_of(layer.name);
    collection.restricted = run.is_restricted(layer.name);
    collection.kind = layer.kind;
    collection.fields = layer.fields;
    collection.box = grid::Box::empty();
    const auto& transform =
        tiles::TransformCache::of_this_thread().get(layer.crs.empty() ? "EPSG:4326" : layer.crs, "EPSG:4326");
    for (auto& feature : layer.features) {
        to_lonlat(feature.geometry, transform);
        ServedFeature served;
        served.geometry = feature.geometry;
        served.box = box_of(served.geometry);
        served.values = feature.values;
        if (served.geometry.kind != gdal::GeometryKind::none) {
            collection.box.extend({served.box.xmin, served.box.ymin});
            collection.box.extend({served.box.xmax, served.box.ymax});
        }
        collection.features.push_back(std::move(served));
    }
    name_features(collection, layer.features);
    for (auto& feature : collection.features) {
        feature.json = fmt::format(R"({{"type":"Feature","id":{},"geometry":{},"properties":{}}})",
                                   quoted_json(feature.id), geometry_json(feature.geometry),
                                   properties_json(collection.fields, feature.values));
    }
    return collection;
}

}  // namespace

std::string geometry_json(const gdal::Geometry& geometry) {
    std::string out;
    if (geometry.kind == gdal::GeometryKind::point) {
        out = R"({"type":"Point","coordinates":)";
        append_position(out, geometry.point);
    } else if (geometry.kind == gdal::GeometryKind::polygon && geometry.polygons.size() == 1) {
        out = R"({"type":"Polygon","coordinates":)";
        append_polygon(out, geometry.polygons.front());
    } else if (geometry.kind == gdal::GeometryKind::polygon) {
        out = R"({"type":"MultiPolygon","coordinates":[)";
        for (std::size_t i = 0; i < geometry.polygons.size(); ++i) {
            if (i > 0) out += ',';
            append_polygon(out, geometry.polygons[i]);
        }
        out += ']';
    } else {
        return "null";
    }
    return out + '}';
}

std::string properties_json(const std::vector<gdal::FieldSpec>& fields,
                            const std::vector<gdal::Value>& values) {
    std::string out = "{";
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (i > 0) out += ',';
        out += quoted_json(fields[i].name) + ':' + value_json(values[i]);
    }
    return out + '}';
}

std::vector<ServedCollection> read_collections(const ServedRun& run) {
    std::vector<ServedCollection> collections;
    const auto path = run.folder / run.manifest.vectors_path;
    for (const auto& layer : run.manifest.vector_layers) {
        collections.push_back(collection_of(gdal::read_vector(path, layer.name), run));
    }
    return collections;
}

}  // namespace riskmap::tileserver::service
