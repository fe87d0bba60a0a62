#include "mapgen/zones/simplify.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <queue>
#include <tuple>

#include "mapgen/zones/segment_index.hpp"

namespace riskmap::zones {
namespace {

using grid::Point;

/// Closer than this, in cells, lines count as touching.
constexpr double kTouch = 0.01;

double cross(Point a, Point b, Point c) {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

bool same(Point a, Point b) {
    return a.x == b.x && a.y == b.y;
}

/// Open polyline.
double distance_to_line(Point p, const Point* line, std::size_t count) {
    double nearest = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i + 1 < count; ++i) {
        nearest = std::min(nearest, grid::distance_to_segment(p, line[i], line[i + 1]));
    }
    return nearest;
}

struct Segment {
    Point a;
    Point b;
};

bool cross_each_other(const Segment& s, const Segment& t) {
    return (cross(s.a, s.b, t.a) > 0) != (cross(s.a, s.b, t.b) > 0) &&
           (cross(t.a, t.b, s.a) > 0) != (cross(t.a, t.b, s.b) > 0);
}

/// Whether two segments meet anywhere but in an end that they share.
bool touch(const Segment& s, const Segment& t) {
    const auto shared = [&](Point p) { return same(p, s.a) || same(p, s.b); };
    const bool share = shared(t.a) || shared(t.b);
    const auto near = [](Point p, const Segment& of) {
        return !same(p, of.a) && !same(p, of.b) && grid::distance_to_segment(p, of.a, of.b) < kTouch;
    };
    if (shared(t.a) && shared(t.b)) return true;
    if (near(t.a, s) || near(t.b, s) || near(s.a, t) || near(s.b, t)) return true;
    return !share && cross_each_other(s, t);
}

/// A corner of a line that is being simplified.
struct Vertex {
    Point p;
    int previous = -1;
    int next = -1;
    int first_old = 0;  ///< the old corners that this one stands for
    int last_old = 0;
    std::size_t arc = 0;
    bool alive = true;
};

/// Corners b and c between a and d become the one corner e, or none where d is reached directly.
struct Collapse {
    double cost = 0;
    int a = -1;
    int b = -1;
    int c = -1;
    int d = -1;
    std::optional<Point> e;

    bool operator>(const Collapse& o) const { return std::tie(cost, b) > std::tie(o.cost, o.b); }
};

class Simplifier {
  public:
    Simplifier(std::vector<Arc>& arcs, double tolerance) : arcs_(arcs), tolerance_(tolerance) {
        for (std::size_t i = 0; i < arcs_.size(); ++i) add_arc(i);
        for (int v = 0; v < static_cast<int>(vertices_.size()); ++v) propose(v);
    }

    void run() {
        while (!waiting_.empty()) {
            const Collapse collapse = waiting_.top();
            waiting_.pop();
            if (stands(collapse) && keeps_close(collapse) && keeps_apart(collapse)) perform(collapse);
        }
        for (std::size_t i = 0; i < arcs_.size(); ++i) {
            arcs_[i].points.clear();
            for (int v = first_[i]; v >= 0; v = at(v).next) arcs_[i].points.push_back(at(v).p);
        }
    }

  private:
    [[nodiscard]] Vertex& at(int v) { return vertices_[static_cast<std::size_t>(v)]; }
    [[nodiscard]] const Vertex& at(int v) const { return vertices_[static_cast<std::size_t>(v)]; }

    void add_arc(std::size_t arc) {
        const auto& points = arcs_[arc].points;
        const int begin = static_cast<int>(vertices_.size());
        const int count = static_cast<int>(points.size());
        for (int i = 0; i < count; ++i) {
            vertices_.push_back({points[static_cast<std::size_t>(i)], i > 0 ? begin + i - 1 : -1,
                                 i + 1 < count ? begin + i + 1 : -1, i, i, arc, true});
            if (i > 0) index(begin + i - 1);
        }
        first_.push_back(begin);
        count_.push_back(points.size());
        old_.push_back(points);
    }

    void index(int v) { segments_.add({v, at(v).next}, at(v).p, at(at(v).next).p); }

    [[nodiscard]] bool is_inner(int v) const { return at(v).previous >= 0 && at(v).next >= 0; }

    /// Puts the collapse of b and the corner after it in the queue, where there is one within the tolerance.
    void propose(int b) {
        if (b < 0 || !at(b).alive || !is_inner(b) || arcs_[at(b).arc].outer) return;
        const int c = at(b).next;
        if (!is_inner(c)) return;
        Collapse collapse{0, at(b).previous, b, c, at(c).next, std::nullopt};
        if (find_corner(collapse) && collapse.cost <= tolerance_) waiting_.push(collapse);
    }

