#include "geocore/grid/geometry.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace riskmap::grid {
namespace {

template <class Visit>
void for_each_edge(const MultiPolygon& area, Visit visit) {
    const auto ring_edges = [&](const Ring& ring) {
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) visit(ring[i], ring[i + 1]);
    };
    for (const auto& polygon : area) {
        ring_edges(polygon.outer);
        for (const auto& hole : polygon.holes) ring_edges(hole);
    }
}

double ring_area(const Ring& ring) {
    double twice = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const Point a{ring[i].x - ring[0].x, ring[i].y - ring[0].y};
        const Point b{ring[i + 1].x - ring[0].x, ring[i + 1].y - ring[0].y};
        twice += a.x * b.y - b.x * a.y;
    }
    return std::abs(twice) / 2;
}

}  // namespace

void Box::extend(Point p) {
    xmin = std::min(xmin, p.x);
    ymin = std::min(ymin, p.y);
    xmax = std::max(xmax, p.x);
    ymax = std::max(ymax, p.y);
}

Box Box::empty() {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    return {kInfinity, kInfinity, -kInfinity, -kInfinity};
}

double distance(Point a, Point b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}

double distance_to_segment(Point p, Point a, Point b) {
    const double dx = b.x - a.x;
    const double dy = b.y - a.y;
    const double length2 = dx * dx + dy * dy;
    const double t =
        length2 > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length2, 0.0, 1.0) : 0.0;
    return distance(p, {a.x + t * dx, a.y + t * dy});
}

bool contains(const MultiPolygon& area, Point p) {
    bool inside = false;
    for_each_edge(area, [&](Point a, Point b) {
        if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x)
            inside = !inside;
    });
    return inside;
}

double distance(const MultiPolygon& area, Point p) {
    if (contains(area, p)) return 0;
    double nearest = std::numeric_limits<double>::infinity();
    for_each_edge(area, [&](Point a, Point b) { nearest = std::min(nearest, distance_to_segment(p, a, b)); });
    return nearest;
}

double area(const MultiPolygon& multi) {
    double total = 0;
    for (const auto& polygon : multi) {
        total += ring_area(polygon.outer);
        for (const auto& hole : polygon.holes) total -= ring_area(hole);
    }
    return total;
}

Box bounds(const MultiPolygon& multi) {
    Box box = Box::empty();
    for (const auto& polygon : multi) {
        for (const Point p : polygon.outer) box.extend(p);
    }
    return box;
}

Polygon disc(Point centre, double radius, int corners) {
    Polygon polygon;
    for (int i = 0; i < corners; ++i) {
        const double angle = 2 * std::numbers::pi * i / corners;
        polygon.outer.push_back({centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle)});
    }
    polygon.outer.push_back(polygon.outer.front());
    return polygon;
}

}  // namespace riskmap::grid
