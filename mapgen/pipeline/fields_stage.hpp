#pragma once

#include <optional>
#include <string>
#include <vector>

#include "geocore/grid/grid.hpp"
#include "mapgen/fields/field.hpp"
#include "mapgen/pipeline/inputs.hpp"

namespace riskmap::pipeline {

/// What the fields stage made of one pollutant.
struct PollutantField {
    std::size_t pollutant = 0;
    int n_samples = 0;
    int n_censored = 0;
    double detection_limit =
        0;  ///< the largest among its stations, in the pollutant's unit; 0 where none is given
    std::optional<fields::Field> field;
    std::string method;  ///< as the interface spells it
    std::string transform;
    std::vector<std::string> choice;  ///< why this method, where there was a choice
    bool wind_suspect = false;        ///< the measurements fit the wind turned round far better
    std::optional<double>
        idw_rmse;               ///< inverse distance in the same cross-validation, where kriging had no rival
    std::string not_estimable;  ///< the reason, where there is no field
    std::string digest;         ///< over samples and parameters
    fields::FieldOptions options;  ///< that the field was fitted with
};

/// A station's mean as a sample of its pollutant's field.
[[nodiscard]] fields::Sample sample_of(const Inputs& inputs, const observations::StationMean& mean);

/// Fits one field per pollutant. @throws Error (data) naming the pollutant.
[[nodiscard]] std::vector<PollutantField> fit_fields(const Inputs& inputs);

/// A field on the grid, in the pollutant's unit; NaN where the method gives no sd or p95.
struct FieldRasters {
    std::vector<float> value;
    std::vector<float> sd;
    std::vector<float> p95;
    std::vector<unsigned char> known;
};

[[nodiscard]] FieldRasters draw_field(const fields::Field& field, const grid::Grid& grid);

}  // namespace riskmap::pipeline
