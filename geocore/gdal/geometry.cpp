#include "geocore/gdal/geometry.hpp"

#include "geocore/core/error.hpp"

namespace riskmap::gdal {
namespace {

grid::Ring ring_of(OGRGeometryH ring) {
    grid::Ring points;
    for (int i = 0; i < OGR_G_GetPointCount(ring); ++i)
        points.push_back({OGR_G_GetX(ring, i), OGR_G_GetY(ring, i)});
    return points;
}

grid::Polygon polygon_of(OGRGeometryH polygon) {
    grid::Polygon result;
    for (int i = 0; i < OGR_G_GetGeometryCount(polygon); ++i) {
        grid::Ring ring = ring_of(OGR_G_GetGeometryRef(polygon, i));
        if (i == 0) {
            result.outer = std::move(ring);
        } else {
            result.holes.push_back(std::move(ring));
        }
    }
    return result;
}

void add_ring(OGRGeometryH polygon, const grid::Ring& points) {
    GeometryHandle ring(OGR_G_CreateGeometry(wkbLinearRing));
    for (const grid::Point p : points) OGR_G_AddPoint_2D(ring.get(), p.x, p.y);
    OGR_G_AddGeometryDirectly(polygon, ring.release());
}

}  // namespace

Geometry from_ogr(OGRGeometryH geometry) {
    Geometry result;
    if (geometry == nullptr || OGR_G_IsEmpty(geometry) != 0) return result;
    const OGRwkbGeometryType type = wkbFlatten(OGR_G_GetGeometryType(geometry));
    const bool single_in_multi = type == wkbMultiPoint && OGR_G_GetGeometryCount(geometry) == 1;
    if (type == wkbPoint || single_in_multi) {
        OGRGeometryH point = single_in_multi ? OGR_G_GetGeometryRef(geometry, 0) : geometry;
        result.kind = GeometryKind::point;
        result.point = {OGR_G_GetX(point, 0), OGR_G_GetY(point, 0)};
    } else if (type == wkbPolygon) {
        result.kind = GeometryKind::polygon;
        result.polygons.push_back(polygon_of(geometry));
    } else if (type == wkbMultiPolygon) {
        result.kind = GeometryKind::polygon;
        for (int i = 0; i < OGR_G_GetGeometryCount(geometry); ++i) {
            result.polygons.push_back(polygon_of(OGR_G_GetGeometryRef(geometry, i)));
        }
    } else {
        throw core::data_error("geometry type {} is not supported; points and polygons are",
                               OGRGeometryTypeToName(type));
    }
    return result;
}

GeometryHandle to_ogr(const Geometry& geometry) {
    if (geometry.kind == GeometryKind::point) {
        GeometryHandle point(OGR_G_CreateGeometry(wkbPoint));
        OGR_G_SetPoint_2D(point.get(), 0, geometry.point.x, geometry.point.y);
        return point;
    }
    GeometryHandle multi(OGR_G_CreateGeometry(wkbMultiPolygon));
    for (const auto& polygon : geometry.polygons) {
        GeometryHandle part(OGR_G_CreateGeometry(wkbPolygon));
        add_ring(part.get(), polygon.outer);
        for (const auto& hole : polygon.holes) add_ring(part.get(), hole);
        OGR_G_AddGeometryDirectly(multi.get(), part.release());
    }
    return multi;
}

}  // namespace riskmap::gdal
