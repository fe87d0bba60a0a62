#pragma once

// For the files of Field alone.

#include "mapgen/fields/field.hpp"
#include "mapgen/fields/kd_tree.hpp"
#include "mapgen/fields/predictor.hpp"
#include "mapgen/fields/prepared_samples.hpp"
#include "mapgen/fields/value_transform.hpp"

namespace riskmap::fields {

struct Field::State {
    State(std::vector<Sample> given, FieldOptions wanted);

    FieldOptions options;
    ValueTransform transform;
    PreparedSamples samples;
    std::optional<Variogram> variogram;
    std::unique_ptr<Predictor> predictor;
    KdTree tree;
    double reach2_m2 = 0;  ///< squared distance within which a place is known
    double threshold = 0;  ///< transformed
    std::vector<std::string> remarks;
    std::vector<DriftScale> drift_scales;
    std::vector<double> drift_parameters;  ///< logarithms of background and scales; empty without plumes

    void make_kriging();
    void make_plume_drift();
    void make_other();
    [[nodiscard]] Estimate publish_unclipped(const Prediction& prediction) const;
    [[nodiscard]] Estimate publish(const Prediction& prediction) const;
    [[nodiscard]] bool known(const Estimate& estimate, const Prediction& prediction,
                             double squared_distance) const;
    [[nodiscard]] CrossValidation leave_one_out() const;
    [[nodiscard]] CrossValidation by_folds(const std::vector<int>& fold, int folds) const;
    [[nodiscard]] CrossValidation compare(const std::vector<Prediction>& predictions) const;
};

/// True for the methods that rest on a variogram.
[[nodiscard]] bool is_kriging(Method method);

}  // namespace riskmap::fields
