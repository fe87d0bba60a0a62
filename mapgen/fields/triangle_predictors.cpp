#include "mapgen/fields/triangle_predictors.hpp"

#include <algorithm>
#include <cmath>

namespace riskmap::fields {
namespace {

/// Twice the signed area.
double area(grid::Point a, grid::Point b, grid::Point c) {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/// Centre of the circle through a, b and c, relative to `origin`.
grid::Point circumcentre(grid::Point a, grid::Point b, grid::Point c, grid::Point origin) {
    const double bx = b.x - a.x, by = b.y - a.y, cx = c.x - a.x, cy = c.y - a.y;
    const double d = 2 * (bx * cy - by * cx);
    const double b2 = bx * bx + by * by, c2 = cx * cx + cy * cy;
    return {a.x - origin.x + (cy * b2 - by * c2) / d, a.y - origin.y + (bx * c2 - cx * b2) / d};
}

std::size_t place_of(const Triangulation::Triangle& t, int vertex) {
    return t.vertex[0] == vertex ? 0 : t.vertex[1] == vertex ? 1 : 2;
}

double shoelace(const std::vector<grid::Point>& polygon) {
    double sum = 0;
    for (std::size_t i = 0; i < polygon.size(); ++i) {
        const auto& p = polygon[i];
        const auto& q = polygon[(i + 1) % polygon.size()];
        sum += p.x * q.y - q.x * p.y;
    }
    return std::fabs(sum) / 2;
}

}  // namespace

TrianglePredictor::TrianglePredictor(const PreparedSamples& samples)
    : TrianglePredictor(samples.points, samples.values) {}

TrianglePredictor::TrianglePredictor(std::vector<grid::Point> points, std::vector<double> values)
    : tree_(points), triangulation_(std::move(points)), values_(std::move(values)) {}

Prediction TrianglePredictor::at(grid::Point target, std::span<const double>) const {
    const auto nearest = tree_.nearest(target);
    Prediction result;
    if (nearest.squared_distance == 0) {
        result.mean = value(nearest.index);
        return result;
    }
    const int triangle = triangulation_.locate(target, nearest.index);
    if (triangulation_.triangle(triangle).finite()) result.mean = inside(target, triangle);
    return result;
}

Prediction TrianglePredictor::without(const std::vector<bool>& excluded, std::size_t i) const {
    std::vector<grid::Point> points;
    std::vector<double> values;
    for (std::size_t j = 0; j < values_.size(); ++j) {
        if (excluded[j]) continue;
        points.push_back(tree_.points()[j]);
        values.push_back(values_[j]);
    }
    if (points.size() < 3) return {};
    return of(std::move(points), std::move(values))->at(tree_.points()[i], {});
}

double LinearPredictor::inside(grid::Point p, int triangle) const {
    const auto& v = triangulation().triangle(triangle).vertex;
    const auto a = triangulation().point(v[0]), b = triangulation().point(v[1]),
               c = triangulation().point(v[2]);
    const double wa = area(p, b, c), wb = area(a, p, c), wc = area(a, b, p);
    return (wa * value(v[0]) + wb * value(v[1]) + wc * value(v[2])) / (wa + wb + wc);
}

std::unique_ptr<TrianglePredictor> LinearPredictor::of(std::vector<grid::Point> points,
                                                       std::vector<double> values) const {
    return std::make_unique<LinearPredictor>(std::move(points), std::move(values));
}

double NaturalNeighbourPredictor::inside(grid::Point p, int triangle) const {
    const auto& mesh = triangulation();
    std::vector<int> cavity;
    mesh.conflicts(p, triangle, cavity);
    // On the hull's edge the cell is unbounded; its two ends share the weight linearly.
    const auto in_cavity = [&](int t) { return std::find(cavity.begin(), cavity.end(), t) != cavity.end(); };
    const auto finite = [&](int t) { return mesh.triangle(t).finite(); };
    if (!std::all_of(cavity.begin(), cavity.end(), finite)) {
        const auto& t = mesh.triangle(triangle);
        for (std::size_t i = 0; i < 3; ++i) {
            const int a = t.vertex[(i + 1) % 3], b = t.vertex[(i + 2) % 3];
            if (finite(t.neighbour[i]) || orientation(mesh.point(a), mesh.point(b), p) != 0) continue;
            const double u = grid::distance(mesh.point(a), p), w = grid::distance(mesh.point(b), p);
            return (w * value(a) + u * value(b)) / (u + w);
        }
    }
    double weights = 0;
    double sum = 0;
    std::vector<grid::Point> polygon;
    for (const int t : cavity) {
        if (!finite(t)) continue;
        for (std::size_t i = 0; i < 3; ++i) {
            if (in_cavity(mesh.triangle(t).neighbour[i])) continue;
            // Edge u -> v of the cavity's outline; u's stolen area runs from here back to the edge that ends
            // in u.
            const int u = mesh.triangle(t).vertex[(i + 1) % 3];
            const int v = mesh.triangle(t).vertex[(i + 2) % 3];
            polygon.assign(1, circumcentre(mesh.point(u), mesh.point(v), p, p));
            int now = t;
            for (;;) {
                const auto& c = mesh.triangle(now);
                polygon.push_back(circumcentre(mesh.point(c.vertex[0]), mesh.point(c.vertex[1]),
                                               mesh.point(c.vertex[2]), p));
                const std::size_t k = place_of(c, u);
                const int next = c.neighbour[(k + 1) % 3];
                if (!in_cavity(next)) {
                    const int before = c.vertex[(k + 2) % 3];
                    polygon.push_back(circumcentre(mesh.point(before), mesh.point(u), p, p));
                    break;
                }
                now = next;
            }
            const double w = shoelace(polygon);
            weights += w;
            sum += w * value(u);
        }
    }
    return sum / weights;
}

std::unique_ptr<TrianglePredictor> NaturalNeighbourPredictor::of(std::vector<grid::Point> points,
                                                                 std::vector<double> values) const {
    return std::make_unique<NaturalNeighbourPredictor>(std::move(points), std::move(values));
}

}  // namespace riskmap::fields
