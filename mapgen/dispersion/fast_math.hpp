#pragma once

// Polynomials that compilers turn into vector instructions. Plain arithmetic only: no NaN, no infinity.

#include <bit>
#include <cmath>
#include <cstdint>

namespace riskmap::dispersion {

/// Natural logarithm of a positive, normal number; absolute error below 2e-5.
[[nodiscard]] inline float fast_log(float x) {
    const auto bits = std::bit_cast<std::int32_t>(x);
    const auto exponent = static_cast<float>((bits >> 23) - 127);
    const float m = std::bit_cast<float>((bits & 0x007FFFFF) | 0x3F800000);
    // ln(m) on [1, 2) by t = (m - 1) / (m + 1): 2 (t + t^3/3 + t^5/5 + t^7/7 + t^9/9)
    const float t = (m - 1.0F) / (m + 1.0F);
    const float t2 = t * t;
    const float series =
        t * (2.0F + t2 * (0.66666667F + t2 * (0.4F + t2 * (0.28571429F + t2 * 0.22222222F))));
    return exponent * 0.69314718F + series;
}

/// The bearing of (east, north) clockwise from north as a share of a full turn, 0 up to but not 1; absolute
/// error below 2e-6. (0, 0) has bearing 0.
[[nodiscard]] inline float fast_turn(float east, float north) {
    const float ax = std::fabs(east);
    const float ay = std::fabs(north);
    const float high = ax > ay ? ax : ay;
    const float low = ax > ay ? ay : ax;
    const float t = low / (high + 1e-30F);
    const float t2 = t * t;
    // arc tangent on [0, 1], Abramowitz and Stegun 4.4.49, error 2e-8
    float angle =
        t *
        (1.0F +
         t2 * (-0.3333314528F +
               t2 * (0.1999355085F +
                     t2 * (-0.1420889944F +
                           t2 * (0.1065626393F + t2 * (-0.0752896400F +
                                                       t2 * (0.0429096138F + t2 * (-0.0161657367F +
                                                                                   t2 * 0.0028662257F))))))));
    angle *= 0.15915494F;
    angle = ax > ay ? 0.25F - angle : angle;
    angle = north < 0 ? 0.5F - angle : angle;
    angle = east < 0 ? 1.0F - angle : angle;
    return angle > 0.9999999F ? 0.9999999F : angle;
}

}  // namespace riskmap::dispersion
