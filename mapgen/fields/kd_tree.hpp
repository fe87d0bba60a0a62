#pragma once

#include <limits>
#include <vector>

#include "geocore/grid/geometry.hpp"

namespace riskmap::fields {

struct Neighbour {
    double squared_distance = 0;
    int index = 0;
    /// By distance, then by place in the data: ties have one order.
    [[nodiscard]] bool operator<(const Neighbour& other) const {
        return squared_distance < other.squared_distance ||
               (squared_distance == other.squared_distance && index < other.index);
    }
};

/// Nearest points in the plane.
class KdTree {
  public:
    explicit KdTree(std::vector<grid::Point> points);
    KdTree() = default;

    /// At most `count` (0: all) points within `radius` (inclusive), nearest first; `found` is overwritten.
    void nearest(grid::Point target, int count, double radius, std::vector<Neighbour>& found) const;
    /// @pre there are points.
    [[nodiscard]] Neighbour nearest(grid::Point target) const;
    [[nodiscard]] const std::vector<grid::Point>& points() const { return points_; }

  private:
    struct Node {
        int begin = 0;
        int end = 0;
        int right = -1;  ///< the left child follows its parent; -1: a leaf
        grid::Box box;
    };
    int build(int begin, int end);
    template <class Visit, class Limit>
    void search(grid::Point target, const Visit& visit, const Limit& limit) const;

    std::vector<grid::Point> points_;
    std::vector<int> order_;
    std::vector<Node> nodes_;
};

}  // namespace riskmap::fields
