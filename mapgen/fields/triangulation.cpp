#include "mapgen/fields/triangulation.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "geocore/core/error.hpp"

namespace riskmap::fields {
namespace {

__extension__ typedef __float128 Quad;

constexpr double kOrientationError = 4e-16;
constexpr double kCircleError = 2e-15;

double sign(Quad v) {
    return v > 0 ? 1 : v < 0 ? -1 : 0;
}

/// > 0 where d lies inside the circle through the counter-clockwise a, b, c.
double in_circle(grid::Point a, grid::Point b, grid::Point c, grid::Point d) {
    const double ax = a.x - d.x, ay = a.y - d.y, bx = b.x - d.x, by = b.y - d.y, cx = c.x - d.x,
                 cy = c.y - d.y;
    const double a2 = ax * ax + ay * ay, b2 = bx * bx + by * by, c2 = cx * cx + cy * cy;
    const double value = a2 * (bx * cy - cx * by) + b2 * (cx * ay - ax * cy) + c2 * (ax * by - bx * ay);
    const double size = a2 * (std::fabs(bx * cy) + std::fabs(cx * by)) +
                        b2 * (std::fabs(cx * ay) + std::fabs(ax * cy)) +
                        c2 * (std::fabs(ax * by) + std::fabs(bx * ay));
    if (std::fabs(value) > kCircleError * size) return value;
    const Quad dx = d.x, dy = d.y;
    const Quad qax = a.x - dx, qay = a.y - dy, qbx = b.x - dx, qby = b.y - dy, qcx = c.x - dx, qcy = c.y - dy;
    return sign((qax * qax + qay * qay) * (qbx * qcy - qcx * qby) +
                (qbx * qbx + qby * qby) * (qcx * qay - qax * qcy) +
                (qcx * qcx + qcy * qcy) * (qax * qby - qbx * qay));
}

/// Strips of about sqrt(n) points, up one and down the next: each point is near the one before.
std::vector<int> snake(const std::vector<grid::Point>& points) {
    std::vector<int> order(points.size());
    std::iota(order.begin(), order.end(), 0);
    auto box = grid::Box::empty();
    for (const auto& p : points) box.extend(p);
    const double strips = std::max(1.0, std::floor(std::sqrt(static_cast<double>(points.size()) / 2)));
    const double width = box.width() > 0 ? box.width() / strips : 1;
    const auto strip = [&](int i) {
        return static_cast<long>((points[static_cast<std::size_t>(i)].x - box.xmin) / width);
    };
    std::sort(order.begin(), order.end(), [&](int i, int j) {
        const long s = strip(i);
        const long t = strip(j);
        if (s != t) return s < t;
        const double u = points[static_cast<std::size_t>(i)].y;
        const double v = points[static_cast<std::size_t>(j)].y;
        if (u != v) return s % 2 == 0 ? u < v : u > v;
        return i < j;
    });
    return order;
}

}  // namespace

double orientation(grid::Point a, grid::Point b, grid::Point c) {
    const double left = (b.x - a.x) * (c.y - a.y);
    const double right = (b.y - a.y) * (c.x - a.x);
    const double value = left - right;
    if (std::fabs(value) > kOrientationError * (std::fabs(left) + std::fabs(right))) return value;
    const Quad ax = a.x, ay = a.y;
    return sign((b.x - ax) * (c.y - ay) - (b.y - ay) * (c.x - ax));
}

Triangulation::Triangulation(std::vector<grid::Point> points)
    : points_(std::move(points)), triangle_of_(points_.size(), -1) {
    const auto order = snake(points_);
    std::array<int, 3> first{};
    begin(order, first);
    int hint = 0;
    for (const int vertex : order) {
        if (std::find(first.begin(), first.end(), vertex) == first.end()) insert(vertex, hint);
    }
    for (std::size_t t = 0; t < triangles_.size(); ++t) {
        if (!triangles_[t].alive || !triangles_[t].finite()) continue;
        for (const int v : triangles_[t].vertex)
            triangle_of_[static_cast<std::size_t>(v)] = static_cast<int>(t);
    }
}

void Triangulation::begin(const std::vector<int>& order, std::array<int, 3>& first) {
    std::size_t third = 2;
    while (third < order.size() && orientation(point(order[0]), point(order[1]), point(order[third])) == 0)
        ++third;
    if (third >= order.size()) {
        throw core::Error(core::ErrorKind::data,
                          fmt::format("the {} samples lie on a line: they span no triangle", points_.size()),
                          "Use nearest, idw or kriging.");
    }
    first = {order[0], order[1], order[third]};
    if (orientation(point(first[0]), point(first[1]), point(first[2])) < 0) std::swap(first[0], first[1]);
    const auto [a, b, c] = first;
    triangles_ = {{{a, b, c}, {2, 3, 1}, true},
                  {{b, a, kInfinite}, {3, 2, 0}, true},
                  {{c, b, kInfinite}, {1, 3, 0}, true},
                  {{a, c, kInfinite}, {2, 1, 0}, true}};
}

bool Triangulation::in_conflict(int t, grid::Point p) const {
    const auto& v = triangle(t).vertex;
    const int infinite = v[0] == kInfinite ? 0 : v[1] == kInfinite ? 1 : v[2] == kInfinite ? 2 : 3;
    if (infinite == 3) return in_circle(point(v[0]), point(v[1]), point(v[2]), p) > 0;
    const auto a = point(v[static_cast<std::size_t>((infinite + 1) % 3)]);
    const auto b = point(v[static_cast<std::size_t>((infinite + 2) % 3)]);
    const double side = orientation(a, b, p);
    if (side != 0) return side > 0;
    return (p.x - a.x) * (p.x - b.x) + (p.y - a.y) * (p.y - b.y) < 0;
}

int Triangulation::walk(grid::Point p, int start) const {
    int t = start;
    for (;;) {
        const auto& now = triangle(t);
        if (!now.finite()) return t;
        int next = -1;
        for (std::size_t i = 0; i < 3 && next < 0; ++i) {
            if (orientation(point(now.vertex[(i + 1) % 3]), point(now.vertex[(i + 2) % 3]), p) < 0)
                next = now.neighbour[i];
        }
        if (next < 0) return t;
        t = next;
    }
}

int Triangulation::locate(grid::Point p, int near) const {
    return walk(p, triangle_of_[static_cast<std::size_t>(near)]);
}

void Triangulation::conflicts(grid::Point p, int start, std::vector<int>& found) const {
    found.assign(1, start);
    for (std::size_t k = 0; k < found.size(); ++k) {
        for (const int n : triangle(found[k]).neighbour) {
            if (std::find(found.begin(), found.end(), n) == found.end() && in_conflict(n, p))
                found.push_back(n);
        }
    }
}

void Triangulation::insert(int vertex, int& hint) {
    const auto p = point(vertex);
    int start = hint;
    if (!triangle(start).finite()) {
        const auto& v = triangle(start).vertex;
        start = triangle(start).neighbour[static_cast<std::size_t>(v[0] == kInfinite   ? 0
                                                                   : v[1] == kInfinite ? 1
                                                                                       : 2)];
    }
    std::vector<int> cavity;
    conflicts(p, walk(p, start), cavity);
    struct Edge {
        int from, to, outside;
    };
    std::vector<Edge> edges;
    for (const int t : cavity) {
        for (std::size_t i = 0; i < 3; ++i) {
            const int n = triangle(t).neighbour[i];
            if (std::find(cavity.begin(), cavity.end(), n) != cavity.end()) continue;
            edges.push_back({triangle(t).vertex[(i + 1) % 3], triangle(t).vertex[(i + 2) % 3], n});
        }
    }
    for (const int t : cavity) {
        triangles_[static_cast<std::size_t>(t)].alive = false;
        free_.push_back(t);
    }
    std::vector<int> made;
    for (const auto& e : edges) {
        int t = static_cast<int>(triangles_.size());
        if (free_.empty()) {
            triangles_.emplace_back();
        } else {
            t = free_.back();
            free_.pop_back();
        }
        triangles_[static_cast<std::size_t>(t)] = {{e.from, e.to, vertex}, {-1, -1, e.outside}, true};
        made.push_back(t);
    }
    for (std::size_t k = 0; k < edges.size(); ++k) {
        auto& outside = triangles_[static_cast<std::size_t>(edges[k].outside)];
        for (std::size_t i = 0; i < 3; ++i) {
            if (outside.vertex[(i + 1) % 3] == edges[k].to && outside.vertex[(i + 2) % 3] == edges[k].from) {
                outside.neighbour[i] = made[k];
            }
        }
        for (std::size_t m = 0; m < edges.size(); ++m) {
            if (edges[m].from == edges[k].to)
                triangles_[static_cast<std::size_t>(made[k])].neighbour[0] = made[m];
            if (edges[m].to == edges[k].from)
                triangles_[static_cast<std::size_t>(made[k])].neighbour[1] = made[m];
        }
    }
    hint = made.front();
}

}  // namespace riskmap::fields
