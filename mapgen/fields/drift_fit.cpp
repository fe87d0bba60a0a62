#include "mapgen/fields/drift_fit.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "geocore/core/error.hpp"
#include "mapgen/fields/expectation_propagation.hpp"
#include "mapgen/fields/minimise.hpp"

namespace riskmap::fields {
namespace {

constexpr double kUndeclaredBackgroundSd = 1.5;
constexpr int kRounds = 4;
constexpr int kNewtonSteps = 12;
constexpr double kLeastSill = 0.05 * 0.05;  // of logarithms, or in the values' variance
constexpr double kLargestSill = 4;
constexpr double kLeastRange_m = 100;
constexpr double kLargestRange_m = 5000;
constexpr double kUsualRange_m = 1500;
constexpr double kRangeSd = 0.8;  // of its logarithm: few stations say little about it

/// What is expected beforehand: the median of a variance and the deviation of its logarithm. Twenty stations
/// do not tell noise from what the plumes get wrong; without this the fit often takes all of one or the
/// other. Chosen by truths from a model that shares no formula with the plumes
/// (bench/dispersion/independent).
struct Expected {
    double variance;
    double log_sd;
    [[nodiscard]] double penalty(double found, double unit) const {
        const double off = std::log(found / (unit * variance)) / log_sd;
        return 0.5 * off * off;
    }
};
constexpr Expected kNoise{0.12 * 0.12, 0.7};
constexpr double kMismatchLogSd = 0.6;
constexpr Expected kNoiseOfValues{0.05, 1.5};  // in the values' variance
constexpr Expected kMismatchOfValues{0.1, 1.5};

double mean_of(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

Variogram exponential(const std::vector<double>& logs) {
    const double sill = std::exp(logs[0]);
    const double share = 1 / (1 + std::exp(-logs[2]));
    return {sill * share, {{Shape::exponential, sill * (1 - share), std::exp(logs[1]), 0.5, 0, 1}}};
}

class Fitter {
  public:
    Fitter(const PreparedSamples& samples, const PlumeDrift& drift)
        : samples_(samples),
          n_(static_cast<Eigen::Index>(samples.size())),
          y_(Eigen::Map<const Eigen::VectorXd>(samples.values.data(), n_)),
          errors_(Eigen::Map<const Eigen::VectorXd>(samples.error_variances.data(), n_)),
          of_values_(drift.of_values),
          unit_(drift.of_values ? variance_of(y_) : 1),
          model_(make_model(samples, drift)),
          mismatch_(expected_mismatch(samples, drift)) {
        for (Eigen::Index i = 0; i < n_; ++i) {
            (samples.censored[static_cast<std::size_t>(i)] ? hidden_ : seen_).push_back(i);
        }
        theta_ = model_.prior_mean();
        gradient_.resize(n_, model_.parameters());
        mean_.resize(n_);
    }

    DriftFit fit(const std::optional<Variogram>& given) {
        Variogram variogram = given ? *given : start();
        for (int round = 0; round < kRounds; ++round) {
            improve(variogram, kNewtonSteps);
            if (!given) variogram = fit_variogram(variogram);
        }
        improve(variogram, 3 * kNewtonSteps);
        linearise();
        const auto working = working_values(variogram);
        DriftFit result{model_,    variogram,      theta_,         {}, samples_.points,
                        gradient_, working.values, working.errors, 0};
        result.log_likelihood = -cost(variogram);
        const Eigen::MatrixXd k = covariance(variogram, working.errors);
        const Eigen::MatrixXd g = gradient_ * model_.spread();
        Eigen::MatrixXd information = g.transpose() * Eigen::LLT<Eigen::MatrixXd>(k).solve(g);
        information.diagonal().array() += 1;
        result.theta_covariance =
            model_.spread() * Eigen::LLT<Eigen::MatrixXd>(information).solve(model_.spread().transpose());
        return result;
    }

  private:
    struct Working {
        Eigen::VectorXd values;
        Eigen::VectorXd errors;
    };

    [[nodiscard]] const Expected& noise() const { return of_values_ ? kNoiseOfValues : kNoise; }
    [[nodiscard]] const Expected& mismatch() const { return mismatch_; }
    [[nodiscard]] Variogram start() const {
        return {unit_ * noise().variance,
                {{Shape::exponential, unit_ * mismatch().variance, kUsualRange_m, 0.5, 0, 1}}};
    }

    static Expected expected_mismatch(const PreparedSamples& samples, const PlumeDrift& drift) {
        if (drift.of_values) return kMismatchOfValues;
        const bool few = samples.size() < static_cast<std::size_t>(kFewForZones);
        const double sd = few ? std::max(drift.mismatch_sd, kMismatchOfFew) : drift.mismatch_sd;
        return {sd * sd, kMismatchLogSd};
    }

    static double variance_of(const Eigen::VectorXd& y) {
        const double v = (y.array() - y.mean()).square().mean();
        return v > 0 ? v : 1;
    }

    static DriftModel make_model(const PreparedSamples& samples, const PlumeDrift& drift) {
        double least = std::numeric_limits<double>::infinity();
        for (const double v : samples.values) least = std::min(least, v);
        const bool declared = drift.background && *drift.background > 0;
        for (std::size_t i = 0; i < samples.size(); ++i) {
            if (samples.drifts[i].size() != drift.sources.size()) {
                throw core::data_error("sample '{}' has {} drift values for {} sources", samples.ids[i],
                                       samples.drifts[i].size(), drift.sources.size());
            }
        }
        if (drift.of_values) least = std::log(std::max(least, 1e-3 * mean_of(samples.values)));
        return {drift, declared ? *drift.background : 0.5 * std::exp(least),
                declared ? drift.background_sd : kUndeclaredBackgroundSd,
                samples.size() >= static_cast<std::size_t>(kFewForZones)};
    }

    void linearise() {
        Eigen::VectorXd row(model_.parameters());
        for (Eigen::Index i = 0; i < n_; ++i) {
            mean_(i) = model_.trend(theta_, samples_.drifts[static_cast<std::size_t>(i)], row.data());
            gradient_.row(i) = row.transpose();
        }
    }

    [[nodiscard]] Eigen::MatrixXd covariance(const Variogram& v, const Eigen::VectorXd& errors) const {
        return Covariance(v, samples_.points).matrix(samples_.points, errors);
    }

    /// Covariance of the working values, the prior of theta included.
    [[nodiscard]] Eigen::MatrixXd marginal(const Variogram& v, const Eigen::VectorXd& errors) const {
        const Eigen::MatrixXd g = gradient_ * model_.spread();
        Eigen::MatrixXd k = covariance(v, errors);
        k.noalias() += g * g.transpose();
        return k;
    }

    struct Hidden {
        Eigen::VectorXd limits, mean;
        Eigen::MatrixXd covariance;
        double seen_log_density = 0;
    };

    /// The censored samples' distribution given the others, and the density of the others.
    [[nodiscard]] Hidden condition(const Variogram& v) const {
        const Eigen::MatrixXd k = marginal(v, errors_);
        const Eigen::VectorXd rest = y_ - mean_ + gradient_ * (theta_ - model_.prior_mean());
        const Eigen::LLT<Eigen::MatrixXd> llt(k(seen_, seen_));
        if (llt.info() != Eigen::Success) throw core::data_error("the drift's equations are singular");
        const Eigen::VectorXd white = llt.matrixL().solve(Eigen::VectorXd(rest(seen_)));
        Hidden h;
        h.seen_log_density = -0.5 * white.squaredNorm() -
                             0.5 * static_cast<double>(seen_.size()) * std::log(2 * std::numbers::pi) -
                             llt.matrixLLT().diagonal().array().log().sum();
        if (hidden_.empty()) return h;
        const Eigen::MatrixXd cross = llt.matrixL().solve(Eigen::MatrixXd(k(seen_, hidden_)));
        h.limits = rest(hidden_);
        h.mean = cross.transpose() * white;
        h.covariance = k(hidden_, hidden_);
        h.covariance.noalias() -= cross.transpose() * cross;
        return h;
    }

    [[nodiscard]] double cost(const Variogram& v) const {
        const Hidden h = condition(v);
        double value = -h.seen_log_density;
        if (!hidden_.empty()) value -= truncate_above(h.mean, h.covariance, h.limits).log_probability;
        return value;
    }

    /// Values minus nothing, censored ones replaced by pseudo-observations, on the working scale.
    [[nodiscard]] Working working_values(const Variogram& v) const {
        const Eigen::VectorXd at_prior = gradient_ * model_.prior_mean();
        Working w{y_ - mean_ + gradient_ * theta_, errors_};
        if (hidden_.empty()) return w;
        const Hidden h = condition(v);
        const auto posterior = truncate_above(h.mean, h.covariance, h.limits);
        for (std::size_t j = 0; j < hidden_.size(); ++j) {
            const auto k = static_cast<Eigen::Index>(j);
            const double least = 1e-9 / h.covariance(k, k);
            const bool informative = posterior.site_precision(k) > least;
            w.values(hidden_[j]) = at_prior(hidden_[j]) + (informative ? posterior.site_mean(k) : h.mean(k));
            w.errors(hidden_[j]) += 1 / std::max(posterior.site_precision(k), least);
        }
        return w;
    }

    /// Gauss-Newton steps towards the posterior mode, each halved until it improves.
    void improve(const Variogram& v, int steps) {
        for (int step = 0; step < steps; ++step) {
            linearise();
            const Working w = working_values(v);
            const Eigen::VectorXd target = w.values - gradient_ * theta_ + mean_;
            const Eigen::LLT<Eigen::MatrixXd> r(covariance(v, w.errors));
            const Eigen::MatrixXd g = gradient_ * model_.spread();
            Eigen::MatrixXd information = g.transpose() * r.solve(g);
            information.diagonal().array() += 1;
            const Eigen::VectorXd rest = w.values - gradient_ * model_.prior_mean();
            const Eigen::VectorXd wanted =
                Eigen::LLT<Eigen::MatrixXd>(information).solve(g.transpose() * r.solve(rest));
            const double before = objective(eta_, target, r);
            double factor = 1;
            Eigen::VectorXd next = wanted;
            const Eigen::VectorXd start =
                eta_.size() == wanted.size() ? eta_ : Eigen::VectorXd::Zero(wanted.size());
            while (factor > 0.01 && objective(next, target, r) > before) {
                factor /= 2;
                next = start + factor * (wanted - start);
            }
            const double moved = (next - start).norm();
            eta_ = next;
            theta_ = model_.prior_mean() + model_.spread() * eta_;
            if (moved < 1e-8) break;
        }
        linearise();
    }

    [[nodiscard]] double objective(const Eigen::VectorXd& eta, const Eigen::VectorXd& target,
                                   const Eigen::LLT<Eigen::MatrixXd>& r) const {
        Eigen::VectorXd theta = model_.prior_mean();
        double prior = 0;
        if (eta.size() > 0) {
            theta += model_.spread() * eta;
            prior = eta.squaredNorm();
        }
        Eigen::VectorXd unused(model_.parameters());
        Eigen::VectorXd rest = target;
        for (Eigen::Index i = 0; i < n_; ++i) {
            rest(i) -= model_.trend(theta, samples_.drifts[static_cast<std::size_t>(i)], unused.data());
        }
        return 0.5 * rest.dot(r.solve(rest)) + 0.5 * prior;
    }

    [[nodiscard]] Variogram fit_variogram(const Variogram& from) const {
        const auto& s = from.structures.front();
        const double sill = from.sill();
        const double share = std::clamp(from.nugget / sill, 0.02, 0.98);
        const std::vector<double> start{std::log(sill), std::log(s.range_m), std::log(share / (1 - share))};
        const auto best = minimise_from(
            [&](const std::vector<double>& logs) {
                const double off = (logs[1] - std::log(kUsualRange_m)) / kRangeSd;
                const double outside =
                    std::max({std::log(unit_ * kLeastSill) - logs[0],
                              logs[0] - std::log(unit_ * kLargestSill), std::log(kLeastRange_m) - logs[1],
                              logs[1] - std::log(kLargestRange_m), std::fabs(logs[2]) - 6, 0.0});
                if (outside > 0) return 1e6 * (1 + outside);
                const auto v = exponential(logs);
                return cost(v) + 0.5 * off * off + noise().penalty(v.nugget, unit_) +
                       mismatch().penalty(v.structures.front().sill, unit_);
            },
            start, 0.5, 1e-5);
        return exponential(best);
    }

    const PreparedSamples& samples_;
    Eigen::Index n_;
    Eigen::VectorXd y_;
    Eigen::VectorXd errors_;
    bool of_values_ = false;
    double unit_ = 1;  ///< of sills
    DriftModel model_;
    Expected mismatch_;
    std::vector<Eigen::Index> seen_;
    std::vector<Eigen::Index> hidden_;
    Eigen::VectorXd eta_;
    Eigen::VectorXd theta_;
    Eigen::MatrixXd gradient_;
    Eigen::VectorXd mean_;
};

}  // namespace

DriftFit fit_drift(const PreparedSamples& samples, const PlumeDrift& drift,
                   const std::optional<Variogram>& variogram) {
    return Fitter(samples, drift).fit(variogram);
}

std::vector<DriftScale> zone_scales(const DriftFit& fit, const PlumeDrift& drift) {
    std::vector<DriftScale> scales;
    for (const auto& source : drift.sources) {
        const auto same = [&](const DriftScale& s) { return s.zone == source.zone; };
        if (std::any_of(scales.begin(), scales.end(), same)) continue;
        Eigen::VectorXd part = Eigen::VectorXd::Zero(fit.theta.size());
        double emission = 0;
        for (std::size_t j = 0; j < drift.sources.size(); ++j) {
            if (drift.sources[j].zone != source.zone) continue;
            const auto k = static_cast<Eigen::Index>(j) + 1;
            part(k) = drift.sources[j].emission * std::exp(fit.theta(k));
            emission += drift.sources[j].emission;
        }
        const double sum = part.sum();
        if (!(emission > 0) || !(sum > 0)) continue;
        part /= sum;
        const double sd = std::sqrt(part.dot(fit.theta_covariance * part));
        scales.push_back({source.zone, sum / emission, sum / emission * std::exp(-1.959963985 * sd),
                          sum / emission * std::exp(1.959963985 * sd)});
    }
    return scales;
}

}  // namespace riskmap::fields
