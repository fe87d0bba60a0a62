#pragma once

#include "mapgen/fields/kd_tree.hpp"
#include "mapgen/fields/predictor.hpp"
#include "mapgen/fields/prepared_samples.hpp"
#include "mapgen/fields/triangulation.hpp"

namespace riskmap::fields {

/// What rests on a Delaunay triangulation; no estimate outside the samples' convex hull.
class TrianglePredictor : public Predictor {
  public:
    explicit TrianglePredictor(const PreparedSamples& samples);
    [[nodiscard]] Prediction at(grid::Point target, std::span<const double> drifts) const override;
    /// Triangulates the others anew.
    [[nodiscard]] Prediction without(const std::vector<bool>& excluded, std::size_t i) const override;
    [[nodiscard]] std::size_t samples() const override { return values_.size(); }

  protected:
    TrianglePredictor(std::vector<grid::Point> points, std::vector<double> values);
    /// @pre the triangle holds p, which is no sample.
    [[nodiscard]] virtual double inside(grid::Point p, int triangle) const = 0;
    [[nodiscard]] virtual std::unique_ptr<TrianglePredictor> of(std::vector<grid::Point> points,
                                                                std::vector<double> values) const = 0;
    [[nodiscard]] const Triangulation& triangulation() const { return triangulation_; }
    [[nodiscard]] double value(int vertex) const { return values_[static_cast<std::size_t>(vertex)]; }

  private:
    KdTree tree_;
    Triangulation triangulation_;
    std::vector<double> values_;
};

/// The plane through a triangle's corners.
class LinearPredictor : public TrianglePredictor {
  public:
    using TrianglePredictor::TrianglePredictor;
    LinearPredictor(std::vector<grid::Point> points, std::vector<double> values)
        : TrianglePredictor(std::move(points), std::move(values)) {}

  protected:
    [[nodiscard]] double inside(grid::Point p, int triangle) const override;
    [[nodiscard]] std::unique_ptr<TrianglePredictor> of(std::vector<grid::Point> points,
                                                        std::vector<double> values) const override;
};

/// Natural neighbours (Sibson 1981): weights are the areas that the target's Voronoi cell would take from its
/// neighbours' cells.
class NaturalNeighbourPredictor : public TrianglePredictor {
  public:
    using TrianglePredictor::TrianglePredictor;
    NaturalNeighbourPredictor(std::vector<grid::Point> points, std::vector<double> values)
        : TrianglePredictor(std::move(points), std::move(values)) {}

  protected:
    [[nodiscard]] double inside(grid::Point p, int triangle) const override;
    [[nodiscard]] std::unique_ptr<TrianglePredictor> of(std::vector<grid::Point> points,
                                                        std::vector<double> values) const override;
};

}  // namespace riskmap::fields
