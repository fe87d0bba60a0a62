#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "geocore/grid/grid.hpp"
#include "mapgen/pipeline/inputs.hpp"
#include "mapgen/pipeline/kept_field.hpp"

namespace riskmap::pipeline {

/// What the fields stage made of one pollutant.
struct PollutantField {
    std::size_t pollutant = 0;
    int n_samples = 0;
    int n_censored = 0;
    double detection_limit =
        0;  ///< the largest among its stations, in the pollutant's unit; 0 where none is given
    std::shared_ptr<const KeptField> field;  ///< absent where the pollutant is not estimable
    std::string method;                      ///< as the interface spells it
    std::string transform;
    std::vector<std::string> choice;  ///< why this method, where there was a choice
    bool wind_suspect = false;        ///< the measurements fit the wind turned round far better
    std::optional<double>
        idw_rmse;               ///< inverse distance in the same cross-validation, where kriging had no rival
    std::string not_estimable;  ///< the reason, where there is no field
    std::string digest;         ///< over samples and parameters
};

/// A station's mean as a sample of its pollutant's field.
[[nodiscard]] fields::Sample sample_of(const Inputs& inputs, const observations::StationMean& mean);

/// One field per pollutant, fitted where the cache does not know it. @pre inputs and cache outlive the
/// fields.
/// @throws Error (data) naming the pollutant.
[[nodiscard]] std::vector<PollutantField> fit_fields(const Inputs& inputs, artefacts::StageCache& cache);

}  // namespace riskmap::pipeline
