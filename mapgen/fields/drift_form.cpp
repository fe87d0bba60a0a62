#include "mapgen/fields/drift_form.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "geocore/core/error.hpp"

namespace riskmap::fields {
namespace {

/// Of the common scale's logarithm: drifts may be in any unit, of 1 g/s as well as of an inventory.
constexpr double kUnknownUnitSd = 3;
/// A drift may be the sum of several sources whose shares are wrong.
constexpr double kMismatchOfGroups = 0.2;

bool not_negative(const Sample& s) {
    return !s.drifts.empty() &&
           std::all_of(s.drifts.begin(), s.drifts.end(), [](double d) { return d >= 0; });
}

PlumeDrift one_scale_per_drift(std::size_t drifts) {
    PlumeDrift plumes;
    for (std::size_t j = 0; j < drifts; ++j) {
        const auto name = fmt::format("drift {}", j + 1);
        plumes.sources.push_back({name, name, 1});
    }
    plumes.common_sd = kUnknownUnitSd;
    plumes.mismatch_sd = kMismatchOfGroups;
    return plumes;
}

Field fit_sum(std::vector<Sample> samples, FieldOptions options) {
    options.plumes = one_scale_per_drift(samples.front().drifts.size());
    return Field::fit(std::move(samples), std::move(options));
}

}  // namespace

bool sum_form_possible(const std::vector<Sample>& samples, const FieldOptions& options) {
    return options.method == Method::external_drift && options.transform == Transform::log &&
           !options.neighbourhood.local() && !(options.block_dx_m > 0) && !samples.empty() &&
           std::all_of(samples.begin(), samples.end(), not_negative);
}

DriftFormChoice fit_external_drift(std::vector<Sample> samples, FieldOptions options, DriftForm form) {
    const bool possible = sum_form_possible(samples, options);
    if (form == DriftForm::sum && !possible) {
        throw core::usage_error(
            "drifts that are parts of the values need the transform 'log', drifts of 0 or more, all samples "
            "in "
            "one system and no blocks");
    }
    if (form == DriftForm::sum) return {fit_sum(std::move(samples), std::move(options)), form, {}};
    if (form == DriftForm::linear || !possible || options.variogram) {
        return {Field::fit(std::move(samples), std::move(options)), DriftForm::linear, {}};
    }
    auto linear = Field::fit(samples, options);
    try {
        auto sum = fit_sum(std::move(samples), std::move(options));
        const double of_linear = linear.cross_validation().rmse;
        const double of_sum = sum.cross_validation().rmse;
        const bool gains = of_sum < (1 - kSumGain) * of_linear;
        auto reason = fmt::format(
            "drifts taken as {}: leave-one-out errors of the logarithm are {:.3f} as terms of the logarithm, "
            "{:.3f} as parts of the value",
            gains ? "parts of the value" : "terms of the logarithm", of_linear, of_sum);
        if (gains) return {std::move(sum), DriftForm::sum, std::move(reason)};
        return {std::move(linear), DriftForm::linear, std::move(reason)};
    } catch (const core::Error& e) {
        return {std::move(linear), DriftForm::linear,
                fmt::format("drifts taken as terms of the logarithm; as parts of the value: {}", e.what())};
    }
}

}  // namespace riskmap::fields
