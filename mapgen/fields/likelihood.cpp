#include "mapgen/fields/likelihood.hpp"

#include <algorithm>
#include <cmath>

#include "geocore/core/error.hpp"
#include "mapgen/fields/expectation_propagation.hpp"
#include "mapgen/fields/minimise.hpp"

namespace riskmap::fields {
namespace {

constexpr double kImpossible = 1e300;
constexpr double kNoNugget = 1e-4;               // a smaller share of the sill is none
constexpr double kSmallestSitePrecision = 1e-9;  // of the prior's, below: the limit says nothing

struct Split {
    std::vector<int> seen;
    std::vector<int> hidden;
};

Split split(const CensoredData& data) {
    Split rows;
    for (std::size_t i = 0; i < data.censored.size(); ++i) {
        (data.censored[i] ? rows.hidden : rows.seen).push_back(static_cast<int>(i));
    }
    return rows;
}

/// Distribution of the censored values given the uncensored ones, trend unknown.
struct Conditional {
    Eigen::VectorXd mean;
    Eigen::MatrixXd covariance;
};

Conditional condition(const KrigingSystem& seen, const KrigingData& hidden) {
    const auto& c = seen.covariance();
    const auto n = seen.data().size();
    const auto m = hidden.size();
    Eigen::MatrixXd cross(n, m);
    for (Eigen::Index j = 0; j < m; ++j) {
        const auto& q = hidden.points[static_cast<std::size_t>(j)];
        for (Eigen::Index i = 0; i < n; ++i) {
            const auto& p = seen.data().points[static_cast<std::size_t>(i)];
            cross(i, j) = c(p.x - q.x, p.y - q.y);
        }
    }
    const Eigen::MatrixXd v = seen.factor().triangularView<Eigen::Lower>().solve(cross);
    const Eigen::MatrixXd rest = hidden.drift - cross.transpose() * seen.drift_dual();
    Conditional result{hidden.drift * seen.trend() + cross.transpose() * seen.dual(),
                       c.matrix(hidden.points, hidden.error_variances)};
    result.covariance.noalias() -= v.transpose() * v;
    result.covariance.noalias() += rest * seen.drift_inverse() * rest.transpose();
    result.covariance = 0.5 * (result.covariance + result.covariance.transpose()).eval();
    return result;
}

Variogram single(Shape shape, double kappa, const std::vector<double>& logs) {
    const double sill = std::exp(logs[0]);
    const double share = 1 / (1 + std::exp(-logs[2]));
    if (share < kNoNugget) return {0, {{shape, sill, std::exp(logs[1]), kappa, 0, 1}}};
    return {sill * share, {{shape, sill * (1 - share), std::exp(logs[1]), kappa, 0, 1}}};
}

double variance_of(const Eigen::VectorXd& values) {
    const double mean = values.mean();
    return std::max(
        (values.array() - mean).square().sum() / std::max<double>(1, static_cast<double>(values.size() - 1)),
        1e-12 * (1 + mean * mean));
}

struct Distances {
    double least = std::numeric_limits<double>::infinity();
    double greatest = 0;
};

Distances distances(const std::vector<grid::Point>& points) {
    Distances d;
    for (std::size_t i = 0; i < points.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            const double h = grid::distance(points[i], points[j]);
            if (h > 0) d.least = std::min(d.least, h);
            d.greatest = std::max(d.greatest, h);
        }
    }
    return d;
}

struct Bounds {
    double sill_low, sill_high, range_low, range_high;
    /// Grows smoothly outside, so that a simplex finds its way back.
    [[nodiscard]] double penalty(const std::vector<double>& logs) const {
        const auto outside = [](double v, double low, double high) {
            return std::max({low - v, 0.0, v - high});
        };
        return outside(logs[0], sill_low, sill_high) + outside(logs[1], range_low, range_high) +
               outside(logs[2], -12, 12);
    }
};

}  // namespace

bool CensoredData::any() const {
    return std::find(censored.begin(), censored.end(), true) != censored.end();
}

double log_likelihood(const CensoredData& data, const Variogram& variogram) {
    const auto rows = split(data);
    if (rows.hidden.empty()) return KrigingSystem(data.data, variogram).restricted_log_likelihood();
    const KrigingSystem seen(data.data.subset(rows.seen), variogram);
    const auto hidden = data.data.subset(rows.hidden);
    const auto conditional = condition(seen, hidden);
    return seen.restricted_log_likelihood() +
           truncate_above(conditional.mean, conditional.covariance, hidden.values).log_probability;
}

LikelihoodFit fit_by_likelihood(const CensoredData& data, Shape shape, double kappa) {
    const double variance = variance_of(data.data.values);
    const auto spread = distances(data.data.points);
    const double reach = practical_range(shape, 1, kappa);
    const Bounds bounds{std::log(variance / 100), std::log(variance * 100),
                        std::log(spread.least / 3 / reach), std::log(3 * spread.greatest / reach)};
    const std::function<double(const std::vector<double>&)> cost = [&](const std::vector<double>& logs) {
        const double penalty = bounds.penalty(logs);
        if (penalty > 0) return kImpossible * (1 - 1 / (2 + penalty));
        try {
            const double value = -log_likelihood(data, single(shape, kappa, logs));
            return std::isfinite(value) ? value : kImpossible;
        } catch (const core::Error&) {
            return kImpossible;
        }
    };
    std::vector<std::pair<double, std::vector<double>>> starts;
    for (int i = 0; i < 8; ++i) {
        const double range = bounds.range_low + (bounds.range_high - bounds.range_low) * (i + 0.5) / 8;
        for (const double share : {-4.0, 0.0}) {
            const std::vector<double> at{std::log(variance), range, share};
            starts.emplace_back(cost(at), at);
        }
    }
    std::stable_sort(starts.begin(), starts.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    LikelihoodFit best{{}, -kImpossible};
    for (int i = 0; i < 2; ++i) {
        const auto at = minimise_from(cost, starts[static_cast<std::size_t>(i)].second, 0.5, 1e-8);
        const double value = -cost(at);
        if (value > best.log_likelihood) best = {single(shape, kappa, at), value};
    }
    if (best.log_likelihood <= -kImpossible / 2) {
        throw core::data_error("no variogram of model '{}' has a likelihood for these {} samples",
                               shape_word(shape), data.data.size());
    }
    return best;
}

KrigingData with_pseudo_observations(const CensoredData& data, const Variogram& variogram) {
    const auto rows = split(data);
    if (rows.hidden.empty()) return data.data;
    const KrigingSystem seen(data.data.subset(rows.seen), variogram);
    const auto hidden = data.data.subset(rows.hidden);
    const auto conditional = condition(seen, hidden);
    const auto posterior = truncate_above(conditional.mean, conditional.covariance, hidden.values);
    auto result = data.data;
    for (std::size_t i = 0; i < rows.hidden.size(); ++i) {
        const auto k = static_cast<Eigen::Index>(i);
        const auto row = static_cast<Eigen::Index>(rows.hidden[i]);
        const double least = kSmallestSitePrecision / conditional.covariance(k, k);
        const bool informative = posterior.site_precision(k) > least;
        result.values(row) = informative ? posterior.site_mean(k) : conditional.mean(k);
        result.error_variances(row) += 1 / std::max(posterior.site_precision(k), least);
    }
    return result;
}

}  // namespace riskmap::fields
