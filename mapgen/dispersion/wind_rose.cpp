#include "mapgen/dispersion/wind_rose.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace riskmap::dispersion {

std::string wind_rose_svg(const Weather& weather) {
    constexpr int kSectors = 16;
    const auto rose = weather.rose(kSectors);
    const double largest = std::max(*std::max_element(rose.begin(), rose.end()), 1e-9);
    const auto at = [](double degrees, double radius) {
        const double a = degrees * std::numbers::pi / 180;
        return fmt::format("{:.2f} {:.2f}", 150 + radius * std::sin(a), 150 - radius * std::cos(a));
    };
    std::string svg =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 300 320\" font-family=\"sans-serif\" "
        "font-size=\"12\" text-anchor=\"middle\">\n";
    for (const double part : {0.5, 1.0}) {
        svg += fmt::format("<circle cx=\"150\" cy=\"150\" r=\"{}\" fill=\"none\" stroke=\"#ccc\"/>\n",
                           120 * part);
        svg += fmt::format("<text x=\"{}\" y=\"146\" fill=\"#555\">{:.0f} %</text>\n", 150 + 120 * part,
                           100 * largest * part);
    }
    for (int i = 0; i < kSectors; ++i) {
        const double width = 360.0 / kSectors;
        const double radius = 120 * rose[static_cast<std::size_t>(i)] / largest;
        svg += fmt::format(
            "<path d=\"M150 150 L{} A{:.2f} {:.2f} 0 0 1 {} Z\" fill=\"#2b6cb0\" fill-opacity=\"0.7\"/>\n",
            at(i * width - 0.4 * width, radius), radius, radius, at(i * width + 0.4 * width, radius));
    }
    for (const auto& [name, degrees] :
         {std::pair{"N 北", 0.0}, {"E 东", 90.0}, {"S 南", 180.0}, {"W 西", 270.0}}) {
        const double a = degrees * std::numbers::pi / 180;
        svg += fmt::format("<text x=\"{:.0f}\" y=\"{:.0f}\">{}</text>\n", 150 + 134 * std::sin(a),
                           154 - 134 * std::cos(a), name);
    }
    svg += fmt::format("<text x=\"150\" y=\"312\">calm 静风 {:.1f} %</text>\n</svg>\n",
                       100 * weather.calm_share());
    return svg;
}

}  // namespace riskmap::dispersion
