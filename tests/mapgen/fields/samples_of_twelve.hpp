#pragma once

#include <vector>

#include "mapgen/fields/field.hpp"

// Twelve made-up samples and six targets. Expected numbers come from R 4.2.2 with gstat 2.1-0:
//   d <- data.frame(x, y, v, e); coordinates(d) <- ~x+y; likewise t
namespace riskmap::fields::test {

inline std::vector<Sample> twelve() {
    const double x[] = {120, 410, 950, 300, 700, 1300, 180, 820, 1100, 520, 1400, 60};
    const double y[] = {80, 350, 140, 720, 610, 420, 1010, 960, 880, 1220, 1190, 560};
    const double v[] = {2.1, 2.9, 1.4, 4.2, 3.3, 0.9, 5.1, 3.8, 2.2, 4.6, 1.7, 3.0};
    const double e[] = {10, 14, 7, 21, 17, 5, 25, 18, 12, 24, 9, 16};
    std::vector<Sample> samples;
    for (int i = 0; i < 12; ++i) {
        Sample s;
        s.x_m = x[i];
        s.y_m = y[i];
        s.value = v[i];
        s.id = "s" + std::to_string(i + 1);
        s.drifts = {e[i]};
        samples.push_back(s);
    }
    return samples;
}

struct Target {
    double x, y, drift;
};
inline const std::vector<Target>& targets() {
    static const std::vector<Target> all{{200, 300, 13}, {640, 500, 16}, {1000, 700, 11},
                                         {410, 350, 14}, {1500, 100, 6}, {90, 1300, 26}};
    return all;
}

inline FieldOptions options(Method method, const char* variogram) {
    FieldOptions o;
    o.method = method;
    if (*variogram != 0) o.variogram = Variogram::parse(variogram);
    return o;
}

}  // namespace riskmap::fields::test
