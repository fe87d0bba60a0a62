#include "mapgen/fields/expectation_propagation.hpp"

#include <cmath>
#include <numbers>

namespace riskmap::fields {
namespace {

constexpr int kMaxSweeps = 100;
constexpr double kTolerance = 1e-9;
constexpr double kFarTail = -30;

/// The state of one run; everything is shifted so that the prior mean is zero.
class Sweeper {
  public:
    Sweeper(const Eigen::MatrixXd& prior, Eigen::VectorXd limits)
        : prior_(prior),
          limits_(std::move(limits)),
          posterior_(prior),
          mean_(Eigen::VectorXd::Zero(limits_.size())),
          precision_(mean_),
          shift_(mean_) {}

    /// Updates every site once; returns the largest change of a site's precision, relative to the marginal
    /// one.
    double sweep() {
        double largest = 0;
        for (Eigen::Index i = 0; i < limits_.size(); ++i) largest = std::fmax(largest, update(i));
        refresh();
        return largest;
    }

    [[nodiscard]] double log_probability() const {
        double sum = 0.5 * mean_.dot(shift_) - log_root_determinant_;
        for (Eigen::Index i = 0; i < limits_.size(); ++i) {
            const double variance = posterior_(i, i);
            const double cavity_precision = 1 / variance - precision_(i);
            const double cavity_shift = mean_(i) / variance - shift_(i);
            const double sd = 1 / std::sqrt(cavity_precision);
            const double b = (limits_(i) - cavity_shift / cavity_precision) / sd;
            sum += cut_standard_normal(b).log_probability +
                   0.5 * cavity_shift * cavity_shift / cavity_precision - 0.5 * std::log(cavity_precision) -
                   0.5 * mean_(i) * mean_(i) / variance - 0.5 * std::log(variance);
        }
        return sum;
    }
    [[nodiscard]] const Eigen::VectorXd& precision() const { return precision_; }
    [[nodiscard]] const Eigen::VectorXd& shift() const { return shift_; }

  private:
    double update(Eigen::Index i) {
        const double variance = posterior_(i, i);
        const double cavity_precision = 1 / variance - precision_(i);
        if (!(cavity_precision > 0)) return 0;
        const double cavity_mean = (mean_(i) / variance - shift_(i)) / cavity_precision;
        const double sd = 1 / std::sqrt(cavity_precision);
        const auto cut = cut_standard_normal((limits_(i) - cavity_mean) / sd);
        const double new_variance = sd * sd * cut.variance;
        const double new_mean = cavity_mean + sd * cut.mean;
        const double new_precision = std::fmax(1 / new_variance - cavity_precision, 0.0);
        const double change = new_precision - precision_(i);
        precision_(i) = new_precision;
        shift_(i) = new_mean / new_variance - cavity_mean * cavity_precision;
        const Eigen::VectorXd column = posterior_.col(i);
        posterior_.noalias() -= (change / (1 + change * variance)) * column * column.transpose();
        mean_.noalias() = posterior_ * shift_;
        return std::fabs(change) * variance;
    }

    /// The posterior from scratch, so that rounding does not pile up.
    void refresh() {
        const auto n = limits_.size();
        const Eigen::VectorXd root = precision_.cwiseSqrt();
        Eigen::MatrixXd b = root.asDiagonal() * prior_ * root.asDiagonal();
        b.diagonal().array() += 1;
        const Eigen::LLT<Eigen::MatrixXd> llt(b);
        log_root_determinant_ = 0;
        for (Eigen::Index i = 0; i < n; ++i) log_root_determinant_ += std::log(llt.matrixLLT()(i, i));
        const Eigen::MatrixXd half = llt.matrixL().solve(root.asDiagonal() * prior_);
        posterior_ = prior_;
        posterior_.noalias() -= half.transpose() * half;
        mean_.noalias() = posterior_ * shift_;
    }

    const Eigen::MatrixXd& prior_;
    Eigen::VectorXd limits_;
    Eigen::MatrixXd posterior_;
    Eigen::VectorXd mean_;
    Eigen::VectorXd precision_;
    Eigen::VectorXd shift_;
    double log_root_determinant_ = 0;
};

}  // namespace

CutNormal cut_standard_normal(double b) {
    CutNormal cut;
    double ratio = 0;  // phi(b) / Phi(b)
    if (b < kFarTail) {
        // Mills' ratio by its asymptotic series; 1e-11 here.
        const double s = 1 / (b * b);
        const double series = 1 - s * (1 - 3 * s * (1 - 5 * s * (1 - 7 * s)));
        ratio = -b / series;
        cut.log_probability = -0.5 * b * b - 0.5 * std::log(2 * std::numbers::pi) - std::log(ratio);
        cut.mean = -ratio;
        cut.variance = s * (1 - 6 * s);
        return cut;
    }
    const double probability = 0.5 * std::erfc(-b / std::numbers::sqrt2);
    const double density = std::exp(-0.5 * b * b) / std::sqrt(2 * std::numbers::pi);
    ratio = density / probability;
    cut.log_probability = std::log(probability);
    cut.mean = -ratio;
    cut.variance = 1 - ratio * (ratio + b);
    return cut;
}

TruncatedPosterior truncate_above(const Eigen::VectorXd& mean, const Eigen::MatrixXd& covariance,
                                  const Eigen::VectorXd& limits) {
    Sweeper sweeper(covariance, limits - mean);
    TruncatedPosterior result;
    for (int sweep = 0; sweep < kMaxSweeps && !result.converged; ++sweep) {
        result.converged = sweeper.sweep() < kTolerance;
    }
    result.log_probability = sweeper.log_probability();
    result.site_precision = sweeper.precision();
    result.site_mean = mean + sweeper.shift().cwiseQuotient(
                                  sweeper.precision().cwiseMax(std::numeric_limits<double>::min()));
    return result;
}

}  // namespace riskmap::fields
