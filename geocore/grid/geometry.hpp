#pragma once

#include <algorithm>
#include <vector>

namespace riskmap::grid {

/// A position; x is easting or longitude, y northing or latitude, in the CRS of its owner.
struct Point {
    double x = 0;
    double y = 0;
};

struct Box {
    double xmin = 0;
    double ymin = 0;
    double xmax = 0;
    double ymax = 0;

    [[nodiscard]] double width() const { return xmax - xmin; }
    [[nodiscard]] double height() const { return ymax - ymin; }
    [[nodiscard]] bool contains(Point p) const {
        return p.x >= xmin && p.x <= xmax && p.y >= ymin && p.y <= ymax;
    }
    [[nodiscard]] Box grown(double margin) const {
        return {xmin - margin, ymin - margin, xmax + margin, ymax + margin};
    }
    /// What both cover; no width or no height, or less than none, where that is nothing.
    [[nodiscard]] Box common(const Box& other) const {
        return {std::max(xmin, other.xmin), std::max(ymin, other.ymin), std::min(xmax, other.xmax),
                std::min(ymax, other.ymax)};
    }
    void extend(Point p);
    /// A box that any extend() makes valid.
    [[nodiscard]] static Box empty();
};

/// Closed: the last point repeats the first.
using Ring = std::vector<Point>;

struct Polygon {
    Ring outer;
    std::vector<Ring> holes;
};

using MultiPolygon = std::vector<Polygon>;

[[nodiscard]] double distance(Point a, Point b);
[[nodiscard]] double distance_to_segment(Point p, Point a, Point b);
/// Even-odd rule over all rings.
[[nodiscard]] bool contains(const MultiPolygon& area, Point p);
/// 0 inside, else the distance to the nearest edge, in units of the CRS.
[[nodiscard]] double distance(const MultiPolygon& area, Point p);
/// Area in squared units of the CRS, holes taken off.
[[nodiscard]] double area(const MultiPolygon& area);
[[nodiscard]] Box bounds(const MultiPolygon& area);
/// A regular polygon that stands for a disc.
[[nodiscard]] Polygon disc(Point centre, double radius, int corners = 64);

}  // namespace riskmap::grid
