#include "mapgen/fields/value_transform.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "mapgen/fields/normal.hpp"

namespace riskmap::fields {
namespace {

/// Nodes and weights of the 12-point Gauss-Hermite rule for a standard normal (Abramowitz and Stegun,
/// table 25.10, nodes times sqrt 2, weights over sqrt pi).
constexpr std::array<double, 6> kNodes{0.444403001944139, 1.340375197151618, 2.259464451000799,
                                       3.223709828770097, 4.271825847932282, 5.500901704467748};
constexpr std::array<double, 6> kWeights{0.321664361512830,    0.146967048045330,    2.911668791236417e-2,
                                         2.203380687533207e-3, 4.837184922590667e-5, 1.499927167637166e-7};

double interpolate(const std::vector<double>& from, const std::vector<double>& to, double at) {
    if (at <= from.front()) return to.front();
    if (at >= from.back()) return to.back();
    const auto upper = std::upper_bound(from.begin(), from.end(), at);
    const auto i = static_cast<std::size_t>(upper - from.begin());
    const double t = (at - from[i - 1]) / (from[i] - from[i - 1]);
    return to[i - 1] + t * (to[i] - to[i - 1]);
}

}  // namespace

ValueTransform::ValueTransform(Transform kind, Statistic statistic, const std::vector<double>& values)
    : kind_(kind), statistic_(statistic) {
    if (kind_ != Transform::normal_score) return;
    auto all = values;
    std::sort(all.begin(), all.end());
    const auto n = static_cast<double>(all.size());
    for (std::size_t first = 0; first < all.size();) {
        std::size_t last = first;
        while (last + 1 < all.size() && all[last + 1] == all[first]) ++last;
        sorted_.push_back(all[first]);
        scores_.push_back(normal_quantile((static_cast<double>(first + last) / 2 + 0.5) / n));
        first = last + 1;
    }
}

double ValueTransform::forward(double value) const {
    switch (kind_) {
        case Transform::log:
            return std::log(value);
        case Transform::normal_score:
            return interpolate(sorted_, scores_, value);
        case Transform::none:
            break;
    }
    return value;
}

double ValueTransform::quantile_back(double transformed) const {
    switch (kind_) {
        case Transform::log:
            return std::exp(transformed);
        case Transform::normal_score:
            return interpolate(scores_, sorted_, transformed);
        case Transform::none:
            break;
    }
    return transformed;
}

Field::Estimate ValueTransform::back_from_scores(const Prediction& prediction) const {
    const double sd = std::sqrt(prediction.variance);
    double mean = 0;
    double square = 0;
    for (std::size_t i = 0; i < kNodes.size(); ++i) {
        for (const double sign : {-1.0, 1.0}) {
            const double v = quantile_back(prediction.mean + sign * sd * kNodes[i]);
            mean += kWeights[i] * v;
            square += kWeights[i] * v * v;
        }
    }
    Field::Estimate result;
    result.value = statistic_ == Statistic::mean ? mean : quantile_back(prediction.mean);
    result.variance = std::fmax(square - mean * mean, 0.0);
    result.p95 = quantile_back(prediction.mean + kZ95 * sd);
    return result;
}

Field::Estimate ValueTransform::back(const Prediction& prediction) const {
    Field::Estimate result;
    const double s = prediction.variance;
    if (kind_ == Transform::none) {
        result.value = prediction.mean;
        result.variance = s;
        result.p95 = prediction.mean + kZ95 * std::sqrt(s);
    } else if (kind_ == Transform::log) {
        const bool mean = statistic_ == Statistic::mean && s == s;
        result.value = std::exp(prediction.mean + (mean ? 0.5 * s - prediction.lagrange : 0.0));
        result.variance = std::expm1(s) * std::exp(2 * prediction.mean + s);
        result.p95 = std::exp(prediction.mean + kZ95 * std::sqrt(s));
    } else if (s == s) {
        result = back_from_scores(prediction);
    } else {
        result.value = quantile_back(prediction.mean);
    }
    return result;
}

}  // namespace riskmap::fields
