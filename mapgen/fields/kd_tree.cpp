#include "mapgen/fields/kd_tree.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace riskmap::fields {
namespace {

constexpr int kLeafSize = 12;

double squared_distance(const grid::Box& box, grid::Point p) {
    const double dx = std::max({box.xmin - p.x, 0.0, p.x - box.xmax});
    const double dy = std::max({box.ymin - p.y, 0.0, p.y - box.ymax});
    return dx * dx + dy * dy;
}

}  // namespace

KdTree::KdTree(std::vector<grid::Point> points) : points_(std::move(points)), order_(points_.size()) {
    std::iota(order_.begin(), order_.end(), 0);
    if (!points_.empty()) build(0, static_cast<int>(points_.size()));
}

int KdTree::build(int begin, int end) {
    const int id = static_cast<int>(nodes_.size());
    Node node{begin, end, -1, grid::Box::empty()};
    for (int i = begin; i < end; ++i)
        node.box.extend(points_[static_cast<std::size_t>(order_[static_cast<std::size_t>(i)])]);
    nodes_.push_back(node);
    if (end - begin <= kLeafSize) return id;
    const int middle = begin + (end - begin) / 2;
    const bool by_x = node.box.width() >= node.box.height();
    std::nth_element(order_.begin() + begin, order_.begin() + middle, order_.begin() + end,
                     [&](int a, int b) {
                         const auto& p = points_[static_cast<std::size_t>(a)];
                         const auto& q = points_[static_cast<std::size_t>(b)];
                         const double u = by_x ? p.x : p.y;
                         const double v = by_x ? q.x : q.y;
                         return u < v || (u == v && a < b);
                     });
    build(begin, middle);
    const int right = build(middle, end);
    nodes_[static_cast<std::size_t>(id)].right = right;
    return id;
}

template <class Visit, class Limit>
void KdTree::search(grid::Point target, const Visit& visit, const Limit& limit) const {
    struct Entry {
        int node;
        double squared_distance;
    };
    std::array<Entry, 128> stack{};
    int depth = 0;
    stack[static_cast<std::size_t>(depth++)] = {0, squared_distance(nodes_[0].box, target)};
    while (depth > 0) {
        const auto entry = stack[static_cast<std::size_t>(--depth)];
        if (entry.squared_distance > limit()) continue;
        const auto& node = nodes_[static_cast<std::size_t>(entry.node)];
        if (node.right < 0) {
            for (int i = node.begin; i < node.end; ++i) {
                const int index = order_[static_cast<std::size_t>(i)];
                const auto& p = points_[static_cast<std::size_t>(index)];
                const double dx = p.x - target.x;
                const double dy = p.y - target.y;
                visit(Neighbour{dx * dx + dy * dy, index});
            }
            continue;
        }
        Entry left{entry.node + 1,
                   squared_distance(nodes_[static_cast<std::size_t>(entry.node + 1)].box, target)};
        Entry right{node.right, squared_distance(nodes_[static_cast<std::size_t>(node.right)].box, target)};
        if (left.squared_distance > right.squared_distance) std::swap(left, right);
        stack[static_cast<std::size_t>(depth++)] = right;
        stack[static_cast<std::size_t>(depth++)] = left;
    }
}

void KdTree::nearest(grid::Point target, int count, double radius, std::vector<Neighbour>& found) const {
    found.clear();
    if (points_.empty()) return;
    const double squared_radius = radius * radius;
    const auto wanted = count > 0 ? static_cast<std::size_t>(count) : points_.size();
    search(
        target,
        [&](const Neighbour& candidate) {
            if (candidate.squared_distance > squared_radius) return;
            if (found.size() == wanted) {
                if (!(candidate < found.front())) return;
                std::pop_heap(found.begin(), found.end());
                found.back() = candidate;
            } else {
                found.push_back(candidate);
            }
            if (wanted < points_.size()) std::push_heap(found.begin(), found.end());
        },
        [&] {
            return found.size() == wanted ? std::min(squared_radius, found.front().squared_distance)
                                          : squared_radius;
        });
    std::sort(found.begin(), found.end());
}

Neighbour KdTree::nearest(grid::Point target) const {
    Neighbour best{std::numeric_limits<double>::infinity(), -1};
    search(
        target, [&](const Neighbour& candidate) { best = std::min(best, candidate); },
        [&] { return best.squared_distance; });
    return best;
}

}  // namespace riskmap::fields
