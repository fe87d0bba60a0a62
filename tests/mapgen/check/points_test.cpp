#include "mapgen/check/points.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "geocore/crs/chinese_datum.hpp"
#include "geocore/crs/transform.hpp"

using namespace riskmap;
using namespace riskmap::check;
using Catch::Matchers::Contains;

namespace {

Point at(const std::string& id, double x, double y) {
    Point point;
    point.id = id;
    point.name = "name of " + id;
    point.position = {x, y};
    return point;
}

std::vector<std::string> codes_of(const std::vector<Finding>& findings, const std::string& id) {
    std::vector<std::string> codes;
    for (const auto& finding : findings) {
        if (finding.id == id) codes.push_back(finding.code);
    }
    return codes;
}

using Codes = std::vector<std::string>;

/// Land east of 121.9 E in a frame of 121.8-122.0 E, 29.8-30.0 N, with a wavy shore.
std::vector<grid::MultiPolygon> wavy_land() {
    grid::Ring ring;
    for (int i = 0; i <= 200; ++i) {
        const double y = 29.8 + i * 0.001;
        ring.push_back({121.9 + 0.01 * std::sin(i * 0.2) + 0.004 * std::sin(i * 0.53), y});
    }
    ring.push_back({122.0, 30.0});
    ring.push_back({122.0, 29.8});
    ring.push_back(ring.front());
    return {{{ring, {}}}};
}

}  // namespace

TEST_CASE("two different projects close to each other are one finding; rows of one project none") {
    PointSet set{"berths.csv",
                 PointKind::berth,
                 "WGS 84",
                 {at("A", 0, 0), at("B", 160, 0), at("C", 5000, 0), at("D", 5200, 0)}};
    set.points[2].project = set.points[3].project = "10";
    const auto findings = check_points(set, {}, default_rules(PointKind::berth));
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].code == "coordinate-near-duplicate");
    CHECK(findings[0].id == "A");
    CHECK(findings[0].other_id == "B");
    CHECK_THAT(findings[0].found.en, Contains("A/B: only 160 m from B"));
}

TEST_CASE("rows with one coordinate are shared, not near") {
    const PointSet set{"f", PointKind::berth, "WGS 84", {at("A", 0, 0), at("B", 0.1, 0), at("C", 0, 0)}};
    const auto findings = check_points(set, {}, default_rules(PointKind::berth));
    CHECK(codes_of(findings, "A").empty());
    CHECK(codes_of(findings, "B") == Codes{"coordinate-shared"});
    CHECK(codes_of(findings, "C") == Codes{"coordinate-shared"});
    const PointSet receptors{"f", PointKind::receptor, "WGS 84", set.points};
    CHECK(check_points(receptors, {}, default_rules(PointKind::receptor))[0].severity == Severity::info);
}

TEST_CASE("a coarse coordinate names what lies within its uncertainty") {
    PointSet set{"f", PointKind::berth, "WGS 84", {at("A", 0, 0), at("B", 413, 0), at("C", 2000, 0)}};
    set.points[0].precision_m = 926;
    set.points[0].notation = "degrees-minutes";
    set.points[1].precision_m = 15.4;
    const auto findings = check_points(set, {}, default_rules(PointKind::berth));
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].code == "coordinate-coarse");
    CHECK(findings[0].found.en ==
          "the coordinate is good to ±926 m only (degrees-minutes); others lie within that: B 413 m");
}

TEST_CASE("an outlier stands out along one axis against its group's own spread") {
    PointSet set{"f",
                 PointKind::berth,
                 "WGS 84",
                 {at("A", 0, 0), at("B", 3000, 300), at("C", 6000, -200), at("D", 9000, 100),
                  at("E", 4000, -6000), at("F", 12000, 250)}};
    for (auto& point : set.points) point.group = "port";
    const auto findings = check_points(set, {}, default_rules(PointKind::berth));
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].id == "E");
    CHECK(findings[0].code == "coordinate-outlier");
    CHECK_THAT(findings[0].found.en, Contains("6.17 km south") || Contains("south of the median"));
    set.points.resize(4);
    set.points[0].position.y = 50000;
    CHECK(check_points(set, {}, default_rules(PointKind::berth)).empty());
}

