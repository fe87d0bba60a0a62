#include "mapgen/fields/network_design.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

#include "mapgen/fields/kriging_system.hpp"

namespace riskmap::fields {
namespace {

/// Error covariances of ordinary kriging between places, given the stations of one substance.
class ConditionalNetwork {
  public:
    ConditionalNetwork(const NetworkProblem& problem, const NetworkSubstance& substance)
        : points_(points_of(problem, substance)), covariance_(substance.variogram, points_) {
        const auto n = static_cast<Eigen::Index>(points_.size());
        const Eigen::VectorXd none = Eigen::VectorXd::Zero(n);
        llt_.compute(covariance_.matrix(points_, none));
        whitened_one_ = llt_.matrixL().solve(Eigen::VectorXd::Ones(n));
        information_ = whitened_one_.squaredNorm();
    }

    /// Column per place: L^-1 k.
    [[nodiscard]] Eigen::MatrixXd whiten(const std::vector<grid::Point>& places) const {
        Eigen::MatrixXd k(static_cast<Eigen::Index>(points_.size()),
                          static_cast<Eigen::Index>(places.size()));
        for (Eigen::Index j = 0; j < k.cols(); ++j) {
            for (Eigen::Index i = 0; i < k.rows(); ++i) k(i, j) = between(at(points_, i), at(places, j));
        }
        return llt_.matrixL().solve(k);
    }

    /// What the mean leaves open at each place: 1 - 1'K^-1 k.
    [[nodiscard]] Eigen::VectorXd open_mean(const Eigen::MatrixXd& whitened) const {
        return Eigen::VectorXd::Ones(whitened.cols()) - whitened.transpose() * whitened_one_;
    }

    [[nodiscard]] Eigen::VectorXd variances(const Eigen::MatrixXd& whitened) const {
        const Eigen::VectorXd explained = whitened.colwise().squaredNorm();
        const Eigen::VectorXd open = open_mean(whitened);
        return (covariance_.at_zero() - explained.array() + open.array().square() / information_).max(0.0);
    }

    /// One column per row-place of a and of b.
    [[nodiscard]] Eigen::MatrixXd covariances(const std::vector<grid::Point>& a,
                                              const Eigen::MatrixXd& whitened_a,
                                              const std::vector<grid::Point>& b,
                                              const Eigen::MatrixXd& whitened_b) const {
        Eigen::MatrixXd result = open_mean(whitened_a) * open_mean(whitened_b).transpose() / information_;
        result.noalias() -= whitened_a.transpose() * whitened_b;
        for (Eigen::Index j = 0; j < result.cols(); ++j) {
            for (Eigen::Index i = 0; i < result.rows(); ++i) result(i, j) += between(at(a, i), at(b, j));
        }
        return result;
    }

    /// Kriging weights of the stations, one column per place.
    [[nodiscard]] Eigen::MatrixXd weights(const Eigen::MatrixXd& whitened) const {
        const Eigen::MatrixXd whole =
            whitened + whitened_one_ * (open_mean(whitened) / information_).transpose();
        return llt_.matrixU().solve(whole);
    }

    /// Variance of each station's value given the others.
    [[nodiscard]] Eigen::VectorXd leave_one_out() const {
        const auto n = static_cast<Eigen::Index>(points_.size());
        const Eigen::MatrixXd inverse = llt_.solve(Eigen::MatrixXd::Identity(n, n));
        const Eigen::VectorXd of_mean = llt_.matrixU().solve(whitened_one_);
        const Eigen::VectorXd q = inverse.diagonal().array() - of_mean.array().square() / information_;
        return q.cwiseInverse();
    }

  private:
    static std::vector<grid::Point> points_of(const NetworkProblem& problem,
                                              const NetworkSubstance& substance) {
        std::vector<grid::Point> points;
        for (const std::size_t station : substance.stations) points.push_back(problem.stations[station]);
        return points;
    }

    static const grid::Point& at(const std::vector<grid::Point>& places, Eigen::Index i) {
        return places[static_cast<std::size_t>(i)];
    }

    [[nodiscard]] double between(const grid::Point& a, const grid::Point& b) const {
        return covariance_(a.x - b.x, a.y - b.y);
    }

    std::vector<grid::Point> points_;
    Covariance covariance_;
    Eigen::LLT<Eigen::MatrixXd> llt_;
    Eigen::VectorXd whitened_one_;
    double information_ = 1;
};

Eigen::VectorXd weights_of(const NetworkSubstance& substance) {
    return Eigen::Map<const Eigen::VectorXd>(substance.weights.data(),
                                             static_cast<Eigen::Index>(substance.weights.size()));
}

/// What greedy choice keeps of one substance: covariances given the stations and the sites chosen so far.
class Progress {
  public:
    Progress(const NetworkProblem& problem, const NetworkSubstance& substance)
        : candidates_(problem.candidates), conditional_(problem, substance), weights_(weights_of(substance)) {
        whitened_ = conditional_.whiten(candidates_);
        const Eigen::MatrixXd targets = conditional_.whiten(problem.targets);
        variances_ = conditional_.variances(whitened_);
        to_targets_ = conditional_.covariances(candidates_, whitened_, problem.targets, targets);
        weighted_ = weights_.dot(conditional_.variances(targets));
        smallest_ = 1e-9 * variances_.maxCoeff();
    }

