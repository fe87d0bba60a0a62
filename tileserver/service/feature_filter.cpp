#include "tileserver/service/feature_filter.hpp"

#include <algorithm>

#include "geocore/core/text.hpp"
#include "tileserver/api/datetime.hpp"
#include "tileserver/api/error_table.hpp"

namespace riskmap::tileserver::service {
namespace {

double cross(grid::Point o, grid::Point a, grid::Point b) {
    return (a.x - o.x) * (b.y - o.y) - (b.x - o.x) * (a.y - o.y);
}

bool segments_meet(grid::Point a, grid::Point b, grid::Point c, grid::Point d) {
    const bool parts_cd = (cross(a, b, c) > 0) != (cross(a, b, d) > 0);
    const bool parts_ab = (cross(c, d, a) > 0) != (cross(c, d, b) > 0);
    return parts_cd && parts_ab;
}

bool ring_meets(const grid::Ring& ring, const grid::Box& box) {
    const grid::Point corners[] = {
        {box.xmin, box.ymin}, {box.xmax, box.ymin}, {box.xmax, box.ymax}, {box.xmin, box.ymax}};
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        if (box.contains(ring[i])) return true;
        for (int k = 0; k < 4; ++k) {
            if (segments_meet(ring[i], ring[i + 1], corners[k], corners[(k + 1) % 4])) return true;
        }
    }
    return false;
}

bool equals(const gdal::Value& value, const FeatureQuery::Property& wanted) {
    if (const auto* text = std::get_if<std::string>(&value)) return *text == wanted.text;
    if (!wanted.number) return false;
    if (const auto* integer = std::get_if<long long>(&value))
        return static_cast<double>(*integer) == *wanted.number;
    const auto* real = std::get_if<double>(&value);
    return real != nullptr && *real == *wanted.number;
}

void check_constant(const api::Target& target, const char* name, const std::vector<std::string>& allowed) {
    const std::string* value = target.find(name);
    if (value == nullptr) return;
    for (const auto& candidate : allowed) {
        if (*value == candidate) return;
    }
    throw api::invalid_parameter(name, *value, core::join(allowed, ", "));
}

/// Features have no time of their own, so that every well-formed datetime selects all of them.
void check_datetime(const api::Target& target) {
    const std::string* value = target.find("datetime");
    if (value == nullptr) return;
    if (api::is_datetime(*value)) return;
    throw api::invalid_parameter(
        "datetime", *value, "an RFC 3339 date or date-time, or an interval of two of which one may be ..");
}

}  // namespace

bool intersects(const gdal::Geometry& geometry, const grid::Box& box) {
    if (geometry.kind == gdal::GeometryKind::point) return box.contains(geometry.point);
    for (const auto& polygon : geometry.polygons) {
        if (ring_meets(polygon.outer, box)) return true;
        for (const auto& hole : polygon.holes) {
            if (ring_meets(hole, box)) return true;
        }
    }
    return geometry.kind == gdal::GeometryKind::polygon &&
           grid::contains(geometry.polygons, {box.xmin, box.ymin});
}

bool FeatureQuery::holds(const ServedFeature& feature) const {
    for (const auto& property : properties) {
        if (!equals(feature.values[property.field], property)) return false;
    }
    const auto& own = feature.box;
    const auto meets = [&](const grid::Box& box) {
        const bool near =
            own.xmin <= box.xmax && own.xmax >= box.xmin && own.ymin <= box.ymax && own.ymax >= box.ymin;
        return near && intersects(feature.geometry, box);
    };
    return boxes.empty() || std::any_of(boxes.begin(), boxes.end(), meets);
}

FeatureQuery parse_feature_query(const api::Target& target, const ServedCollection& collection) {
    std::vector<std::string> known{"bbox", "bbox-crs", "datetime", "limit", "offset", "f"};
    for (const auto& field : collection.fields) known.push_back(field.name);
    api::require_known(target, known);
    check_constant(target, "f", {"json", "geojson"});
    check_constant(target, "bbox-crs", {"http://www.opengis.net/def/crs/OGC/1.3/CRS84", "OGC:CRS84"});
    check_datetime(target);
    FeatureQuery query;
    if (const auto box = api::bbox_parameter(target)) query.boxes = api::parts_of(*box);
    query.limit = api::integer_parameter(target, "limit", 1, 1'000'000'000, FeatureQuery::kDefaultLimit);
    query.limit = std::min(query.limit, FeatureQuery::kMostLimit);
    query.offset = api::integer_parameter(target, "offset", 0, 1'000'000'000, 0);
    for (std::size_t i = 0; i < collection.fields.size(); ++i) {
        const std::string* value = target.find(collection.fields[i].name);
        if (value != nullptr) query.properties.push_back({i, *value, core::parse_double(*value)});
    }
    return query;
}

}  // namespace riskmap::tileserver::service
