#include "mapgen/dispersion/plume.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "mapgen/dispersion/plume_rise.hpp"

namespace riskmap::dispersion {
namespace {

constexpr double kMicrograms = 1e6;
constexpr double kDegrees = 180 / std::numbers::pi;
/// In spreads: farther off its axis a plume is taken as nothing.
constexpr double kReach = 6.5;

Source part_of(const Source& source) {
    Source part = source;
    if (source.type == SourceType::area) part.sigma_y0_m = source.side_m / kAreaParts / 2.15;
    if (source.type == SourceType::point) part.sigma_y0_m = part.sigma_z0_m = 0;
    if (source.type != SourceType::point) part.stack = {};
    return part;
}

}  // namespace

Plume::Plume(const Source& source, const SigmaCurves& curves, Stability stability, double speed_m_s,
             double mixing_height_m)
    : curves_(curves), stability_(stability) {
    wind_ = wind_at(source.height_m, speed_m_s, stability, curves.surface());
    height_ = source.height_m + plume_rise(source.stack, wind_, stability);
    if (!is_stable(stability)) lid_ = mixing_height_m;
    sigma_y0_ = source.sigma_y0_m;
    virtual_y_ = curves.virtual_distance_y(stability, source.sigma_y0_m);
    virtual_z_ = curves.virtual_distance_z(stability, source.sigma_z0_m);
    // Air over an area has already passed some of it.
    if (source.type == SourceType::area) virtual_z_ = std::max(virtual_z_, 2.15 * sigma_y0_);
}

double Plume::sigma_y(double along_m) const {
    return curves_.sigma_y(stability_, std::max(along_m, 0.1) + virtual_y_);
}

/// The vertical distribution at the ground, 1/m: integrates to 1 over height.
double Plume::vertical(double sigma_z) const {
    constexpr double kRoot = 2.5066282746310002;  // sqrt(2 pi)
    const auto gauss = [&](double z) { return std::exp(-0.5 * (z / sigma_z) * (z / sigma_z)); };
    if (!std::isfinite(lid_)) return 2 * gauss(height_) / (kRoot * sigma_z);
    if (height_ > lid_) return 0;
    if (sigma_z >= 1.6 * lid_) return 1 / lid_;
    double sum = gauss(height_);
    for (int j = 1; j <= 8; ++j) {
        const double term = gauss(2 * j * lid_ - height_) + gauss(2 * j * lid_ + height_);
        sum += term;
        if (term < 1e-9 * sum) break;
    }
    return 2 * sum / (kRoot * sigma_z);
}

double Plume::across_integral(double along_m) const {
    if (along_m <= 0 && !(sigma_y0_ > 0)) return 0;
    const double x = std::max(along_m, 0.1);
    const double fade = along_m < 0 ? std::exp(-0.5 * (along_m / sigma_y0_) * (along_m / sigma_y0_)) : 1;
    return kMicrograms * fade * vertical(curves_.sigma_z(stability_, x + virtual_z_)) / wind_;
}

double Plume::at(double along_m, double across_m) const {
    if (along_m <= 0 && !(along_m > -kReach * sigma_y0_)) return 0;
    const double sy = sigma_y(along_m);
    const double off = across_m / sy;
    if (std::fabs(off) > kReach) return 0;
    return across_integral(along_m) * std::exp(-0.5 * off * off) / (2.5066282746310002 * sy);
}

LongTermPlume::LongTermPlume(const Source& source, const Weather& weather, const SigmaCurves& curves)
    : weather_(&weather) {
    const Source part = part_of(source);
    for (const auto& c : weather.classes()) {
        plumes_.emplace_back(part, curves, c.stability, c.speed_m_s, c.mixing_height_m);
    }
    if (source.type != SourceType::area) {
        parts_ = {{0, 0}};
        return;
    }
    const double step = source.side_m / kAreaParts;
    for (int i = 0; i < kAreaParts; ++i) {
        for (int j = 0; j < kAreaParts; ++j) {
            parts_.push_back({(i - (kAreaParts - 1) / 2.0) * step, (j - (kAreaParts - 1) / 2.0) * step});
        }
    }
}

double LongTermPlume::at(double east_m, double north_m) const {
    double sum = 0;
    for (const auto& offset : parts_) sum += part_at(east_m - offset.x, north_m - offset.y);
    return sum / static_cast<double>(parts_.size());
}

double LongTermPlume::part_at(double east, double north) const {
    const double distance = std::hypot(east, north);
    const double radius = std::max(distance, kNearest_m);
    const double bearing = distance > 0 ? std::atan2(east, north) : 0;
    double sum = 0;
    for (std::size_t c = 0; c < plumes_.size(); ++c) {
        const WindClass& wind = weather_->classes()[c];
        if (weather_->sectors() > 0 || wind.calm > 0) sum += in_sectors(c, radius, bearing);
        if (wind.hours.empty()) continue;
        // A quick look first: most hours blow elsewhere.
        const double reach = kReach * plumes_[c].sigma_y(radius) / radius;
        const double widest = reach > 0.5 ? std::numbers::pi : std::asin(reach) * 1.001;
        for (const auto& hour : wind.hours) {
            double off = bearing - hour.toward_deg / kDegrees;
            if (off < -std::numbers::pi) off += 2 * std::numbers::pi;
            if (std::fabs(off) > widest) continue;
            sum += hour.share * plumes_[c].at(radius * std::cos(off), radius * std::sin(off));
        }
    }
    return sum;
}

/// Trapezoids over the directions that matter at a place.
double LongTermPlume::in_sectors(std::size_t c, double radius, double bearing) const {
    const Plume& plume = plumes_[c];
    const WindClass& wind = weather_->classes()[c];
    const double reach = kReach * plume.sigma_y(radius) / radius;
    const bool circle = reach > 1;
    const int steps = circle ? 1024 : 128;
    const double half = circle ? std::numbers::pi : reach * 1.05;
    const double step = 2 * half / steps;
    double sum = 0;
    for (int i = 0; i < steps; ++i) {
        const double off = -half + (i + 0.5) * step;
        const double value = plume.at(radius * std::cos(off), radius * std::sin(off));
        if (value == 0) continue;
        sum += value * (weather_->sectors() > 0 ? weather_->density(wind, (bearing - off) * kDegrees)
                                                : wind.calm / (2 * std::numbers::pi));
    }
    return sum * step;
}

}  // namespace riskmap::dispersion