TEST_CASE("outside the map, outside the district, and why") {
    Surroundings around;
    around.crs = "EPSG:4550";
    around.extent = grid::Box{390000, 3300000, 400000, 3310000};
    around.district = "宁波市北仑区";
    PointSet set{"f",
                 PointKind::berth,
                 "WGS 84",
                 {at("in", 395000, 3305000), at("near", 401000, 3305000), at("exchanged", 3305000, 395000),
                  at("prefixed", 41395000, 3305000), at("degrees", 121.9, 29.9), at("zone", 396000, 3306000),
                  at("county", 397000, 3307000), at("short", 398000, 3308000)}};
    set.points[5].district = "宁波大榭开发区";
    set.points[6].district = "象山县";
    set.points[7].district = "北仑区";
    const auto findings = check_points(set, around, default_rules(PointKind::berth));
    std::set<std::string> ids;
    for (const auto& finding : findings) {
        CHECK(finding.code == "coordinate-outside");
        CHECK(finding.severity == Severity::warning);
        ids.insert(finding.id);
        if (finding.id == "exchanged") CHECK_THAT(finding.advice.en, Contains("exchanged"));
        if (finding.id == "prefixed") CHECK_THAT(finding.advice.en, Contains("zone 41"));
        if (finding.id == "degrees") CHECK_THAT(finding.advice.en, Contains("EPSG:4326"));
        if (finding.id == "county") CHECK_THAT(finding.found.en, Contains("象山县"));
    }
    CHECK(ids == std::set<std::string>{"near", "exchanged", "prefixed", "degrees", "county"});
    PointRules stations = default_rules(PointKind::station);
    stations.reach_m = 3000;
    set.kind = PointKind::station;
    const auto strict = check_points(set, around, stations);
    CHECK(codes_of(strict, "near").empty());
    CHECK(has_error(strict));
}

TEST_CASE("the shore: edges along the frame are none, and nothing is told beyond it") {
    const Coast coast(wavy_land(), "EPSG:4550");
    const crs::Transform to_metres("EPSG:4326", "EPSG:4550");
    CHECK(*coast.signed_distance(to_metres({121.93, 29.9})) > 1500);
    CHECK(*coast.signed_distance(to_metres({121.87, 29.9})) < -1500);
    CHECK(*coast.signed_distance(to_metres({121.999, 29.9})) ==
          Approx(97).margin(3));  // no farther than the frame
    CHECK_FALSE(coast.signed_distance(to_metres({121.9, 29.7})));
    CHECK(*coast.signed_distance(to_metres({121.7, 29.9})) < -10000);  // the west is open
    CHECK_FALSE(coast.signed_distance({INFINITY, 0}));
}

TEST_CASE("inland, at sea, and within the coordinate's own uncertainty") {
    const Coast coast(wavy_land(), "EPSG:4550");
    const crs::Transform to_metres("EPSG:4326", "EPSG:4550");
    Surroundings around;
    around.crs = "EPSG:4550";
    around.coast = &coast;
    PointSet set{"f", PointKind::berth, "WGS 84", {at("inland", 0, 0), at("vague", 0, 0), at("sea", 0, 0)}};
    set.points[0].position = to_metres({121.93, 29.9});
    set.points[1].position = to_metres({121.93, 29.91});
    set.points[1].precision_m = 5000;
    set.points[2].position = to_metres({121.84, 29.92});
    const auto findings = check_points(set, around, default_rules(PointKind::berth));
    CHECK(codes_of(findings, "inland") == Codes{"coordinate-inland"});
    CHECK(codes_of(findings, "vague") == Codes{"coordinate-coarse"});
    CHECK(codes_of(findings, "sea") == Codes{"coordinate-outside"});
}

TEST_CASE("the shore tells the datum") {
    const Coast coast(wavy_land(), "EPSG:4550");
    const crs::Transform to_metres("EPSG:4326", "EPSG:4550");
    Surroundings around;
    around.crs = "EPSG:4550";
    around.coast = &coast;
    const std::string written = GENERATE("WGS 84", "GCJ-02", "BD-09");
    const std::string declared = GENERATE("WGS 84", "GCJ-02", "BD-09");
    INFO("written in " << written << ", declared as " << declared);
    PointSet set{"f", PointKind::berth, declared, {}};
    const auto ring = wavy_land()[0][0].outer;
    for (int i = 20; i < 180; i += 8) {
        const grid::Point quay{ring[static_cast<std::size_t>(i)].x - 0.0003 * (i % 5),
                               ring[static_cast<std::size_t>(i)].y};
        Point point = at("P" + std::to_string(i), 0, 0);
        const auto datum = crs::chinese_datum(written);
        point.lon_lat = datum ? crs::from_wgs84(*datum, quay) : quay;
        const auto read_as = crs::chinese_datum(declared);
        point.position = to_metres(read_as ? crs::to_wgs84(*read_as, point.lon_lat) : point.lon_lat);
        set.points.push_back(point);
    }
    PointRules rules = default_rules(PointKind::berth);
    rules.near_duplicate_m = 0;
    const auto findings = check_points(set, around, rules);
    const auto suspect = std::find_if(findings.begin(), findings.end(),
                                      [](const Finding& f) { return f.code == "datum-suspect"; });
    if (written == declared) {
        CHECK(suspect == findings.end());
    } else {
        REQUIRE(suspect != findings.end());
        CHECK_THAT(suspect->found.en, Contains("look like " + written));
        CHECK(suspect->row == 0);
    }
}

