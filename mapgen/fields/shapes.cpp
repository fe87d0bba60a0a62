#include "mapgen/fields/shapes.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <numbers>

#include "geocore/core/text.hpp"

namespace riskmap::fields {
namespace {

struct Entry {
    Shape shape;
    const char* word;
};
constexpr std::array<Entry, 9> kShapes{{{Shape::spherical, "sph"},
                                        {Shape::exponential, "exp"},
                                        {Shape::gaussian, "gau"},
                                        {Shape::matern, "mat"},
                                        {Shape::stein_matern, "ste"},
                                        {Shape::linear, "lin"},
                                        {Shape::pentaspherical, "pen"},
                                        {Shape::circular, "cir"},
                                        {Shape::power, "pow"}}};
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kBesselVanishes = 600;

double matern_semivariance(double t, double kappa) {
    if (t > kBesselVanishes) return 1;
    if (kappa == 0.5) return -std::expm1(-t);
    if (kappa == 1.5) return 1 - (1 + t) * std::exp(-t);
    if (kappa == 2.5) return 1 - (1 + t + t * t / 3) * std::exp(-t);
    const double log_factor = (1 - kappa) * std::numbers::ln2 - std::lgamma(kappa) + kappa * std::log(t);
    return 1 - std::exp(log_factor) * std::cyl_bessel_k(kappa, t);
}

double circular_semivariance(double t) {
    return t >= 1 ? 1 : 2 / std::numbers::pi * (t * std::sqrt(1 - t * t) + std::asin(t));
}

}  // namespace

std::optional<Shape> shape_from(std::string_view word) {
    const auto lower = core::to_lower_ascii(word);
    for (const auto& entry : kShapes) {
        if (lower == entry.word) return entry.shape;
    }
    return std::nullopt;
}

std::string shape_word(Shape shape) {
    for (const auto& entry : kShapes) {
        if (entry.shape == shape) return entry.word;
    }
    return "?";
}

const std::vector<std::string>& shape_words() {
    static const std::vector<std::string> words = [] {
        std::vector<std::string> all;
        for (const auto& entry : kShapes) all.emplace_back(entry.word);
        return all;
    }();
    return words;
}

double unit_semivariance(Shape shape, double h, double range, double kappa) {
    if (h <= 0) return 0;
    const double t = h / range;
    switch (shape) {
        case Shape::spherical:
            return t >= 1 ? 1 : t * (1.5 - 0.5 * t * t);
        case Shape::exponential:
            return -std::expm1(-t);
        case Shape::gaussian:
            return -std::expm1(-t * t);
        case Shape::matern:
            return matern_semivariance(t, kappa);
        case Shape::stein_matern:
            return matern_semivariance(2 * std::sqrt(kappa) * t, kappa);
        case Shape::linear:
            return range > 0 ? std::fmin(t, 1.0) : h;
        case Shape::pentaspherical:
            return t >= 1 ? 1 : t * (1.875 + t * t * (-1.25 + 0.375 * t * t));
        case Shape::circular:
            return circular_semivariance(t);
        case Shape::power:
            return std::pow(h, range);
    }
    return 0;
}

double practical_range(Shape shape, double range, double kappa) {
    switch (shape) {
        case Shape::spherical:
        case Shape::pentaspherical:
        case Shape::circular:
            return range;
        case Shape::linear:
            return range > 0 ? range : kInfinity;
        case Shape::exponential:
            return 3 * range;
        case Shape::gaussian:
            return std::sqrt(3.0) * range;
        case Shape::power:
            return kInfinity;
        case Shape::matern:
        case Shape::stein_matern:
            break;
    }
    double low = 0;
    double high = range;
    while (unit_semivariance(shape, high, range, kappa) < 0.95) high *= 2;
    for (int i = 0; i < 100; ++i) {
        const double middle = 0.5 * (low + high);
        (unit_semivariance(shape, middle, range, kappa) < 0.95 ? low : high) = middle;
    }
    return high;
}

}  // namespace riskmap::fields
