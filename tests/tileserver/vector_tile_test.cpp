#include "tileserver/tiles/vector_tile.hpp"

#include <catch2/catch.hpp>

using namespace riskmap;
using tileserver::tiles::clip_ring;
using tileserver::tiles::VectorTileLayer;

namespace {

grid::Ring square(double x0, double y0, double x1, double y1) {
    return {{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}};
}

gdal::Geometry polygon(grid::Ring outer) {
    gdal::Geometry geometry;
    geometry.kind = gdal::GeometryKind::polygon;
    geometry.polygons.push_back({std::move(outer), {}});
    return geometry;
}

double area_of(const grid::Ring& ring) {
    return ring.empty() ? 0 : grid::area({{ring, {}}});
}

}  // namespace

TEST_CASE("rings are clipped to a square") {
    CHECK(area_of(clip_ring(square(1, 1, 3, 3), 0, 10)) == 4);
    CHECK(area_of(clip_ring(square(-5, -5, 3, 3), 0, 10)) == 9);
    CHECK(area_of(clip_ring(square(-5, -5, 30, 30), 0, 10)) == 100);
    CHECK(clip_ring(square(11, 11, 13, 13), 0, 10).empty());
    const auto triangle = clip_ring({{-10, 5}, {20, -25}, {20, 35}, {-10, 5}}, 0, 10);
    CHECK(area_of(triangle) == Approx(100));
    CHECK(triangle.front().x == triangle.back().x);
}

// Bytes worked out by hand after the examples of the specification (4.3.5): a square of side 2 at (1, 1).
TEST_CASE("a tile is what the specification says, byte by byte") {
    VectorTileLayer layer("z");
    REQUIRE(layer.add(7, polygon(square(1, 1, 3, 3)), {{"level", 4LL}, {"none", {}}}));
    const std::string feature(
        "\x08\x07\x12\x02\x00\x00\x18\x03\x22\x0b\x09\x02\x02\x1a\x04\x00\x00\x04\x03\x00\x0f", 21);
    const std::string tile = layer.tile();
    const std::string geometry("\x09\x02\x02\x1a\x04\x00\x00\x04\x03\x00\x0f", 11);
    CHECK(tile.find(geometry) != std::string::npos);
    CHECK(tile.find(feature) != std::string::npos);
    const std::string expected_end("\x1a\x05level\x22\x02\x30\x08\x28\x80\x20", 14);
    CHECK(tile.ends_with(expected_end));
    CHECK(tile.substr(0, 2) == std::string("\x1a") + static_cast<char>(tile.size() - 2));
}

TEST_CASE("what is too small to be seen stays, what lies outside does not") {
    VectorTileLayer layer("z");
    CHECK(layer.empty());
    CHECK_FALSE(layer.add(1, polygon(square(9000, 10, 9100, 20)), {}));
    CHECK(layer.empty());
    CHECK(layer.add(2, polygon(square(100.1, 100.1, 100.2, 100.2)), {}));
    CHECK_FALSE(layer.empty());
    gdal::Geometry point;
    point.kind = gdal::GeometryKind::point;
    point.point = {5, 5};
    CHECK(layer.add(3, point, {}));
    point.point = {5000, 5};
    CHECK_FALSE(layer.add(4, point, {}));
}
