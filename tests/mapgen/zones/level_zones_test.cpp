#include "mapgen/zones/level_zones.hpp"

#include <catch2/catch.hpp>
#include <numeric>
#include <set>

#include "tests/mapgen/zones/support.hpp"

using namespace riskmap;

namespace {

/// No point twice but the closing one.
bool is_simple(const grid::Ring& ring) {
    std::set<std::pair<double, double>> seen;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        if (!seen.emplace(ring[i].x, ring[i].y).second) return false;
    }
    return ring.size() >= 4 && ring.front().x == ring.back().x && ring.front().y == ring.back().y;
}

/// How many zones of the list hold the centre of each cell: 1 with data, 0 without.
void check_cover(const grid::Raster<unsigned char>& levels, const zones::RiskZones& zones) {
    for (int row = 0; row < levels.grid.height; ++row) {
        for (int column = 0; column < levels.grid.width; ++column) {
            int found = 0;
            for (const auto& zone : zones.list) {
                if (grid::contains(zone.outline, levels.grid.centre(column, row))) ++found;
            }
            REQUIRE(found == (levels.at(column, row) == grid::kLevelNodata ? 0 : 1));
        }
    }
}

}  // namespace

TEST_CASE("an area whose ends touch at a corner has a hole, not a ring that crosses itself") {
    const auto zones = zones::risk_zones(raster_of({"333.", "3.33", "3333"}));
    REQUIRE(zones.list.size() == 1);
    REQUIRE(zones.list[0].outline.size() == 1);
    CHECK(zones.list[0].outline[0].holes.size() == 1);
    CHECK(is_simple(zones.list[0].outline[0].outer));
    const auto corner = zones::risk_zones(raster_of({"3333", "3..3", "3.3.", "333."}));
    REQUIRE(corner.list.size() == 1);
    CHECK(corner.list[0].outline[0].holes.size() == 1);
    CHECK(is_simple(corner.list[0].outline[0].outer));
    CHECK(grid::area(corner.list[0].outline) == Approx(1100));
}

TEST_CASE("two holes that touch at a corner stay two holes") {
    const auto zones = zones::risk_zones(raster_of({"3333", "3133", "3313", "3333"}));
    REQUIRE(zones.list.size() == 3);
    CHECK(zones.list[0].outline[0].holes.size() == 2);
    CHECK(zones.list[0].area_m2 == Approx(1400));
}

TEST_CASE("a zone's coordinates are those of its cells' edges") {
    const auto zones = zones::risk_zones(raster_of({"..", ".4"}));
    REQUIRE(zones.list.size() == 1);
    const auto box = grid::bounds(zones.list[0].outline);
    CHECK(box.xmin == 1010);
    CHECK(box.xmax == 1020);
    CHECK(box.ymin == 1980);
    CHECK(box.ymax == 1990);
    CHECK(zones.list[0].outline[0].outer.size() == 5);
}

TEST_CASE("zones of any raster are simple, exact and cover every cell once") {
    for (unsigned seed = 1; seed <= 60; ++seed) {
        const auto levels = random_levels(seed, 29, 19);
        const auto zones = zones::risk_zones(levels, {seed % 3 == 0 ? 0.0 : 100.0 * (seed % 9)});
        for (const auto& zone : zones.list) {
            REQUIRE(grid::area(zone.outline) == Approx(zone.area_m2).epsilon(1e-12));
            for (const auto& polygon : zone.outline) {
                REQUIRE(is_simple(polygon.outer));
                for (const auto& hole : polygon.holes) REQUIRE(is_simple(hole));
            }
        }
        check_cover(levels, zones);
    }
}

TEST_CASE("the report of merging adds up") {
    const auto levels = random_levels(7, 60, 40);
    const auto zones = zones::risk_zones(levels, {900});
    const auto cells = zones::areas_by_level(levels);
    double in = 0;
    double out = 0;
    for (std::size_t level = 0; level < cells.size(); ++level) {
        CHECK(zones.areas.cells[level] == Approx(cells[level]));
        CHECK(zones.areas.zones[level] ==
              Approx(cells[level] + zones.areas.merged_in[level] - zones.areas.merged_out[level]));
        in += zones.areas.merged_in[level];
        out += zones.areas.merged_out[level];
    }
    CHECK(in == Approx(out));
    CHECK(in > 0);
    CHECK(zones.areas.merged_out[4] == 0);
    CHECK(zones.areas.zones[4] >= cells[4]);
    double of_zones = 0;
    for (const auto& zone : zones.list) of_zones += zone.merged_m2;
    CHECK(of_zones == Approx(in));
}
