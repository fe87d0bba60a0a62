#include "mapgen/zones/nearest.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

namespace riskmap::zones {
namespace {

grid::Point nearest_on_segment(grid::Point p, grid::Point a, grid::Point b) {
    const double dx = b.x - a.x;
    const double dy = b.y - a.y;
    const double length2 = dx * dx + dy * dy;
    const double t =
        length2 > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length2, 0.0, 1.0) : 0.0;
    return {a.x + t * dx, a.y + t * dy};
}

grid::Point nearest_on_outline(const grid::MultiPolygon& area, grid::Point p) {
    grid::Point nearest;
    double distance = std::numeric_limits<double>::infinity();
    const auto follow = [&](const grid::Ring& ring) {
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            const grid::Point q = nearest_on_segment(p, ring[i], ring[i + 1]);
            if (grid::distance(p, q) < distance) {
                distance = grid::distance(p, q);
                nearest = q;
            }
        }
    };
    for (const auto& polygon : area) {
        follow(polygon.outer);
        for (const auto& hole : polygon.holes) follow(hole);
    }
    return nearest;
}

}  // namespace

int direction_of(grid::Point from, grid::Point to) {
    if (from.x == to.x && from.y == to.y) return Nearest::kNone;
    constexpr int kWinds = 8;
    const double clockwise = std::atan2(to.x - from.x, to.y - from.y);
    const int octant = static_cast<int>(std::lround(clockwise / (2 * std::numbers::pi / kWinds)));
    return (octant + kWinds) % kWinds;
}

Nearest nearest_point(const std::vector<NamedPoint>& points, grid::Point p, const std::string& except) {
    Nearest nearest;
    for (const auto& point : points) {
        if (point.id == except) continue;
        const double distance = grid::distance(p, point.position);
        if (nearest.id.empty() || distance < nearest.distance_m) {
            nearest = {point.id, distance, direction_of(p, point.position)};
        }
    }
    return nearest;
}

Nearest nearest_area(const std::vector<NamedArea>& areas, grid::Point p) {
    Nearest nearest;
    for (const auto& area : areas) {
        if (grid::contains(area.area, p)) return {area.id, 0, Nearest::kNone};
        const grid::Point q = nearest_on_outline(area.area, p);
        const double distance = grid::distance(p, q);
        if (nearest.id.empty() || distance < nearest.distance_m) {
            nearest = {area.id, distance, direction_of(p, q)};
        }
    }
    return nearest;
}

const run::Text& direction_name(int direction) {
    static const std::array<run::Text, 9> names{
        run::Text{"", ""},       run::Text{"北", "N"},    run::Text{"东北", "NE"},
        run::Text{"东", "E"},    run::Text{"东南", "SE"}, run::Text{"南", "S"},
        run::Text{"西南", "SW"}, run::Text{"西", "W"},    run::Text{"西北", "NW"}};
    return names.at(static_cast<std::size_t>(direction + 1));
}

}  // namespace riskmap::zones
