#include "mapgen/dispersion/fft.hpp"

#include <cmath>
#include <numbers>

namespace riskmap::dispersion {

Fft::Fft(int length)
    : roots_(static_cast<std::size_t>(length) / 2), order_(static_cast<std::size_t>(length)) {
    for (std::size_t i = 0; i < roots_.size(); ++i) {
        const double angle = -2 * std::numbers::pi * static_cast<double>(i) / length;
        roots_[i] = {std::cos(angle), std::sin(angle)};
    }
    for (std::size_t i = 1; i < order_.size(); ++i) {
        order_[i] = order_[i >> 1] >> 1 | ((i & 1) != 0 ? order_.size() >> 1 : 0);
    }
}

void Fft::run(std::vector<std::complex<double>>& values, bool backward) const {
    const std::size_t n = order_.size();
    for (std::size_t i = 0; i < n; ++i) {
        if (i < order_[i]) std::swap(values[i], values[order_[i]]);
    }
    for (std::size_t half = 1; half < n; half *= 2) {
        const std::size_t stride = n / (2 * half);
        for (std::size_t start = 0; start < n; start += 2 * half) {
            for (std::size_t k = 0; k < half; ++k) {
                const auto root = roots_[k * stride];
                const double sine = backward ? -root.imag() : root.imag();
                auto& a = values[start + k];
                auto& b = values[start + k + half];
                const std::complex<double> t{b.real() * root.real() - b.imag() * sine,
                                             b.real() * sine + b.imag() * root.real()};
                b = a - t;
                a += t;
            }
        }
    }
}

}  // namespace riskmap::dispersion
