#include "mapgen/fields/variogram_study.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "geocore/core/error.hpp"
#include "mapgen/fields/automatic_variogram.hpp"
#include "mapgen/fields/drift_basis.hpp"

namespace riskmap::fields {
namespace {

constexpr std::size_t kFewSamples = 30;

FieldOptions field_options(const std::vector<Sample>& samples, const StudyOptions& options) {
    FieldOptions o;
    o.transform = options.transform;
    o.trend = options.trend;
    const bool drifts = !samples.empty() && !samples.front().drifts.empty();
    o.method = drifts                  ? Method::external_drift
               : options.trend.empty() ? Method::ordinary_kriging
                                       : Method::universal_kriging;
    return o;
}

double kappa_of(const StudyOptions& options, Shape shape) {
    return shape == Shape::matern || shape == Shape::stein_matern ? options.kappa : 0.5;
}

/// One model by the method that was asked for.
void fit_one(const CensoredData& data, const StudyOptions& options, Shape shape, VariogramStudy& study) {
    const double kappa = kappa_of(options, shape);
    if (options.fit == FitMethod::reml || data.any()) {
        study.variogram = fit_by_likelihood(data, shape, kappa).variogram;
        study.squared_error = std::numeric_limits<double>::quiet_NaN();
        study.reason =
            data.any() ? "maximum likelihood with the censored values" : "restricted maximum likelihood";
        return;
    }
    const auto fit = fit_by_least_squares(study.empirical, shape, kappa, options.weights);
    study.variogram = fit.variogram;
    study.squared_error = fit.squared_error;
    study.reason = "weighted least squares";
    if (!fit.note.empty()) study.remarks.push_back(fit.note);
}

/// How far sill and range move when one sample at a time is left out.
void report_uncertainty(const CensoredData& data, const StudyOptions& options, Shape shape,
                        VariogramStudy& study) {
    const auto n = data.censored.size();
    if (n >= kFewSamples) return;
    double least_range = std::numeric_limits<double>::infinity(), greatest_range = 0;
    double least_sill = least_range, greatest_sill = 0;
    int failed = 0;
    for (std::size_t out = 0; out < n; ++out) {
        std::vector<int> rows;
        CensoredData part;
        for (std::size_t i = 0; i < n; ++i) {
            if (i == out) continue;
            rows.push_back(static_cast<int>(i));
            part.censored.push_back(data.censored[i]);
        }
        part.data = data.data.subset(rows);
        VariogramStudy trial;
        try {
            trial.empirical =
                empirical_variogram(part.data.points, detrended_values(part.data), options.empirical);
            fit_one(part, options, shape, trial);
        } catch (const core::Error&) {
            ++failed;
            continue;
        }
        least_range = std::min(least_range, trial.variogram.structures[0].range_m);
        greatest_range = std::max(greatest_range, trial.variogram.structures[0].range_m);
        least_sill = std::min(least_sill, trial.variogram.sill());
        greatest_sill = std::max(greatest_sill, trial.variogram.sill());
    }
    study.remarks.push_back(
        fmt::format("the fit rests on {} samples only: leaving out one at a time moves the range between "
                    "{:.4g} and {:.4g} m and the "
                    "whole sill between {:.4g} and {:.4g}{}",
                    n, least_range, greatest_range, least_sill, greatest_sill,
                    failed > 0 ? fmt::format(" ({} fits failed)", failed) : ""));
}

}  // namespace

VariogramStudy study_variogram(const std::vector<Sample>& samples, const StudyOptions& options) {
    const auto as_field = field_options(samples, options);
    const ValueTransform transform(options.transform, Statistic::median,
                                   options.transform == Transform::normal_score
                                       ? plain_values(samples, as_field)
                                       : std::vector<double>{});
    const auto prepared = prepare(samples, as_field, transform);
    const DriftBasis basis(as_field, prepared);
    const CensoredData data{kriging_data(prepared, basis), prepared.censored};
    VariogramStudy study;
    study.n_samples = prepared.size();
    study.remarks = prepared.remarks;
    study.empirical = empirical_variogram(data.data.points, detrended_values(data.data), options.empirical);
    if (options.shape) {
        fit_one(data, options, *options.shape, study);
    } else {
        const auto choice = choose_variogram(data, options.fit);
        const auto shape = choice.variogram.structures[0].shape;
        fit_one(data, options, shape, study);
        study.reason = choice.reason;
        study.remarks.insert(study.remarks.end(), choice.remarks.begin(), choice.remarks.end());
    }
    report_uncertainty(data, options, study.variogram.structures[0].shape, study);
    return study;
}

}  // namespace riskmap::fields