    /// The cheaper of the two corners, on the lines a-b and c-d, that leave the area under the line as it is.
    bool find_corner(Collapse& collapse) const {
        const std::array<Point, 4> old{at(collapse.a).p, at(collapse.b).p, at(collapse.c).p,
                                       at(collapse.d).p};
        const auto& [a, b, c, d] = old;
        if (grid::distance(a, d) < kTouch) return false;
        const double area = cross(a, b, c) + cross(a, c, d);
        constexpr double kNothing = 1e-10;
        if (std::abs(area) < kNothing) {
            collapse.cost = std::max(grid::distance_to_segment(b, a, d), grid::distance_to_segment(c, a, d));
            return true;
        }
        collapse.cost = std::numeric_limits<double>::infinity();
        const auto consider = [&](Point from, Point through, double per_step) {
            if (std::abs(per_step) < kNothing) return;
            const double steps = area / per_step;
            const Point e{from.x + steps * (through.x - from.x), from.y + steps * (through.y - from.y)};
            const std::array<Point, 3> line{a, e, d};
            if (grid::distance(e, a) < kTouch || grid::distance(e, d) < kTouch ||
                grid::distance_to_segment(a, e, d) < kTouch || grid::distance_to_segment(d, a, e) < kTouch) {
                return;
            }
            const double cost = std::max({distance_to_line(e, old.data(), old.size()),
                                          distance_to_line(b, line.data(), line.size()),
                                          distance_to_line(c, line.data(), line.size())});
            if (cost < collapse.cost) {
                collapse.cost = cost;
                collapse.e = e;
            }
        };
        consider(a, b, cross(a, b, d));
        consider(d, c, cross(a, c, d));
        return collapse.e.has_value();
    }

    [[nodiscard]] bool stands(const Collapse& o) const {
        const bool unchanged = at(o.a).alive && at(o.b).alive && at(o.c).alive && at(o.d).alive &&
                               at(o.b).previous == o.a && at(o.b).next == o.c && at(o.c).next == o.d;
        const std::size_t arc = at(o.b).arc;
        const bool closed = same(old_[arc].front(), old_[arc].back());
        const std::size_t left = count_[arc] - (o.e ? 1 : 2);
        return unchanged && left >= (closed ? 4U : 2U);
    }

    /// Against the line as it was at first, not as earlier steps left it.
    [[nodiscard]] bool keeps_close(const Collapse& o) const {
        std::vector<Point> line;
        if (at(o.a).previous >= 0) line.push_back(at(at(o.a).previous).p);
        line.push_back(at(o.a).p);
        if (o.e) line.push_back(*o.e);
        line.push_back(at(o.d).p);
        if (at(o.d).next >= 0) line.push_back(at(at(o.d).next).p);
        const auto& old = old_[at(o.b).arc];
        const auto first = static_cast<std::size_t>(at(o.a).first_old);
        const auto last = static_cast<std::size_t>(at(o.d).last_old);
        for (std::size_t i = first; i <= last; ++i) {
            if (distance_to_line(old[i], line.data(), line.size()) > tolerance_) return false;
        }
        return !o.e || distance_to_line(*o.e, old.data() + first, last - first + 1) <= tolerance_;
    }

    /// No other line meets the new segments, and none lies between them and the old ones.
    [[nodiscard]] bool keeps_apart(const Collapse& o) const {
        const Point a = at(o.a).p;
        const Point d = at(o.d).p;
        grid::Ring swept{a, at(o.b).p, at(o.c).p, d};
        std::vector<Segment> fresh;
        if (o.e) {
            swept.push_back(*o.e);
            fresh = {{a, *o.e}, {*o.e, d}};
        } else {
            fresh = {{a, d}};
        }
        swept.push_back(a);
        const grid::MultiPolygon area{{swept, {}}};
        return segments_.all_near(grid::bounds(area).grown(kTouch), [&](SegmentIndex::Ends ends) {
            const auto [u, w] = ends;
            if (!at(u).alive || at(u).next != w || u == o.a || u == o.b || u == o.c) return true;
            const Segment other{at(u).p, at(w).p};
            for (const Point p : {other.a, other.b}) {
                if (!same(p, a) && !same(p, d) && grid::contains(area, p)) return false;
            }
            return std::none_of(fresh.begin(), fresh.end(),
                                [&](const Segment& s) { return touch(s, other); });
        });
    }

    void perform(const Collapse& o) {
        at(o.b).alive = at(o.c).alive = false;
        --count_[at(o.b).arc];
        int middle = -1;
        if (o.e) {
            middle = static_cast<int>(vertices_.size());
            vertices_.push_back({*o.e, o.a, o.d, at(o.b).first_old, at(o.c).last_old, at(o.b).arc, true});
            at(o.a).next = at(o.d).previous = middle;
            index(middle);
        } else {
            --count_[at(o.b).arc];
            at(o.a).next = o.d;
            at(o.d).previous = o.a;
        }
        index(o.a);
        int v = o.a;
        if (at(v).previous >= 0) v = at(v).previous;
        for (int i = 0; i < 4 && v >= 0; ++i, v = at(v).next) propose(v);
    }

    std::vector<Arc>& arcs_;
    double tolerance_;
    std::vector<Vertex> vertices_;
    std::vector<int> first_;  ///< per arc
    std::vector<std::size_t> count_;
    std::vector<std::vector<Point>> old_;
    SegmentIndex segments_;
    std::priority_queue<Collapse, std::vector<Collapse>, std::greater<>> waiting_;
};

}  // namespace

void simplify(std::vector<Arc>& arcs, double tolerance) {
    if (tolerance > 0) Simplifier(arcs, tolerance).run();
}

}  // namespace riskmap::zones
