#include "mapgen/fields/variogram_fit.hpp"

#include <algorithm>
#include <cmath>

#include "geocore/core/error.hpp"
#include "mapgen/fields/minimise.hpp"

namespace riskmap::fields {
namespace {

constexpr int kScanSteps = 400;

struct Line {
    double nugget = 0;
    double sill = 0;
    double squared_error = 0;
};

/// Non-negative least squares of gamma = nugget + sill * shape.
Line best_line(const std::vector<double>& unit, const std::vector<double>& gamma,
               const std::vector<double>& weight) {
    double w = 0, wu = 0, wuu = 0, wg = 0, wug = 0;
    for (std::size_t i = 0; i < unit.size(); ++i) {
        w += weight[i];
        wu += weight[i] * unit[i];
        wuu += weight[i] * unit[i] * unit[i];
        wg += weight[i] * gamma[i];
        wug += weight[i] * unit[i] * gamma[i];
    }
    const auto error = [&](double nugget, double sill) {
        double sum = 0;
        for (std::size_t i = 0; i < unit.size(); ++i) {
            const double r = gamma[i] - nugget - sill * unit[i];
            sum += weight[i] * r * r;
        }
        return sum;
    };
    const double determinant = w * wuu - wu * wu;
    if (determinant > 1e-14 * w * wuu) {
        const double nugget = (wuu * wg - wu * wug) / determinant;
        const double sill = (w * wug - wu * wg) / determinant;
        if (nugget >= 0 && sill >= 0) return {nugget, sill, error(nugget, sill)};
    }
    const double no_nugget = wuu > 0 ? std::max(wug / wuu, 0.0) : 0;
    const double no_sill = std::max(wg / w, 0.0);
    const Line a{0, no_nugget, error(0, no_nugget)};
    const Line b{no_sill, 0, error(no_sill, 0)};
    return a.squared_error <= b.squared_error ? a : b;
}

class Problem {
  public:
    Problem(const EmpiricalVariogram& empirical, Shape shape, double kappa) : shape_(shape), kappa_(kappa) {
        for (const auto& bin : empirical.bins) {
            if (bin.distance_m <= 0) continue;
            h_.push_back(bin.distance_m);
            gamma_.push_back(bin.gamma);
            pairs_.push_back(static_cast<double>(bin.pairs));
        }
        weight_ = pairs_;
    }
    void weigh(FitWeights weights, const Variogram& model) {
        for (std::size_t i = 0; i < h_.size(); ++i) {
            const double g = model.semivariance(h_[i], 0);
            switch (weights) {
                case FitWeights::pairs:
                    weight_[i] = pairs_[i];
                    break;
                case FitWeights::equal:
                    weight_[i] = 1;
                    break;
                case FitWeights::pairs_over_h2:
                    weight_[i] = pairs_[i] / (h_[i] * h_[i]);
                    break;
                case FitWeights::cressie:
                    weight_[i] = g > 0 ? pairs_[i] / (g * g) : pairs_[i];
                    break;
            }
        }
    }
    [[nodiscard]] Line line(double range) const {
        std::vector<double> unit(h_.size());
        for (std::size_t i = 0; i < h_.size(); ++i) unit[i] = unit_semivariance(shape_, h_[i], range, kappa_);
        return best_line(unit, gamma_, weight_);
    }
    [[nodiscard]] const std::vector<double>& distances() const { return h_; }
    [[nodiscard]] bool flat() const {
        return std::all_of(gamma_.begin(), gamma_.end(), [](double g) { return g == 0; });
    }

  private:
    Shape shape_;
    double kappa_;
    std::vector<double> h_, gamma_, pairs_, weight_;
};

WlsFit search(const Problem& problem, Shape shape, double kappa, double cutoff) {
    const auto& h = problem.distances();
    const bool power = shape == Shape::power;
    const double reach = power ? 1 : practical_range(shape, 1, kappa);
    const double low = power ? 0.01 : std::log(*std::min_element(h.begin(), h.end()) / 2 / reach);
    const double high = power ? 1.99 : std::log(5 * cutoff / reach);
    const auto range_of = [&](double at) { return power ? at : std::exp(at); };
    const double at =
        minimise_on([&](double v) { return problem.line(range_of(v)).squared_error; }, low, high, kScanSteps);
    const auto line = problem.line(range_of(at));
    WlsFit fit{{line.nugget, {{shape, line.sill, range_of(at), kappa, 0, 1}}}, line.squared_error, false, {}};
    const double margin = (high - low) * 1e-3;
    fit.range_at_bound = at > high - margin || at < low + margin;
    if (line.sill <= 0) {
        fit.note = "the empirical variogram does not rise with distance: pure nugget";
    } else if (at > high - margin && !power) {
        fit.note =
            "the empirical variogram rises to the cutoff and beyond: the range is a bound, not an estimate";
    } else if (at < low + margin && !power) {
        fit.note = "the range is below the shortest distance between samples: it is a bound, not an estimate";
    }
    return fit;
}

}  // namespace

WlsFit fit_by_least_squares(const EmpiricalVariogram& empirical, Shape shape, double kappa,
                            FitWeights weights) {
    Problem problem(empirical, shape, kappa);
    if (problem.distances().size() < 3) {
        throw core::data_error("a variogram needs at least 3 distance bins with pairs; there are {}",
                               problem.distances().size());
    }
    if (problem.flat()) throw core::data_error("all values are equal: there is no variogram to fit");
    problem.weigh(weights == FitWeights::cressie ? FitWeights::pairs_over_h2 : weights, {});
    auto fit = search(problem, shape, kappa, empirical.cutoff_m);
    for (int i = 0; i < 50 && weights == FitWeights::cressie; ++i) {
        const double before = fit.squared_error;
        problem.weigh(weights, fit.variogram);
        fit = search(problem, shape, kappa, empirical.cutoff_m);
        if (std::fabs(fit.squared_error - before) <= 1e-12 * before) break;
    }
    return fit;
}

}  // namespace riskmap::fields
