#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mapgen/fields/field.hpp"
#include "mapgen/fields/variogram_fit.hpp"

namespace riskmap::fields {

/// What `mapgen variogram` is asked for.
struct StudyOptions {
    Transform transform = Transform::none;
    FitMethod fit = FitMethod::weighted_least_squares;
    FitWeights weights = FitWeights::pairs_over_h2;
    EmpiricalOptions empirical;
    std::optional<Shape> shape;  ///< absent: chosen by cross-validation
    double kappa = 1.5;          ///< Matern families
    std::vector<std::string>
        trend;  ///< ordinary least squares residuals are used, with the samples' drifts too
};

struct VariogramStudy {
    std::size_t n_samples = 0;
    EmpiricalVariogram empirical;
    Variogram variogram;
    double squared_error = 0;  ///< NaN where the fit is not by least squares
    std::string reason;
    std::vector<std::string> remarks;
};

/// @throws Error (data) where there is nothing to fit.
[[nodiscard]] VariogramStudy study_variogram(const std::vector<Sample>& samples, const StudyOptions& options);

}  // namespace riskmap::fields
