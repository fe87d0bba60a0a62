#include "mapgen/dispersion/stability.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace riskmap::dispersion {

std::optional<Stability> stability_from(std::string_view text) {
    if (text.size() != 1) return std::nullopt;
    const char c = text.front() >= 'a' ? static_cast<char>(text.front() - 'a' + 'A') : text.front();
    if (c < 'A' || c > 'G') return std::nullopt;
    return static_cast<Stability>(std::min(c - 'A', kStabilities - 1));
}

char letter(Stability s) {
    return static_cast<char>('A' + static_cast<int>(s));
}

Stability stability_of_length(double length_m, double roughness_m) {
    struct Line {
        double a;
        double b;
    };
    static constexpr std::array<Line, kStabilities> kLines{
        {{-0.096, 0.029}, {-0.037, 0.029}, {-0.002, 0.018}, {0, 0}, {0.004, -0.018}, {0.035, -0.036}}};
    const double inverse = 1 / length_m;
    const double z = std::log10(std::clamp(roughness_m, 0.001, 3.0));
    const auto distance = [&](const Line& line) { return std::fabs(line.a + line.b * z - inverse); };
    const auto nearest = std::min_element(kLines.begin(), kLines.end(), [&](const Line& p, const Line& q) {
        return distance(p) < distance(q);
    });
    return static_cast<Stability>(nearest - kLines.begin());
}

}  // namespace riskmap::dispersion
