#include "geocore/crs/ground_area.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <numbers>

namespace riskmap::crs {
namespace {

constexpr double kMajor_m = 6378137.0;
constexpr double kEccentricity2 = 0.00669438002290;

}  // namespace

double ground_area_factor(const Transform& to_lonlat, grid::Point at, double step) {
    std::array<grid::Point, 4> around{
        {{at.x - step, at.y}, {at.x + step, at.y}, {at.x, at.y - step}, {at.x, at.y + step}}};
    to_lonlat.apply(around);
    for (const auto p : around) {
        if (!std::isfinite(p.x) || !std::isfinite(p.y)) return std::numeric_limits<double>::quiet_NaN();
    }
    constexpr double kRadians = std::numbers::pi / 180;
    const auto per_unit = [&](std::size_t from, std::size_t to) {
        return grid::Point{(around[to].x - around[from].x) * kRadians / (2 * step),
                           (around[to].y - around[from].y) * kRadians / (2 * step)};
    };
    const auto by_x = per_unit(0, 1);
    const auto by_y = per_unit(2, 3);
    const double latitude = (around[0].y + around[1].y) / 2 * kRadians;
    const double sine = std::sin(latitude);
    const double w2 = 1 - kEccentricity2 * sine * sine;
    const double transverse = kMajor_m / std::sqrt(w2);
    const double meridional = transverse * (1 - kEccentricity2) / w2;
    return std::abs(by_x.x * by_y.y - by_x.y * by_y.x) * meridional * transverse * std::cos(latitude);
}

}  // namespace riskmap::crs
