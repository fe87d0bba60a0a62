#pragma once

#include <vector>

#include "mapgen/fields/field.hpp"
#include "mapgen/fields/kriging_system.hpp"

namespace riskmap::fields {

/// One-sided 95 % point of the standard normal.
constexpr double kZ95 = 1.6448536269514722;

/// From values to the scale on which fields are estimated, and back.
///
/// Log: Y = ln Z. Median exp(Y*); mean exp(Y* + variance/2 - m) with the Lagrange term m, the unbiased
/// lognormal kriging predictor (Journel 1980; Cressie 1993, section 3.2.2); variance of the lognormal (exp(s)
/// - 1) exp(2 Y* + s) with s the kriging variance; quantiles exp(Y* + z sqrt(s)). Normal score: Y = inverse
/// normal of (rank - 0.5) / n, ties share their mean score; back by linear interpolation between the data,
/// held at the least and greatest; mean and variance by Gauss-Hermite quadrature (Goovaerts 1997, ch. 7).
class ValueTransform {
  public:
    ValueTransform(Transform kind, Statistic statistic, const std::vector<double>& values);

    [[nodiscard]] double forward(double value) const;
    /// value, variance and p95 of an estimate; `known` is not touched.
    [[nodiscard]] Field::Estimate back(const Prediction& prediction) const;
    /// exp, the score table or nothing: the value for a quantile on the transformed scale.
    [[nodiscard]] double quantile_back(double transformed) const;
    [[nodiscard]] Transform kind() const { return kind_; }

  private:
    [[nodiscard]] Field::Estimate back_from_scores(const Prediction& prediction) const;

    Transform kind_;
    Statistic statistic_;
    std::vector<double> scores_;
    std::vector<double> sorted_;
};

}  // namespace riskmap::fields
