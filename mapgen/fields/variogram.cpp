#include "mapgen/fields/variogram.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"

namespace riskmap::fields {

double Structure::reduced_distance(double dx, double dy) const {
    if (minor_ratio == 1) return std::hypot(dx, dy);
    const double angle = major_axis_deg * std::numbers::pi / 180;
    const double along = dx * std::sin(angle) + dy * std::cos(angle);
    const double across = dx * std::cos(angle) - dy * std::sin(angle);
    return std::hypot(along, across / minor_ratio);
}

double Variogram::structured_semivariance(double dx, double dy) const {
    double sum = 0;
    for (const auto& s : structures) {
        sum += s.sill * unit_semivariance(s.shape, s.reduced_distance(dx, dy), s.range_m, s.kappa);
    }
    return sum;
}

double Variogram::semivariance(double dx, double dy) const {
    return dx == 0 && dy == 0 ? 0 : nugget + structured_semivariance(dx, dy);
}

bool Variogram::bounded() const {
    return std::none_of(structures.begin(), structures.end(), [](const Structure& s) {
        return s.shape == Shape::power || (s.shape == Shape::linear && s.range_m == 0);
    });
}

bool Variogram::isotropic() const {
    return std::all_of(structures.begin(), structures.end(),
                       [](const Structure& s) { return s.minor_ratio == 1; });
}

double Variogram::sill() const {
    double sum = nugget;
    for (const auto& s : structures) sum += s.sill;
    return sum;
}

double Variogram::practical_range_m() const {
    double longest = 0;
    for (const auto& s : structures) {
        if (s.sill > 0) longest = std::max(longest, practical_range(s.shape, s.range_m, s.kappa));
    }
    return longest;
}

void Variogram::check() const {
    if (!(nugget >= 0)) throw core::usage_error("variogram: nugget {} must not be negative", nugget);
    double total = nugget;
    for (const auto& s : structures) {
        const auto word = shape_word(s.shape);
        total += s.sill;
        if (!(s.sill >= 0))
            throw core::usage_error("variogram: sill {} of '{}' must not be negative", s.sill, word);
        if (s.shape == Shape::power && !(s.range_m > 0 && s.range_m <= 2)) {
            throw core::usage_error("variogram: exponent {} of 'pow' must be above 0 and at most 2",
                                    s.range_m);
        }
        const bool may_be_zero = s.shape == Shape::linear && s.range_m == 0;
        if (!may_be_zero && !(s.range_m > 0)) {
            throw core::usage_error("variogram: range {} of '{}' must be positive", s.range_m, word);
        }
        if (!(s.kappa > 0 && s.kappa <= 100)) {
            throw core::usage_error("variogram: kappa {} of '{}' must be above 0 and at most 100", s.kappa,
                                    word);
        }
        if (!(s.minor_ratio > 0 && s.minor_ratio <= 1)) {
            throw core::usage_error("variogram: anisotropy ratio {} of '{}' must be above 0 and at most 1",
                                    s.minor_ratio, word);
        }
    }
    if (!(total > 0)) throw core::usage_error("variogram: nugget and sills are all zero");
}

std::string Variogram::text() const {
    std::vector<std::string> terms;
    if (nugget > 0 || structures.empty()) terms.push_back(core::format_double(nugget) + " nug");
    for (const auto& s : structures) {
        auto term = fmt::format("{} {} {}", core::format_double(s.sill), shape_word(s.shape),
                                core::format_double(s.range_m));
        if (s.shape == Shape::matern || s.shape == Shape::stein_matern) {
            term += " kappa " + core::format_double(s.kappa);
        }
        if (s.minor_ratio != 1) {
            term += fmt::format(" anis {} {}", core::format_double(s.major_axis_deg),
                                core::format_double(s.minor_ratio));
        }
        terms.push_back(term);
    }
    return core::join(terms, " + ");
}

}  // namespace riskmap::fields
