#pragma once

#include <array>
#include <vector>

#include "geocore/grid/geometry.hpp"

namespace riskmap::fields {

/// Delaunay triangulation of distinct points (Bowyer 1981, Watson 1981), with triangles to a point at
/// infinity along the hull. Signs of orientation and circle tests are decided in double where that is safe,
/// else in quadruple precision.
class Triangulation {
  public:
    static constexpr int kInfinite = -1;
    struct Triangle {
        std::array<int, 3> vertex{};     ///< counter-clockwise; one may be kInfinite
        std::array<int, 3> neighbour{};  ///< across the edge opposite the vertex
        bool alive = true;
        [[nodiscard]] bool finite() const {
            return vertex[0] != kInfinite && vertex[1] != kInfinite && vertex[2] != kInfinite;
        }
    };

    /// @throws Error (data) where all points lie on one line.
    explicit Triangulation(std::vector<grid::Point> points);

    /// The triangle that holds p, its edges included; one that is not finite where p lies outside the hull.
    /// `near` is any point close by.
    [[nodiscard]] int locate(grid::Point p, int near) const;
    [[nodiscard]] const Triangle& triangle(int t) const { return triangles_[static_cast<std::size_t>(t)]; }
    [[nodiscard]] grid::Point point(int vertex) const { return points_[static_cast<std::size_t>(vertex)]; }
    /// Triangles whose circumscribed circle holds p; `start` is one of them.
    void conflicts(grid::Point p, int start, std::vector<int>& found) const;
    [[nodiscard]] bool in_conflict(int t, grid::Point p) const;

  private:
    void begin(const std::vector<int>& order, std::array<int, 3>& first);
    void insert(int vertex, int& hint);
    [[nodiscard]] int walk(grid::Point p, int start) const;

    std::vector<grid::Point> points_;
    std::vector<Triangle> triangles_;
    std::vector<int> free_;
    std::vector<int> triangle_of_;
};

/// > 0 where a, b, c turn left, < 0 right, 0 on a line: exact for coordinates of up to 28 significant bits,
/// else to quadruple precision.
[[nodiscard]] double orientation(grid::Point a, grid::Point b, grid::Point c);

}  // namespace riskmap::fields
