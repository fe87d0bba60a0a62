#include "geocore/crs/chinese_datum.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace riskmap;
using crs::ChineseDatum;
using grid::Point;

namespace {

// Good to 0.1 % over some kilometres.
double metres_between(Point a, Point b) {
    constexpr double kMetresPerDegree = 111320.0;
    constexpr double kDegree = 3.14159265358979 / 180.0;
    return std::hypot((a.x - b.x) * std::cos(a.y * kDegree), a.y - b.y) * kMetresPerDegree;
}

}  // namespace

TEST_CASE("names of the Chinese datums") {
    CHECK(crs::chinese_datum("GCJ-02") == ChineseDatum::gcj02);
    CHECK(crs::chinese_datum(" gcj02 ") == ChineseDatum::gcj02);
    CHECK(crs::chinese_datum("BD09LL") == ChineseDatum::bd09);
    CHECK_FALSE(crs::chinese_datum("EPSG:4326"));
    CHECK_FALSE(crs::chinese_datum(""));
    CHECK(crs::name(ChineseDatum::bd09) == "BD-09");
}

TEST_CASE("GCJ-02 gives the points that eviltransform's tests publish") {
    struct Case {
        Point wgs84;
        Point gcj02;
    };
    const auto [wgs84, gcj02] = GENERATE(values<Case>({
        {{121.5272106, 31.1774276}, {121.531541859215, 31.17530398364597}},  // Shanghai
        {{113.912316, 22.543847}, {113.9171764808363, 22.540796131694766}},  // Shenzhen
        {{116.377817, 39.911954}, {116.38404722455657, 39.91334545536069}},  // Beijing
    }));
    CHECK(metres_between(crs::from_wgs84(ChineseDatum::gcj02, wgs84), gcj02) < 0.5);
    CHECK(metres_between(crs::to_wgs84(ChineseDatum::gcj02, gcj02), wgs84) < 0.5);
}

TEST_CASE("BD-09 and GCJ-02 give the points in coordtransform's documentation") {
    const Point wgs84{116.404, 39.915};
    const Point gcj02 = crs::from_wgs84(ChineseDatum::gcj02, wgs84);
    CHECK(metres_between(gcj02, {116.41024449916938, 39.91640428150164}) < 0.01);
    // There 116.404, 39.915 taken as GCJ-02 becomes this in BD-09.
    const Point from_bd09 = crs::to_wgs84(ChineseDatum::bd09, {116.41036949371029, 39.92133699351021});
    const Point from_gcj02 = crs::to_wgs84(ChineseDatum::gcj02, {116.404, 39.915});
    CHECK(metres_between(from_bd09, from_gcj02) < 0.01);
}

TEST_CASE("the shifts in Beilun are about 480 m and 1.1 km") {
    const Point beilun{121.9, 29.93};
    CHECK(metres_between(crs::from_wgs84(ChineseDatum::gcj02, beilun), beilun) == Approx(480).margin(30));
    CHECK(metres_between(crs::from_wgs84(ChineseDatum::bd09, beilun), beilun) == Approx(1100).margin(80));
}

TEST_CASE("a Ningbo list of stations in BD-09 comes back to the network's own coordinates") {
    struct Station {
        Point published;  // China National Environmental Monitoring Centre's list of 2022, WGS 84, 4 digits
        Point bd09;       // a municipal list of 2020
    };
    const auto [published, bd09] = GENERATE(values<Station>({
        {{121.8358, 29.9110}, {121.846615, 29.914210}},  // 1234A
        {{121.5600, 29.8200}, {121.570251, 29.823933}},  // 1235A
        {{121.7130, 29.9572}, {121.723047, 29.960215}},  // 1236A
        {{121.5240, 29.8674}, {121.534919, 29.870926}},  // 1241A
    }));
    CHECK(metres_between(published, bd09) > 900);
    CHECK(metres_between(published, crs::to_wgs84(ChineseDatum::bd09, bd09)) < 150);
}

TEST_CASE("round trips over all of China close to well under a millimetre") {
    const auto datum = GENERATE(ChineseDatum::gcj02, ChineseDatum::bd09);
    double worst = 0;
    for (double x = 73; x <= 135.01; x += 1.0) {
        for (double y = 4; y <= 54; y += 1.0) {
            const Point p{x, y};
            worst = std::max(worst, metres_between(p, crs::to_wgs84(datum, crs::from_wgs84(datum, p))));
        }
    }
    CHECK(worst < 1e-4);
}

TEST_CASE("outside China GCJ-02 is WGS 84, and nothing loops for ever on a NaN") {
    CHECK(crs::from_wgs84(ChineseDatum::gcj02, {2.3, 48.8}).x == 2.3);
    CHECK(std::isnan(crs::to_wgs84(ChineseDatum::bd09, {std::nan(""), 30}).x));
}
