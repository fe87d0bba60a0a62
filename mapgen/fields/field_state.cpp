#include "mapgen/fields/field_state.hpp"

#include <algorithm>
#include <cmath>

#include "geocore/core/error.hpp"
#include "mapgen/fields/automatic_variogram.hpp"
#include "mapgen/fields/distance_predictors.hpp"
#include "mapgen/fields/drift_predictor.hpp"
#include "mapgen/fields/kriging_predictor.hpp"
#include "mapgen/fields/normal.hpp"
#include "mapgen/fields/spline_predictor.hpp"
#include "mapgen/fields/triangle_predictors.hpp"

namespace riskmap::fields {
namespace {

constexpr std::size_t kMaxGlobal = 3000;
constexpr int kNeighboursOfMany = 48;

void check_options(const FieldOptions& options) {
    const bool kriging = is_kriging(options.method);
    if (options.method == Method::indicator && !options.threshold) {
        throw core::usage_error("indicator kriging needs a threshold");
    }
    if (options.exceedance && (!kriging || !options.threshold)) {
        throw core::usage_error("an exceedance probability needs kriging and a threshold");
    }
    if (options.method == Method::simple_kriging && !options.mean) {
        throw core::usage_error("simple kriging needs the mean");
    }
    if (options.mean && options.transform == Transform::log && !(*options.mean > 0)) {
        throw core::usage_error("the mean {} has no logarithm", *options.mean);
    }
    if (options.block_dx_m < 0 || options.block_dy_m < 0 ||
        (options.block_dx_m > 0) != (options.block_dy_m > 0)) {
        throw core::usage_error("block sizes {} and {} must both be positive", options.block_dx_m,
                                options.block_dy_m);
    }
    const auto& n = options.neighbourhood;
    if (n.max_samples < 0 || n.min_samples < 0 || !(n.radius_m > 0)) {
        throw core::usage_error(
            "neighbourhood: numbers must not be negative and the radius must be positive");
    }
    if (n.max_samples > 0 && n.min_samples > n.max_samples) {
        throw core::usage_error("neighbourhood: at least {} and at most {} samples contradict each other",
                                n.min_samples, n.max_samples);
    }
}

void to_indicators(PreparedSamples& samples, double threshold) {
    for (auto& v : samples.values) v = v <= threshold ? 1 : 0;
    std::fill(samples.censored.begin(), samples.censored.end(), false);
}

void append(std::vector<std::string>& to, const std::vector<std::string>& from) {
    to.insert(to.end(), from.begin(), from.end());
}

std::vector<double> table_values(const std::vector<Sample>& samples, const FieldOptions& options) {
    check_options(options);
    return options.transform == Transform::normal_score ? plain_values(samples, options)
                                                        : std::vector<double>{};
}

}  // namespace

bool is_kriging(Method method) {
    switch (method) {
        case Method::ordinary_kriging:
        case Method::simple_kriging:
        case Method::universal_kriging:
        case Method::external_drift:
        case Method::indicator:
            return true;
        default:
            return false;
    }
}

Field::State::State(std::vector<Sample> given, FieldOptions wanted)
    : options(std::move(wanted)),
      transform(options.transform, options.statistic, table_values(given, options)),
      samples(prepare(given, options, transform)),
      tree(samples.points) {
    append(remarks, samples.remarks);
    if (options.threshold) threshold = transform.forward(*options.threshold);
    double reach = options.reach.max_distance_m;
    // The mean is given in the scale of the values; estimation works on the transformed one.
    if (options.mean) options.mean = transform.forward(*options.mean);
    if (options.method == Method::external_drift && options.plumes) {
        make_plume_drift();
    } else if (is_kriging(options.method)) {
        make_kriging();
        reach = std::min(reach, variogram->practical_range_m());
    } else {
        make_other();
    }
    reach2_m2 = reach * reach;
}

void Field::State::make_kriging() {
    if (options.method == Method::indicator) to_indicators(samples, threshold);
    const DriftBasis basis(options, samples);
    CensoredData data{kriging_data(samples, basis), samples.censored};
    if (static_cast<int>(samples.size()) < basis.size() + 1) {
        throw core::data_error("{} sample{} for a trend of {} terms: at least {} are needed", samples.size(),
                               samples.size() == 1 ? "" : "s", basis.size(), basis.size() + 1);
    }
    if (!options.neighbourhood.local() && samples.size() > kMaxGlobal) {
        options.neighbourhood.max_samples = kNeighboursOfMany;
        remarks.push_back(
            fmt::format("{} samples are too many for one system: the nearest {} are used for each estimate",
                        samples.size(), kNeighboursOfMany));
    }
    variogram = options.variogram;
    if (variogram) {
        variogram->check();
    } else if (std::all_of(samples.values.begin(), samples.values.end(),
                           [&](double v) { return v == samples.values.front(); })) {
        // A constant: no spread to fit, and nothing says how far it reaches.
        throw core::Error(core::ErrorKind::data,
                          fmt::format("all {} values are equal ({}): there is no variogram to fit",
                                      samples.size(), transform.quantile_back(samples.values.front())),
                          "Give a variogram, or use inverse distance.");
    } else {
        const auto choice = choose_variogram(data, options.fit);
        variogram = choice.variogram;
        remarks.push_back(choice.reason);
        append(remarks, choice.remarks);
    }
    if (data.any()) data.data = with_pseudo_observations(data, *variogram);
    predictor = std::make_unique<KrigingPredictor>(std::move(data.data), *variogram, basis, options);
}

void Field::State::make_plume_drift() {
    const auto wanted = options.plumes->of_values ? Transform::none : Transform::log;
    if (options.transform != wanted || options.neighbourhood.local() || options.block_dx_m > 0) {
        throw core::usage_error("plumes as drifts need the transform '{}', all samples and no blocks",
                                options.plumes->of_values ? "none" : "log");
    }
    auto fit = fit_drift(samples, *options.plumes, options.variogram);
    variogram = fit.variogram;
    drift_scales = zone_scales(fit, *options.plumes);
    drift_parameters.assign(fit.theta.data(), fit.theta.data() + fit.theta.size());
    predictor = std::make_unique<DriftPredictor>(std::move(fit), samples,
                                                 options.plumes->of_values ? 0 : options.plumes->noise_sd);
}

void Field::State::make_other() {
    switch (options.method) {
        case Method::nearest:
            predictor = std::make_unique<NearestPredictor>(samples, options);
            break;
        case Method::idw:
            predictor = std::make_unique<IdwPredictor>(samples, options);
            break;
        case Method::linear:
            predictor = std::make_unique<LinearPredictor>(samples);
            break;
        case Method::natural_neighbour:
            predictor = std::make_unique<NaturalNeighbourPredictor>(samples);
            break;
        case Method::spline:
            predictor = std::make_unique<SplinePredictor>(samples.points, samples.values, options.smoothing);
            break;
        default:
            break;
    }
}

Field::Estimate Field::State::publish(const Prediction& prediction) const {
    auto estimate = publish_unclipped(prediction);
    if (options.clip_negative && estimate.value < 0) estimate.value = 0;
    return estimate;
}

Field::Estimate Field::State::publish_unclipped(const Prediction& prediction) const {
    if (!options.exceedance) return transform.back(prediction);
    Estimate result;
    const double sd = std::sqrt(prediction.variance);
    result.value = sd > 0 ? normal_probability((prediction.mean - threshold) / sd)
                          : (prediction.mean > threshold ? 1 : 0);
    if (std::isnan(prediction.mean)) result.value = prediction.mean;
    return result;
}

bool Field::State::known(const Estimate& estimate, const Prediction& prediction,
                         double squared_distance) const {
    if (!(squared_distance <= reach2_m2) || std::isnan(estimate.value)) return false;
    if (std::isnan(prediction.variance) || options.method == Method::indicator) return true;
    if (options.transform == Transform::log) {
        return kZ95 * std::sqrt(prediction.variance) <= std::log(options.reach.max_spread);
    }
    const double median = transform.quantile_back(prediction.mean);
    const double p95 = transform.quantile_back(prediction.mean + kZ95 * std::sqrt(prediction.variance));
    return median > 0 ? p95 <= options.reach.max_spread * median : options.transform == Transform::none;
}

CrossValidation Field::State::compare(const std::vector<Prediction>& predictions) const {
    std::vector<CrossValidation::Point> points;
    for (std::size_t i = 0; i < predictions.size(); ++i) {
        if (samples.censored[i]) continue;
        points.push_back({samples.ids[i], samples.values[i], predictions[i].mean,
                          predictions[i].variance + samples.error_variances[i], 0, 0});
    }
    return summarise(std::move(points));
}

CrossValidation Field::State::by_folds(const std::vector<int>& fold, int folds) const {
    std::vector<Prediction> predictions(samples.size());
    for (int f = 0; f < folds; ++f) {
        std::vector<bool> excluded;
        for (const int own : fold) excluded.push_back(own == f);
        const auto some = predictor->held_out(excluded);
        std::size_t next = 0;
        for (std::size_t i = 0; i < excluded.size(); ++i) {
            if (excluded[i]) predictions[i] = some[next++];
        }
    }
    return compare(predictions);
}

CrossValidation Field::State::leave_one_out() const {
    return compare(predictor->leave_one_out());
}

}  // namespace riskmap::fields
