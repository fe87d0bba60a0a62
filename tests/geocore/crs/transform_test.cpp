#include "geocore/crs/transform.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "geocore/core/error.hpp"
#include "geocore/crs/ground_area.hpp"

using namespace riskmap;
using Catch::Matchers::Contains;
using crs::Transform;
using grid::Point;

TEST_CASE("EPSG:4550: x is the easting, y the arc of the meridian") {
    const Transform to_metres("EPSG:4490", "EPSG:4550");
    const Point origin = to_metres({123, 0});
    CHECK(origin.x == Approx(500000).margin(1e-6));
    CHECK(origin.y == Approx(0).margin(1e-6));
    const Point thirty_north = to_metres({123, 30});
    CHECK(thirty_north.x == Approx(500000).margin(1e-6));
    CHECK(thirty_north.y == Approx(3320113.398).margin(1e-3));  // GRS 80, from the equator to 30 degrees
}

TEST_CASE("zone-prefixed eastings (EPSG:4529) are those of EPSG:4550 with 41 before them") {
    const Point plain = Transform("EPSG:4490", "EPSG:4550")({121.9, 29.93});
    const Point prefixed = Transform("EPSG:4490", "EPSG:4529")({121.9, 29.93});
    CHECK(prefixed.x == Approx(plain.x + 41000000).margin(1e-3));
    CHECK(prefixed.y == Approx(plain.y).margin(1e-3));
    const Point back = Transform("EPSG:4529", "EPSG:4326")(prefixed);
    CHECK(back.x == Approx(121.9).margin(1e-9));
    CHECK(back.y == Approx(29.93).margin(1e-9));
}

TEST_CASE("Web Mercator") {
    const Point p = Transform("EPSG:4326", "EPSG:3857")({180, 0});
    CHECK(p.x == Approx(20037508.342789).margin(1e-5));
    CHECK(p.y == Approx(0).margin(1e-6));
}

TEST_CASE("longitude comes first whatever the authority says") {
    const Point same = Transform("EPSG:4326", "EPSG:4490")({121.9, 29.93});
    CHECK(same.x == Approx(121.9).margin(1e-9));
    CHECK(same.y == Approx(29.93).margin(1e-9));
}

TEST_CASE("GCJ-02 and BD-09 are ends of a transform") {
    const Point wgs84{121.9, 29.93};
    const std::string datum = GENERATE("GCJ-02", "BD-09");
    const Point shifted = Transform("EPSG:4326", datum)(wgs84);
    CHECK(std::abs(shifted.x - wgs84.x) > 0.003);
    const Point metres = Transform(datum, "EPSG:4550")(shifted);
    const Point expected = Transform("EPSG:4326", "EPSG:4550")(wgs84);
    CHECK(metres.x == Approx(expected.x).margin(1e-3));
    CHECK(metres.y == Approx(expected.y).margin(1e-3));
    const Point back = Transform("EPSG:4550", datum)(metres);
    CHECK(back.x == Approx(shifted.x).margin(1e-8));
    CHECK(back.y == Approx(shifted.y).margin(1e-8));
}

TEST_CASE("from one Chinese datum to another, and to itself") {
    const Point gcj02 = Transform("EPSG:4326", "GCJ-02")({121.9, 29.93});
    const Point bd09 = Transform("GCJ-02", "BD-09")(gcj02);
    const Point expected = Transform("EPSG:4326", "BD-09")({121.9, 29.93});
    CHECK(bd09.x == Approx(expected.x).margin(1e-9));
    CHECK(Transform("BD-09", "bd09")(bd09).x == bd09.x);
}

TEST_CASE("many points at once, those without an image infinite") {
    std::vector<Point> points{{121.9, 29.93}, {121.9, 95.0}, {122.0, 29.9}};
    Transform("EPSG:4326", "EPSG:3857").apply(points);
    CHECK(points[0].x == Approx(13569845.9277).margin(1e-3));
    CHECK(std::isinf(points[1].x));
    CHECK(std::isfinite(points[2].y));
    std::vector<Point> none;
    Transform("EPSG:4326", "EPSG:3857").apply(none);
}

TEST_CASE("what is no CRS is named") {
    CHECK_THROWS_WITH(Transform("EPSG:99999", "EPSG:4550"), Contains("'EPSG:99999'"));
    CHECK_THROWS_WITH(Transform("EPSG:4326", "EPSG:4326x"), Contains("'EPSG:4326x'"));
    CHECK_THROWS_WITH(Transform("EPSG:4326", ""), Contains("the name is empty"));
    CHECK_THROWS_WITH(Transform("EPSG:99999", "EPSG:99999"), Contains("'EPSG:99999'"));
    CHECK_THROWS_WITH(Transform("EPSG:5703", "EPSG:4550"), Contains("not a geographic or projected"));
    CHECK_THROWS_WITH(Transform("EPSG:4326", "EPSG:3857")({0, 95}), Contains("(0, 95)"));
}

TEST_CASE("geographic or projected") {
    CHECK(crs::is_geographic("EPSG:4326"));
    CHECK(crs::is_geographic("EPSG:4490"));
    CHECK(crs::is_geographic("gcj-02"));
    CHECK_FALSE(crs::is_geographic("EPSG:4550"));
    CHECK_FALSE(crs::is_geographic("EPSG:3857"));
    CHECK_THROWS_AS(crs::is_geographic("nonsense"), core::Error);
    CHECK(crs::is_northing_first("EPSG:4326"));
    CHECK(crs::is_northing_first("EPSG:4490"));
    CHECK(crs::is_northing_first("EPSG:4550"));
    CHECK_FALSE(crs::is_northing_first("OGC:CRS84"));
    CHECK_FALSE(crs::is_northing_first("EPSG:3857"));
    CHECK_FALSE(crs::is_northing_first("EPSG:32651"));
}

TEST_CASE("a plane's area over the ground's is the square of its scale") {
    const crs::Transform from_gauss_krueger("EPSG:4550", "EPSG:4326");
    CHECK(crs::ground_area_factor(from_gauss_krueger, {500000, 3310000}, 100) == Approx(1).margin(1e-8));
    // 112 km from the central meridian, 1 / k^2 with k = 1 + y^2 / 2MN: M = 6351.2 km, N = 6383.5 km at 29.9
    // N.
    const double k = 1 + 112e3 * 112e3 / (2 * 6351.2e3 * 6383.5e3);
    CHECK(crs::ground_area_factor(from_gauss_krueger, {388000, 3310000}, 100) ==
          Approx(1 / (k * k)).epsilon(2e-7));
    // Web Mercator treats the ellipsoid as a sphere: M N cos^2 / a^2, 60 degrees north.
    const crs::Transform from_mercator("EPSG:3857", "EPSG:4326");
    const double w2 = 1 - 0.00669438002290 * 0.75;
    CHECK(crs::ground_area_factor(from_mercator, {0, 8399737.889818}, 10) ==
          Approx(0.25 * (1 - 0.00669438002290) / (w2 * w2)).epsilon(1e-7));
}
