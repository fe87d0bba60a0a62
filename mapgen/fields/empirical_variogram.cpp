#include "mapgen/fields/empirical_variogram.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "geocore/core/error.hpp"

namespace riskmap::fields {
namespace {

constexpr double kCutoffShare = 0.33333;
constexpr int kBins = 15;
constexpr std::size_t kMaxBins = 100000;

bool in_direction(double dx, double dy, const EmpiricalOptions& options) {
    if (!options.direction_deg || (dx == 0 && dy == 0)) return true;
    const double pi = std::numbers::pi;
    double difference = std::fmod(std::atan2(dx, dy) - *options.direction_deg * pi / 180, pi);
    if (difference < 0) difference += pi;
    difference = std::min(difference, pi - difference);
    return difference <= options.tolerance_deg * pi / 180 + 1e-12;
}

double finish(const EmpiricalBin& bin, Estimator estimator) {
    const auto n = static_cast<double>(bin.pairs);
    if (estimator == Estimator::classical) return bin.gamma / (2 * n);
    return 0.5 * std::pow(bin.gamma / n, 4) / (0.457 + 0.494 / n);
}

EmpiricalVariogram empty_variogram(const std::vector<grid::Point>& points, const EmpiricalOptions& options) {
    auto box = grid::Box::empty();
    for (const auto& p : points) box.extend(p);
    EmpiricalVariogram result;
    result.cutoff_m =
        options.cutoff_m > 0 ? options.cutoff_m : kCutoffShare * std::hypot(box.width(), box.height());
    result.width_m = options.width_m > 0 ? options.width_m : result.cutoff_m / kBins;
    const double bins = std::ceil(result.cutoff_m / result.width_m) + 1;
    if (!(bins < static_cast<double>(kMaxBins))) {
        throw core::usage_error("variogram: a width of {} m parts the cutoff of {} m into more than {} bins",
                                result.width_m, result.cutoff_m, kMaxBins);
    }
    result.bins.resize(static_cast<std::size_t>(std::max(bins, 1.0)));
    return result;
}

}  // namespace

EmpiricalVariogram empirical_variogram(const std::vector<grid::Point>& points,
                                       const std::vector<double>& values, const EmpiricalOptions& options) {
    auto result = empty_variogram(points, options);
    const double cutoff2 = result.cutoff_m * result.cutoff_m;
    for (std::size_t i = 0; i < points.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            const double dx = points[i].x - points[j].x;
            const double dy = points[i].y - points[j].y;
            const double squared = dx * dx + dy * dy;
            if (squared > cutoff2 || !in_direction(dx, dy, options)) continue;
            const double h = std::sqrt(squared);
            auto index = static_cast<std::size_t>(h / result.width_m);
            if (index > 0 && static_cast<double>(index) * result.width_m == h) --index;
            auto& bin = result.bins[index];
            const double d = values[i] - values[j];
            ++bin.pairs;
            bin.distance_m += h;
            bin.gamma += options.estimator == Estimator::classical ? d * d : std::sqrt(std::fabs(d));
        }
    }
    std::erase_if(result.bins, [](const EmpiricalBin& bin) { return bin.pairs == 0; });
    for (auto& bin : result.bins) {
        bin.distance_m /= static_cast<double>(bin.pairs);
        bin.gamma = finish(bin, options.estimator);
    }
    return result;
}

}  // namespace riskmap::fields