    [[nodiscard]] double weighted_variance() const { return weighted_; }

    /// By how much each candidate would lower the weighted variance.
    [[nodiscard]] Eigen::VectorXd reductions() const {
        const Eigen::VectorXd sums = to_targets_.cwiseAbs2() * weights_;
        return (variances_.array() > smallest_).select(sums.array() / variances_.array(), 0.0);
    }

    void choose(Eigen::Index site) {
        if (!(variances_(site) > smallest_)) return;
        const std::vector<grid::Point> place{candidates_[static_cast<std::size_t>(site)]};
        Eigen::VectorXd column =
            conditional_.covariances(candidates_, whitened_, place, whitened_.col(site)).col(0);
        for (const auto& earlier : chosen_) column -= earlier * earlier(site);
        column /= std::sqrt(variances_(site));
        const Eigen::RowVectorXd row = to_targets_.row(site) / std::sqrt(variances_(site));
        to_targets_.noalias() -= column * row;
        variances_ = (variances_ - column.cwiseAbs2()).cwiseMax(0.0);
        weighted_ -= weights_.dot(row.cwiseAbs2().transpose());
        chosen_.push_back(std::move(column));
    }

  private:
    const std::vector<grid::Point>& candidates_;
    ConditionalNetwork conditional_;
    Eigen::VectorXd weights_;
    Eigen::MatrixXd whitened_;
    Eigen::MatrixXd to_targets_;  // candidates x targets
    Eigen::VectorXd variances_;   // of the candidates
    double weighted_ = 0;
    double smallest_ = 0;
    std::vector<Eigen::VectorXd> chosen_;  // covariance with a site over its standard deviation
};

}  // namespace

std::vector<std::vector<double>> target_variances(const NetworkProblem& problem) {
    std::vector<std::vector<double>> rows;
    for (const auto& substance : problem.substances) {
        const ConditionalNetwork conditional(problem, substance);
        const Eigen::VectorXd variances = conditional.variances(conditional.whiten(problem.targets));
        rows.emplace_back(variances.data(), variances.data() + variances.size());
    }
    return rows;
}

double weighted_variance(const NetworkProblem& problem) {
    const auto rows = target_variances(problem);
    double sum = 0;
    for (std::size_t s = 0; s < rows.size(); ++s) {
        for (std::size_t t = 0; t < rows[s].size(); ++t) sum += problem.substances[s].weights[t] * rows[s][t];
    }
    return sum;
}

std::vector<SiteChoice> choose_sites(const NetworkProblem& problem, std::size_t count) {
    std::vector<SiteChoice> choices;
    if (problem.candidates.empty() || problem.targets.empty() || problem.substances.empty()) return choices;
    std::vector<Progress> substances;
    double weighted = 0;
    for (const auto& substance : problem.substances) {
        substances.emplace_back(problem, substance);
        weighted += substances.back().weighted_variance();
    }
    while (choices.size() < count) {
        Eigen::VectorXd total = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(problem.candidates.size()));
        for (const auto& substance : substances) total += substance.reductions();
        Eigen::Index best = 0;
        if (!(total.maxCoeff(&best) > 1e-9 * weighted)) break;
        SiteChoice choice{static_cast<std::size_t>(best), weighted, 0};
        weighted = 0;
        for (auto& substance : substances) {
            substance.choose(best);
            weighted += substance.weighted_variance();
        }
        choice.after = weighted;
        choices.push_back(choice);
    }
    return choices;
}

std::vector<double> station_losses(const NetworkProblem& problem) {
    std::vector<double> losses(problem.stations.size(), 0.0);
    for (const auto& substance : problem.substances) {
        if (substance.stations.size() < 2) continue;
        const ConditionalNetwork conditional(problem, substance);
        const Eigen::MatrixXd weights = conditional.weights(conditional.whiten(problem.targets));
        const Eigen::VectorXd sums = weights.cwiseAbs2() * weights_of(substance);
        const Eigen::VectorXd loss = sums.cwiseProduct(conditional.leave_one_out());
        for (std::size_t i = 0; i < substance.stations.size(); ++i)
            losses[substance.stations[i]] += loss(static_cast<Eigen::Index>(i));
    }
    return losses;
}

}  // namespace riskmap::fields
