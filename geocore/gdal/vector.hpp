#pragma once

#include <string>
#include <variant>
#include <vector>

#include "geocore/grid/geometry.hpp"

namespace riskmap::gdal {

/// An attribute; std::monostate is null.
using Value = std::variant<std::monostate, long long, double, std::string>;

enum class FieldType { integer, real, text };

struct FieldSpec {
    std::string name;
    FieldType type = FieldType::text;
};

enum class GeometryKind { none, point, polygon };

struct Geometry {
    GeometryKind kind = GeometryKind::none;
    grid::Point point;
    grid::MultiPolygon polygons;
};

struct Feature {
    long long fid = 0;
    std::vector<Value> values;  ///< in the order of the layer's fields
    Geometry geometry;          ///< in the layer's CRS, x = easting or longitude
};

struct VectorLayer {
    std::string name;
    std::string crs;  ///< "EPSG:4326", WKT, or empty where the file does not say
    GeometryKind kind = GeometryKind::none;
    std::vector<FieldSpec> fields;
    std::vector<Feature> features;
};

}  // namespace riskmap::gdal
