#include "geocore/crs/chinese_datum.hpp"

#include <cmath>
#include <numbers>
#include <string>

#include "geocore/core/text.hpp"

namespace riskmap::crs {
namespace {

using grid::Point;
using std::numbers::pi;

// Krasovsky 1940, the ellipsoid that GCJ-02 scales its metres with.
constexpr double kSemiMajorAxis_m = 6378245.0;
constexpr double kEccentricitySquared = 0.00669342162296594323;

bool in_china(Point p) {
    return p.x >= 72.004 && p.x <= 137.8347 && p.y >= 0.8293 && p.y <= 55.8271;
}

double ripple(double t) {
    return 20.0 * std::sin(6.0 * t * pi) + 20.0 * std::sin(2.0 * t * pi);
}

double offset_east_m(double x, double y) {
    return 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * std::sqrt(std::abs(x)) +
           2.0 / 3.0 *
               (ripple(x) + 20.0 * std::sin(x * pi) + 40.0 * std::sin(x / 3.0 * pi) +
                150.0 * std::sin(x / 12.0 * pi) + 300.0 * std::sin(x / 30.0 * pi));
}

double offset_north_m(double x, double y) {
    return -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * std::sqrt(std::abs(x)) +
           2.0 / 3.0 *
               (ripple(x) + 20.0 * std::sin(y * pi) + 40.0 * std::sin(y / 3.0 * pi) +
                160.0 * std::sin(y / 12.0 * pi) + 320.0 * std::sin(y / 30.0 * pi));
}

Point gcj02_from_wgs84(Point p) {
    if (!in_china(p)) return p;
    const double latitude = p.y / 180.0 * pi;
    const double sine = std::sin(latitude);
    const double w2 = 1.0 - kEccentricitySquared * sine * sine;
    const double w = std::sqrt(w2);
    const double metres_per_radian_north = kSemiMajorAxis_m * (1.0 - kEccentricitySquared) / (w2 * w);
    const double metres_per_radian_east = kSemiMajorAxis_m / w * std::cos(latitude);
    const double x = p.x - 105.0;
    const double y = p.y - 35.0;
    return {p.x + offset_east_m(x, y) / metres_per_radian_east * 180.0 / pi,
            p.y + offset_north_m(x, y) / metres_per_radian_north * 180.0 / pi};
}

Point bd09_from_gcj02(Point p) {
    constexpr double kBaiduPi = pi * 3000.0 / 180.0;
    const double radius = std::hypot(p.x, p.y) + 0.00002 * std::sin(p.y * kBaiduPi);
    const double angle = std::atan2(p.y, p.x) + 0.000003 * std::cos(p.x * kBaiduPi);
    return {radius * std::cos(angle) + 0.0065, radius * std::sin(angle) + 0.006};
}

}  // namespace

std::optional<ChineseDatum> chinese_datum(std::string_view name) {
    std::string key;
    for (const char c : core::to_lower_ascii(core::trim(name))) {
        if (c != '-' && c != '_' && c != ' ') key += c;
    }
    if (key == "gcj02" || key == "gcj02ll") return ChineseDatum::gcj02;
    if (key == "bd09" || key == "bd09ll") return ChineseDatum::bd09;
    return std::nullopt;
}

std::string_view name(ChineseDatum datum) {
    return datum == ChineseDatum::gcj02 ? "GCJ-02" : "BD-09";
}

Point from_wgs84(ChineseDatum datum, Point wgs84) {
    const Point gcj02 = gcj02_from_wgs84(wgs84);
    return datum == ChineseDatum::gcj02 ? gcj02 : bd09_from_gcj02(gcj02);
}

Point to_wgs84(ChineseDatum datum, Point point) {
    constexpr double kTolerance_deg = 1e-11;
    constexpr int kMaxRounds = 50;
    Point guess = point;
    // The shift changes by less than 3 % over its own length, so the fixed point is reached in a few rounds.
    for (int round = 0; round < kMaxRounds; ++round) {
        const Point image = from_wgs84(datum, guess);
        const double dx = point.x - image.x;
        const double dy = point.y - image.y;
        guess = {guess.x + dx, guess.y + dy};
        if (!(std::hypot(dx, dy) > kTolerance_deg)) break;
    }
    return guess;
}

}  // namespace riskmap::crs
