#include "mapgen/zones/simplify.hpp"

#include <catch2/catch.hpp>

#include "mapgen/zones/level_zones.hpp"
#include "tests/mapgen/zones/support.hpp"

using namespace riskmap;
using grid::Point;

namespace {

double cross(Point a, Point b, Point c) {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

bool same(Point a, Point b) {
    return a.x == b.x && a.y == b.y;
}

/// All segments of all arcs, pair by pair: they share ends at most.
bool lines_keep_apart(const std::vector<zones::Arc>& arcs) {
    std::vector<std::pair<Point, Point>> segments;
    for (const auto& arc : arcs) {
        for (std::size_t i = 0; i + 1 < arc.points.size(); ++i)
            segments.emplace_back(arc.points[i], arc.points[i + 1]);
    }
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const auto& [a, b] = segments[i];
        for (std::size_t j = 0; j < i; ++j) {
            const auto& [c, d] = segments[j];
            for (const Point p : {c, d}) {
                if (!same(p, a) && !same(p, b) && grid::distance_to_segment(p, a, b) < 1e-3) return false;
            }
            for (const Point p : {a, b}) {
                if (!same(p, c) && !same(p, d) && grid::distance_to_segment(p, c, d) < 1e-3) return false;
            }
            if ((same(a, c) && same(b, d)) || (same(a, d) && same(b, c))) return false;
            const bool share = same(a, c) || same(a, d) || same(b, c) || same(b, d);
            if (!share && cross(a, b, c) * cross(a, b, d) < 0 && cross(c, d, a) * cross(c, d, b) < 0)
                return false;
        }
    }
    return true;
}

std::size_t points_of(const std::vector<zones::Arc>& arcs) {
    std::size_t count = 0;
    for (const auto& arc : arcs) count += arc.points.size();
    return count;
}

double distance_to(const std::vector<Point>& line, Point p) {
    double nearest = 1e9;
    for (std::size_t i = 0; i + 1 < line.size(); ++i)
        nearest = std::min(nearest, grid::distance_to_segment(p, line[i], line[i + 1]));
    return nearest;
}

}  // namespace

TEST_CASE("a staircase becomes a straight line") {
    std::vector<std::string> rows;
    for (std::size_t i = 0; i < 20; ++i) rows.push_back(std::string(i + 1, '3') + std::string(21 - i, '1'));
    auto outlines = zones::trace_outlines(zones::find_regions(raster_of(rows)));
    zones::simplify(outlines.arcs, 1);
    for (const auto& arc : outlines.arcs) {
        if (!arc.outer) CHECK(arc.points.size() <= 4);
    }
}

TEST_CASE("the edge of the map stays as it is") {
    auto outlines = zones::trace_outlines(zones::find_regions(random_levels(3, 40, 30)));
    const auto before = outlines.arcs;
    zones::simplify(outlines.arcs, 2);
    for (std::size_t i = 0; i < before.size(); ++i) {
        CHECK(same(before[i].points.front(), outlines.arcs[i].points.front()));
        CHECK(same(before[i].points.back(), outlines.arcs[i].points.back()));
        if (before[i].outer) CHECK(before[i].points.size() == outlines.arcs[i].points.size());
    }
}

TEST_CASE("simplified lines keep areas, keep apart and keep close") {
    std::size_t before = 0;
    std::size_t after = 0;
    for (unsigned seed = 1; seed <= 80; ++seed) {
        const auto regions = zones::find_regions(random_levels(seed, 37, 27));
        auto outlines = zones::trace_outlines(regions);
        const auto old = outlines.arcs;
        const double tolerance = 0.5 + 0.25 * (seed % 7);
        zones::simplify(outlines.arcs, tolerance);
        before += points_of(old);
        after += points_of(outlines.arcs);
        REQUIRE(lines_keep_apart(outlines.arcs));
        for (std::size_t i = 0; i < regions.list.size(); ++i) {
            const auto polygon = zones::polygon_of(outlines, i, grid::Affine::north_up(0, 0, 1));
            REQUIRE(grid::area({polygon}) == Approx(static_cast<double>(regions.list[i].cells)));
            REQUIRE(polygon.holes.size() == outlines.regions[i].holes.size());
        }
        for (std::size_t i = 0; i < old.size(); ++i) {
            for (const Point p : old[i].points)
                REQUIRE(distance_to(outlines.arcs[i].points, p) <= tolerance + 1e-9);
            for (const Point p : outlines.arcs[i].points)
                REQUIRE(distance_to(old[i].points, p) <= tolerance + 1e-9);
        }
    }
    CHECK(after < before * 9 / 10);
}
