#include "mapgen/fields/prepared_samples.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"

namespace riskmap::fields {
namespace {

bool uses_likelihood(const FieldOptions& options) {
    const bool kriging =
        options.method == Method::ordinary_kriging || options.method == Method::simple_kriging ||
        options.method == Method::universal_kriging || options.method == Method::external_drift;
    return kriging && options.transform != Transform::normal_score &&
           options.censored == CensoredHandling::likelihood && !options.neighbourhood.local();
}

double substituted(const Sample& sample, const FieldOptions& options) {
    if (!sample.censored) return sample.value;
    return options.censored == CensoredHandling::limit_over_sqrt2 ? sample.value / std::numbers::sqrt2
                                                                  : sample.value / 2;
}

std::string name(const Sample& sample) {
    return fmt::format("sample '{}' ({}, {})", sample.id, sample.x_m, sample.y_m);
}

void check(const Sample& sample, const FieldOptions& options) {
    if (!std::isfinite(sample.x_m) || !std::isfinite(sample.y_m)) {
        throw core::data_error("sample '{}': its coordinates ({}, {}) are not finite", sample.id, sample.x_m,
                               sample.y_m);
    }
    if (!std::isfinite(sample.value))
        throw core::data_error("{}: its value {} is not finite", name(sample), sample.value);
    if (!(sample.error_variance >= 0) || !std::isfinite(sample.error_variance)) {
        throw core::data_error("{}: its error variance {} must be 0 or more", name(sample),
                               sample.error_variance);
    }
    if (options.transform == Transform::log && !(sample.value > 0)) {
        throw core::Error(
            core::ErrorKind::data,
            fmt::format("{}: the value {} has no logarithm; the transform 'log' needs positive values",
                        name(sample), sample.value),
            "Mark values below the detection limit as censored instead of writing 0.");
    }
    for (const double drift : sample.drifts) {
        if (!std::isfinite(drift))
            throw core::data_error("{}: a drift value is missing or not finite", name(sample));
    }
}

void check_censored_share(std::size_t censored, std::size_t all, const FieldOptions& options) {
    const double share = static_cast<double>(censored) / static_cast<double>(all);
    if (share > kMaxCensoredShare) {
        throw core::data_error(
            "not estimable: {} of {} values ({:.0f} %) lie below the detection limit; at most {:.0f} % may",
            censored, all, 100 * share, 100 * kMaxCensoredShare);
    }
    if (censored > 0 && !uses_likelihood(options) && share > kMaxSubstitutedShare) {
        throw core::Error(
            core::ErrorKind::data,
            fmt::format("{} of {} values ({:.0f} %) lie below the detection limit: too many to substitute "
                        "(at most {:.0f} %)",
                        censored, all, 100 * share, 100 * kMaxSubstitutedShare),
            "Use kriging of all samples with the censored values in the likelihood.");
    }
}

/// Samples at one place become one: the mean, with the variance of that mean as measurement error.
void merge_place(const std::vector<std::size_t>& rows, PreparedSamples& all, PreparedSamples& merged) {
    const auto first = rows.front();
    std::vector<std::size_t> seen;
    std::copy_if(rows.begin(), rows.end(), std::back_inserter(seen),
                 [&](std::size_t r) { return !all.censored[r]; });
    double value = 0;
    double error = 0;
    if (seen.empty()) {
        for (const auto r : rows) value = r == first ? all.values[r] : std::max(value, all.values[r]);
        error = all.error_variances[first];
    } else {
        const auto n = static_cast<double>(seen.size());
        for (const auto r : seen) value += all.values[r] / n;
        for (const auto r : seen) {
            error += all.error_variances[r] / (n * n);
            if (seen.size() > 1) error += (all.values[r] - value) * (all.values[r] - value) / (n - 1) / n;
        }
    }
    merged.points.push_back(all.points[first]);
    merged.values.push_back(value);
    merged.error_variances.push_back(error);
    merged.censored.push_back(seen.empty());
    merged.ids.push_back(all.ids[first]);
    merged.groups.push_back(all.groups[first]);
    merged.drifts.push_back(all.drifts[first]);
}

void report_duplicates(const std::vector<std::vector<std::size_t>>& places, const PreparedSamples& all,
                       PreparedSamples& merged) {
    std::vector<std::string> names;
    std::size_t count = 0;
    for (const auto& rows : places) {
        if (rows.size() < 2) continue;
        ++count;
        if (names.size() >= 5) continue;
        std::vector<std::string> ids;
        for (const auto r : rows) ids.push_back("'" + all.ids[r] + "'");
        names.push_back(core::join(ids, " = "));
    }
    if (count == 0) return;
    merged.remarks.push_back(fmt::format(
        "{} place{} held several samples, which were merged into their mean with the variance of that mean "
        "as measurement "
        "error: {}{}",
        count, count == 1 ? "" : "s", core::join(names, "; "), count > names.size() ? "; ..." : ""));
}

PreparedSamples merge_duplicates(PreparedSamples all) {
    std::map<std::pair<double, double>, std::size_t> place_of;
    std::vector<std::vector<std::size_t>> places;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto [it, fresh] = place_of.try_emplace({all.points[i].x, all.points[i].y}, places.size());
        if (fresh) places.emplace_back();
        places[it->second].push_back(i);
    }
    if (places.size() == all.size()) return all;
    PreparedSamples merged;
    merged.remarks = all.remarks;
    for (const auto& rows : places) merge_place(rows, all, merged);
    report_duplicates(places, all, merged);
    return merged;
}

}  // namespace

std::size_t PreparedSamples::censored_count() const {
    return static_cast<std::size_t>(std::count(censored.begin(), censored.end(), true));
}

std::vector<double> plain_values(const std::vector<Sample>& samples, const FieldOptions& options) {
    std::vector<double> values;
    for (const auto& sample : samples) values.push_back(substituted(sample, options));
    return values;
}

PreparedSamples prepare(const std::vector<Sample>& samples, const FieldOptions& options,
                        const ValueTransform& transform) {
    if (samples.empty()) throw core::data_error("there are no samples");
    PreparedSamples all;
    const bool likelihood = uses_likelihood(options);
    std::size_t n_censored = 0;
    for (const auto& sample : samples) {
        check(sample, options);
        if (sample.drifts.size() != samples.front().drifts.size()) {
            throw core::data_error("{}: it has {} drift values, the first sample has {}", name(sample),
                                   sample.drifts.size(), samples.front().drifts.size());
        }
        n_censored += sample.censored ? 1 : 0;
        all.points.push_back({sample.x_m, sample.y_m});
        all.values.push_back(transform.forward(likelihood ? sample.value : substituted(sample, options)));
        all.error_variances.push_back(sample.error_variance);
        all.censored.push_back(likelihood && sample.censored);
        all.ids.push_back(sample.id.empty() ? std::to_string(all.points.size()) : sample.id);
        all.groups.push_back(sample.group);
        all.drifts.push_back(sample.drifts);
    }
    check_censored_share(n_censored, samples.size(), options);
    if (n_censored > 0) {
        all.remarks.push_back(
            fmt::format("{} of {} values lie below the detection limit and {}", n_censored, samples.size(),
                        likelihood ? "enter through the likelihood (expectation propagation)"
                        : options.censored == CensoredHandling::limit_over_sqrt2
                            ? "were taken as the limit over the square root of 2"
                            : "were taken as half the limit"));
    }
    return merge_duplicates(std::move(all));
}

}  // namespace riskmap::fields
