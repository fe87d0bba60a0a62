#pragma once

#include <Eigen/Dense>

#include "mapgen/fields/kd_tree.hpp"
#include "mapgen/fields/predictor.hpp"
#include "mapgen/fields/prepared_samples.hpp"

namespace riskmap::fields {

/// Thin-plate spline (Duchon 1977; Wahba 1990): sum of w_i r_i^2 log r_i with r in km, plus a plane; K +
/// lambda I on the diagonal with `smoothing` as lambda, 0 for exact interpolation. Leave-one-out in closed
/// form: w_i / (A^-1)_ii.
class SplinePredictor : public Predictor {
  public:
    /// @throws Error (data) where the samples lie on a line.
    SplinePredictor(std::vector<grid::Point> points, std::vector<double> values, double smoothing);
    [[nodiscard]] Prediction at(grid::Point target, std::span<const double> drifts) const override;
    [[nodiscard]] Prediction without(const std::vector<bool>& excluded, std::size_t i) const override;
    [[nodiscard]] std::vector<Prediction> held_out(const std::vector<bool>& excluded) const override;
    [[nodiscard]] std::vector<Prediction> leave_one_out() const override;
    [[nodiscard]] std::size_t samples() const override { return values_.size(); }

  private:
    [[nodiscard]] Eigen::MatrixXd equations() const;
    [[nodiscard]] SplinePredictor of_others(const std::vector<bool>& excluded) const;

    std::vector<grid::Point> points_;
    std::vector<double> values_;
    double smoothing_;
    grid::Point centre_;
    Eigen::VectorXd weights_;
};

}  // namespace riskmap::fields
