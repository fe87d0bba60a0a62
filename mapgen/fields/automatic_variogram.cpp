#include "mapgen/fields/automatic_variogram.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "mapgen/fields/variogram_fit.hpp"

namespace riskmap::fields {
namespace {

constexpr std::size_t kMaxForPairs = 5000;
constexpr std::size_t kMaxForFactorisation = 800;
constexpr std::size_t kMaxForBoth = 300;
constexpr std::size_t kFewSamples = 30;
constexpr double kWorst = 1e300;

double kappa_of(Shape shape) {
    return shape == Shape::matern || shape == Shape::stein_matern ? 1.5 : 0.5;
}

/// Every k-th sample, so that at most `most` remain.
CensoredData thin(const CensoredData& data, std::size_t most) {
    const auto n = data.censored.size();
    if (n <= most) return data;
    std::vector<int> rows;
    CensoredData part;
    for (std::size_t i = 0; i < most; ++i) rows.push_back(static_cast<int>(i * n / most));
    part.data = data.data.subset(rows);
    for (const int row : rows) part.censored.push_back(data.censored[static_cast<std::size_t>(row)]);
    return part;
}

void score(const CensoredData& data, ModelChoice::Candidate& candidate) {
    if (data.any()) {
        candidate.score = -log_likelihood(data, candidate.variogram);
        candidate.rmse = std::numeric_limits<double>::quiet_NaN();
        return;
    }
    const auto loo = KrigingSystem(data.data, candidate.variogram).leave_one_out();
    const auto n = static_cast<double>(data.data.size());
    for (Eigen::Index i = 0; i < data.data.size(); ++i) {
        const double variance = loo.variances(i) + data.data.error_variances(i);
        const double e2 = loo.residuals(i) * loo.residuals(i);
        candidate.score += 0.5 * (std::log(2 * std::numbers::pi * variance) + e2 / variance) / n;
        candidate.rmse += e2 / n;
    }
    candidate.rmse = std::sqrt(candidate.rmse);
}

std::string label(const ModelChoice::Candidate& candidate) {
    const auto word = shape_word(candidate.variogram.structures[0].shape);
    return word + (candidate.by_likelihood ? " by likelihood" : " by least squares");
}

class Chooser {
  public:
    explicit Chooser(const CensoredData& data) : data_(data), scored_(thin(data, kMaxForFactorisation)) {}

    void consider(Shape shape, bool by_likelihood) {
        ModelChoice::Candidate candidate{
            {0, {{shape, 0, 1, kappa_of(shape), 0, 1}}}, kWorst, 0, by_likelihood, {}};
        try {
            candidate.variogram = by_likelihood ? likely(shape) : least_squares(shape);
            candidate.score = 0;
            score(scored_, candidate);
        } catch (const core::Error& e) {
            candidate.score = kWorst;
            candidate.failure = e.what();
        }
        choice_.candidates.push_back(candidate);
    }
    [[nodiscard]] bool any() const {
        return std::any_of(choice_.candidates.begin(), choice_.candidates.end(),
                           [](const auto& c) { return c.failure.empty(); });
    }

    ModelChoice choose() {
        const auto best = std::min_element(choice_.candidates.begin(), choice_.candidates.end(),
                                           [](const auto& a, const auto& b) { return a.score < b.score; });
        if (!best->failure.empty()) throw core::data_error("no variogram could be fitted: {}", best->failure);
        choice_.variogram = best->variogram;
        std::vector<std::string> scores;
        for (const auto& c : choice_.candidates) {
            scores.push_back(label(c) + " " +
                             (c.failure.empty() ? fmt::format("{:.4f}", c.score) : "failed"));
        }
        choice_.reason =
            fmt::format("variogram {}: of {} the least {}", label(*best), core::join(scores, ", "),
                        data_.any() ? "negative log-likelihood with the censored values"
                                    : "mean negative log density in leave-one-out");
        return choice_;
    }

  private:
    /// One remark for every reason, with the models that it concerns.
    void report_failures() {
        std::vector<std::pair<std::string, std::vector<std::string>>> reasons;
        for (const auto& c : choice_.candidates) {
            if (c.failure.empty()) continue;
            const auto same = std::find_if(reasons.begin(), reasons.end(),
                                           [&](const auto& r) { return r.first == c.failure; });
            auto& names = same == reasons.end()
                              ? reasons.emplace_back(c.failure, std::vector<std::string>{}).second
                              : same->second;
            names.push_back(label(c));
        }
        for (const auto& [reason, names] : reasons) {
            choice_.remarks.push_back(fmt::format("left out ({}): {}", core::join(names, ", "), reason));
        }
    }
    Variogram likely(Shape shape) { return fit_by_likelihood(scored_, shape, kappa_of(shape)).variogram; }
    Variogram least_squares(Shape shape) {
        if (empirical_.bins.empty()) {
            const auto part = thin(data_, kMaxForPairs);
            empirical_ = empirical_variogram(part.data.points, detrended_values(part.data));
        }
        const auto fit = fit_by_least_squares(empirical_, shape, kappa_of(shape));
        if (fit.range_at_bound) throw core::data_error("{}", fit.note);
        return fit.variogram;
    }

    const CensoredData& data_;
    CensoredData scored_;
    EmpiricalVariogram empirical_;
    ModelChoice choice_;
};

}  // namespace

std::vector<double> detrended_values(const KrigingData& data) {
    Eigen::VectorXd rest = data.values;
    if (data.drift.cols() > 0) rest -= data.drift * data.drift.colPivHouseholderQr().solve(data.values);
    return {rest.data(), rest.data() + rest.size()};
}

ModelChoice choose_variogram(const CensoredData& data, FitMethod method, const std::vector<Shape>& shapes) {
    const auto n = data.censored.size();
    if (n < 5) {
        throw core::Error(core::ErrorKind::data,
                          fmt::format("{} samples are too few for an automatic variogram (at least 5)", n),
                          "Give a variogram, or use inverse distance.");
    }
    if ((data.data.values.array() == data.data.values(0)).all()) {
        throw core::data_error("all {} values are equal: there is no variogram to fit", n);
    }
    Chooser chooser(data);
    const std::vector<Shape> usual{Shape::spherical, Shape::exponential, Shape::gaussian, Shape::matern};
    const auto& wanted = shapes.empty() ? usual : shapes;
    const bool least_squares = !data.any() && method != FitMethod::reml;
    const bool likelihood =
        data.any() || method == FitMethod::reml || (method == FitMethod::automatic && n <= kMaxForBoth);
    for (const auto shape : wanted) {
        if (least_squares) chooser.consider(shape, false);
        if (likelihood) chooser.consider(shape, true);
    }
    if (!chooser.any() && !likelihood) {
        for (const auto shape : wanted) chooser.consider(shape, true);
    }
    auto choice = chooser.choose();
    if (n < kFewSamples) {
        choice.remarks.push_back(fmt::format(
            "the variogram rests on {} samples only; fewer than {} leave it uncertain", n, kFewSamples));
    }
    return choice;
}

}  // namespace riskmap::fields