TEST_CASE("places on land that would lie at sea tell the datum") {
    // The same shore with the land to its west: BD-09, read as WGS 84, lies about 1.1 km farther east.
    auto land = wavy_land();
    auto& ring = land[0][0].outer;
    std::vector<grid::Point> shore(ring.begin(), ring.begin() + 201);
    ring.assign(shore.begin(), shore.end());
    ring.push_back({121.8, 30.0});
    ring.push_back({121.8, 29.8});
    ring.push_back(ring.front());
    const Coast coast(land, "EPSG:4550");
    const crs::Transform to_metres("EPSG:4326", "EPSG:4550");
    Surroundings around;
    around.crs = "EPSG:4550";
    around.coast = &coast;
    for (const std::string written : {"WGS 84", "BD-09"}) {
        PointSet set{"f", PointKind::receptor, "WGS 84", {}};
        for (std::size_t i = 20; i < 180; i += 8) {
            const grid::Point place{shore[i].x - 0.002, shore[i].y};
            Point point = at("P" + std::to_string(i), 0, 0);
            const auto datum = crs::chinese_datum(written);
            point.lon_lat = datum ? crs::from_wgs84(*datum, place) : place;
            point.position = to_metres(point.lon_lat);
            set.points.push_back(point);
        }
        const auto findings = check_points(set, around, default_rules(PointKind::receptor));
        const auto suspect = std::find_if(findings.begin(), findings.end(),
                                          [](const Finding& f) { return f.code == "datum-suspect"; });
        INFO(written);
        CHECK((suspect != findings.end()) == (written == "BD-09"));
        if (suspect != findings.end())
            CHECK_THAT(suspect->found.en, Contains("look like BD-09: of 20 points"));
    }
}

TEST_CASE("known points tell the datum before the shore does") {
    Surroundings around;
    around.crs = "EPSG:4550";
    PointSet set{"f", PointKind::station, "WGS 84", {}};
    for (int i = 0; i < 3; ++i) {
        const grid::Point known{121.6 + i * 0.1, 29.8 + i * 0.05};
        around.known_points.push_back({"K" + std::to_string(i), "", known, "test"});
        Point point = at("K" + std::to_string(i), 1e5 * i, 0);
        point.lon_lat = crs::from_wgs84(crs::ChineseDatum::bd09, known);
        set.points.push_back(point);
    }
    const auto findings = check_points(set, around, default_rules(PointKind::station));
    REQUIRE(findings.size() == 1);
    CHECK_THAT(findings[0].found.en, Contains("look like BD-09"));
    CHECK_THAT(findings[0].advice.en, Contains("\"BD-09\""));
    set.points.pop_back();
    CHECK(check_points(set, around, default_rules(PointKind::station)).empty());
}

TEST_CASE("empty sets and points without anything") {
    for (const auto kind : {PointKind::station, PointKind::receptor, PointKind::berth, PointKind::source}) {
        CHECK(check_points({"f", kind, "WGS 84", {}}, {}, default_rules(kind)).empty());
        CHECK(check_points({"f", kind, "WGS 84", {at("A", 0, 0)}}, {}, default_rules(kind)).empty());
    }
}

TEST_CASE("findings as JSON: what is absent is null, and bytes that are not UTF-8 do no harm") {
    Finding finding;
    finding.code = "unit-mixed";
    finding.file = "b\xFF.csv";
    finding.found = {"甲", "a"};
    const std::string json = findings_json({finding});
    CHECK_THAT(json, Contains("\"row\": null") && Contains("\"id\": null") && Contains("\"found\": \"a\"") &&
                         Contains("\"found_zh\": \"甲\"") && Contains("\"severity\": \"warning\""));
    CHECK(findings_json({}) == "[]");
}
