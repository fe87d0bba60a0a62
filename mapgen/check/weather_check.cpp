#include "mapgen/check/weather_check.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace riskmap::check {
namespace {

constexpr double kFastMean_m_s = 10;
constexpr double kMostOfOneSector = 0.7;
constexpr double kMostCalm = 0.5;
constexpr int kSectors = 16;

Finding make(const char* code, const std::string& file, Text found, Text expected, Text advice) {
    Finding f;
    f.code = code;
    f.file = file;
    f.found = std::move(found);
    f.expected = std::move(expected);
    f.advice = std::move(advice);
    return f;
}

double share(const dispersion::WindClass& c) {
    double sum = c.calm;
    for (const double s : c.sectors) sum += s;
    for (const auto& hour : c.hours) sum += hour.share;
    return sum;
}

double mean_speed(const dispersion::Weather& weather) {
    double sum = 0;
    double total = 0;
    for (const auto& c : weather.classes()) {
        sum += share(c) * c.speed_m_s;
        total += share(c);
    }
    return total > 0 ? sum / total : 0;
}

}  // namespace

std::vector<Finding> judge_weather(const dispersion::Weather& weather, const std::string& file) {
    std::vector<Finding> findings;
    const double speed = mean_speed(weather);
    if (speed > kFastMean_m_s) {
        findings.push_back(make(
            "weather-speed", file,
            {fmt::format("平均风速{:.1f} m/s", speed), fmt::format("the mean wind is {:.1f} m/s", speed)},
            {"10 m高度的风速,m/s", "speeds at 10 m, in m/s"},
            {"检查单位是否为km/h或节", "Check whether the speeds are in km/h or knots."}));
    }
    const auto rose = weather.rose(kSectors);
    const double blowing = 1 - weather.calm_share();
    const auto largest = std::max_element(rose.begin(), rose.end());
    if (blowing > 0 && *largest > kMostOfOneSector * blowing) {
        const double percent = 100 * *largest / blowing;
        const double from = 360.0 / kSectors * static_cast<double>(largest - rose.begin());
        findings.push_back(
            make("weather-direction", file,
                 {fmt::format("{:.0f}%的时间风来自{:g}°附近", percent, from),
                  fmt::format("{:.0f} % of the time the wind comes from about {:g} degrees", percent, from)},
                 {"风的来向,以度计,北为0、东为90", "where the wind comes from, in degrees: north 0, east 90"},
                 {"检查方向单位(弧度?)和缺测填充值",
                  "Check the unit (radians?) and what stands for missing directions."}));
    }
    if (weather.calm_share() > kMostCalm) {
        findings.push_back(make("weather-calm", file,
                                {fmt::format("静风占{:.0f}%", 100 * weather.calm_share()),
                                 fmt::format("calm {:.0f} % of the time", 100 * weather.calm_share())},
                                {"少于50%", "less than 50 %"},
                                {"检查缺测是否记为0", "Check whether missing speeds are written as 0."}));
    }
    return findings;
}

}  // namespace riskmap::check
