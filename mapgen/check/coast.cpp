#include "mapgen/check/coast.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>

#include "geocore/crs/transform.hpp"

namespace riskmap::check {
namespace {

using grid::Box;
using Corners = std::array<double, 4>;

template <class Visit>
void for_each_ring(const std::vector<grid::MultiPolygon>& land, Visit visit) {
    for (const auto& feature : land) {
        for (const auto& polygon : feature) {
            visit(polygon.outer);
            for (const auto& hole : polygon.holes) visit(hole);
        }
    }
}

template <class Visit>
void for_each_edge(const std::vector<grid::MultiPolygon>& land, Visit visit) {
    for_each_ring(land, [&](const grid::Ring& ring) {
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) visit(ring[i], ring[i + 1]);
    });
}

struct Side {
    grid::Point from;
    grid::Point to;
    bool cut = false;
};

/// Counterclockwise, the box to the left.
std::array<Side, 4> sides_of(const Box& box) {
    const grid::Point sw{box.xmin, box.ymin};
    const grid::Point se{box.xmax, box.ymin};
    const grid::Point ne{box.xmax, box.ymax};
    const grid::Point nw{box.xmin, box.ymax};
    return {{{sw, se}, {se, ne}, {ne, nw}, {nw, sw}}};
}

bool runs_along(const Side& side, grid::Point a, grid::Point b) {
    constexpr double kTolerance_deg = 1e-6;
    const auto on = [&](grid::Point p) {
        return side.from.x == side.to.x ? std::abs(p.x - side.from.x) < kTolerance_deg
                                        : std::abs(p.y - side.from.y) < kTolerance_deg;
    };
    return on(a) && on(b);
}

/// Distance to the line through the edge; negative to its right.
double left_of(grid::Point a, grid::Point b, grid::Point p) {
    return ((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x)) / grid::distance(a, b);
}

Corners undirected(grid::Point a, grid::Point b) {
    const bool swap = a.x > b.x || (a.x == b.x && a.y > b.y);
    return swap ? Corners{b.x, b.y, a.x, a.y} : Corners{a.x, a.y, b.x, b.y};
}

/// Edges that two polygons share: borders within the land.
std::set<Corners> inner_borders(const std::vector<grid::MultiPolygon>& land) {
    std::set<Corners> seen;
    std::set<Corners> twice;
    for_each_edge(land, [&](grid::Point a, grid::Point b) {
        if (!seen.insert(undirected(a, b)).second) twice.insert(undirected(a, b));
    });
    return twice;
}

}  // namespace

Coast::Coast(const std::vector<grid::MultiPolygon>& land_lon_lat, const std::string& crs)
    : land_(land_lon_lat) {
    const crs::Transform transform("EPSG:4326", crs);
    Box box = Box::empty();
    for_each_ring(land_lon_lat, [&](const grid::Ring& ring) {
        for (const auto& p : ring) box.extend(p);
    });
    const auto borders = inner_borders(land_lon_lat);
    std::array<Side, 4> sides = sides_of(box);
    for_each_edge(land_lon_lat, [&](grid::Point a, grid::Point b) {
        const auto side =
            std::find_if(sides.begin(), sides.end(), [&](const Side& s) { return runs_along(s, a, b); });
        if (side != sides.end()) {
            side->cut = true;
        } else if (!borders.contains(undirected(a, b))) {
            shore_.push_back({transform(a), transform(b)});
        }
    });
    for (auto& feature : land_) {
        for (auto& polygon : feature) {
            transform.apply(polygon.outer);
            for (auto& hole : polygon.holes) transform.apply(hole);
        }
    }
    for (const Side& side : sides) {
        if (side.cut) cuts_.push_back({transform(side.from), transform(side.to)});
    }
}

std::optional<double> Coast::signed_distance(grid::Point p) const {
    if (shore_.empty() || !std::isfinite(p.x) || !std::isfinite(p.y)) return std::nullopt;
    double nearest = std::numeric_limits<double>::infinity();
    for (const Edge& edge : shore_) nearest = std::min(nearest, grid::distance_to_segment(p, edge.a, edge.b));
    for (const Edge& cut : cuts_) {
        const double inside = left_of(cut.a, cut.b, p);
        if (inside < 0) return std::nullopt;
        nearest = std::min(nearest, inside);
    }
    const bool on_land = std::any_of(land_.begin(), land_.end(),
                                     [&](const grid::MultiPolygon& f) { return grid::contains(f, p); });
    return on_land ? nearest : -nearest;
}

}  // namespace riskmap::check
