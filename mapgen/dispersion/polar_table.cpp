#include "mapgen/dispersion/polar_table.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

#include "mapgen/dispersion/fast_math.hpp"
#include "mapgen/dispersion/fft.hpp"

namespace riskmap::dispersion {
namespace {

using Spectrum = std::vector<std::complex<double>>;
constexpr auto kN = static_cast<std::size_t>(PolarTable::kBearings);
constexpr double kLargestStep = 0.02;

/// Values of a plume around the circle at one distance, wind towards bearing 0: symmetric.
void ring(const Plume& plume, double radius, std::vector<double>& values) {
    std::fill(values.begin(), values.end(), 0.0);
    for (std::size_t i = 0; i <= kN / 2; ++i) {
        const double off = 2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(kN);
        const double v = plume.at(radius * std::cos(off), radius * std::sin(off));
        if (v == 0 && i > 0) break;
        values[i] = v;
        if (i > 0) values[kN - i] = v;
    }
}

/// Plumes of one shape and the winds they blow with, each share in proportion to the plume's strength.
struct Shape {
    const Plume* plume = nullptr;
    Spectrum winds;
};

std::vector<Shape> shapes_of(const LongTermPlume& source, const Fft& fft) {
    std::vector<Shape> shapes;
    const Weather& weather = source.weather();
    for (std::size_t c = 0; c < source.plumes().size(); ++c) {
        const Plume& plume = source.plumes()[c];
        const auto shares = weather.shares(weather.classes()[c], PolarTable::kBearings);
        auto at = std::find_if(shapes.begin(), shapes.end(),
                               [&](const Shape& s) { return s.plume->has_shape_of(plume); });
        if (at == shapes.end()) at = shapes.insert(at, {&plume, Spectrum(kN)});
        const double strength = at->plume->wind_m_s() / plume.wind_m_s();
        for (std::size_t i = 0; i < kN; ++i) at->winds[i] += strength * shares[i];
    }
    for (auto& s : shapes) fft.forward(s.winds);
    return shapes;
}

}  // namespace

PolarTable::PolarTable(const LongTermPlume& plume, double farthest_m) {
    const double span = std::log(std::max(farthest_m, 2 * kNearest_m) / kNearest_m);
    const auto rows = 2 * static_cast<std::size_t>(std::ceil(0.5 * span / kLargestStep)) + 2;
    per_log_ = static_cast<double>(rows - 1) / span;
    for (std::size_t i = 0; i < rows; ++i)
        radii_.push_back(kNearest_m * std::exp(static_cast<double>(i) / per_log_));
    table_.assign(rows * (kN + 1), 0.0F);
    tabulate(plume);
    if (plume.parts().size() > 1) spread(plume.parts());
}

/// The circular convolution of plume and winds, shape by shape, for two distances at once: a symmetric ring
/// has a real spectrum, so two of them share one complex transform.
void PolarTable::tabulate(const LongTermPlume& plume) {
    const Fft fft(kBearings);
    const auto shapes = shapes_of(plume, fft);
    std::vector<double> even(kN);
    std::vector<double> odd(kN);
    Spectrum pair(kN);
    Spectrum sum(kN);
    for (std::size_t r = 0; r < radii_.size(); r += 2) {
        std::fill(sum.begin(), sum.end(), std::complex<double>{});
        for (const auto& shape : shapes) {
            ring(*shape.plume, radii_[r], even);
            ring(*shape.plume, radii_[r + 1], odd);
            for (std::size_t i = 0; i < kN; ++i) pair[i] = {even[i], odd[i]};
            fft.forward(pair);
            for (std::size_t i = 0; i < kN; ++i) {
                const auto w = shape.winds[i];
                sum[i] += std::complex<double>{w.real() * pair[i].real() - w.imag() * pair[i].imag(),
                                               w.real() * pair[i].imag() + w.imag() * pair[i].real()};
            }
        }
        fft.backward(sum);
        for (std::size_t i = 0; i <= kN; ++i) {
            const auto v = sum[i % kN] / static_cast<double>(kN);
            table_[r * (kN + 1) + i] = static_cast<float>(std::max(v.real(), 0.0));
            table_[(r + 1) * (kN + 1) + i] = static_cast<float>(std::max(v.imag(), 0.0));
        }
    }
}

/// The mean of the table over an area's volumes.
void PolarTable::spread(const std::vector<grid::Point>& parts) {
    std::vector<float> whole(table_.size());
    for (std::size_t r = 0; r < radii_.size(); ++r) {
        for (std::size_t i = 0; i <= kN; ++i) {
            const double bearing =
                2 * std::numbers::pi * static_cast<double>(i % kN) / static_cast<double>(kN);
            double sum = 0;
            for (const auto& p : parts) {
                sum += at(radii_[r] * std::sin(bearing) - p.x, radii_[r] * std::cos(bearing) - p.y);
            }
            whole[r * (kN + 1) + i] = static_cast<float>(sum / static_cast<double>(parts.size()));
        }
    }
    table_ = std::move(whole);
}

double PolarTable::at(double east, double north) const {
    const double distance = std::hypot(east, north);
    const double radius = std::clamp(distance, kNearest_m, radii_.back());
    const double row = std::log(radius / kNearest_m) * per_log_;
    double turn = distance > 0 ? std::atan2(east, north) / (2 * std::numbers::pi) : 0;
    if (turn < 0) turn += 1;
    const double column = turn * static_cast<double>(kN);
    const auto r = std::min(static_cast<std::size_t>(row), radii_.size() - 2);
    const auto c = std::min(static_cast<std::size_t>(column), kN - 1);
    const double a = row - static_cast<double>(r);
    const double b = column - static_cast<double>(c);
    const float* low = &table_[r * (kN + 1) + c];
    const float* high = low + kN + 1;
    const auto mix = [](float p, float q, double t) {
        return static_cast<double>(p) * (1 - t) + static_cast<double>(q) * t;
    };
    return (1 - a) * mix(low[0], low[1], b) + a * mix(high[0], high[1], b);
}

void PolarTable::add_row(float east0_m, float step_m, float north_m, float emission_g_s,
                         std::span<float> row) const {
    constexpr int kChunk = 256;
    const auto stride = static_cast<int>(kN) + 1;
    const float nearest2 = static_cast<float>(kNearest_m * kNearest_m);
    const float farthest2 = static_cast<float>(radii_.back() * radii_.back());
    const float half_per_log = static_cast<float>(0.5 * per_log_);
    const float inverse2 = 1.0F / nearest2;
    const float last_row = static_cast<float>(radii_.size()) - 1.001F;
    int place[kChunk];
    float a[kChunk];
    float b[kChunk];
    const float* table = table_.data();
    for (std::size_t begin = 0; begin < row.size(); begin += kChunk) {
        const int count = static_cast<int>(std::min<std::size_t>(kChunk, row.size() - begin));
        const float first = east0_m + step_m * static_cast<float>(begin);
        for (int i = 0; i < count; ++i) {
            const float east = first + step_m * static_cast<float>(i);
            float square = east * east + north_m * north_m;
            square = square < nearest2 ? nearest2 : square > farthest2 ? farthest2 : square;
            float at_row = half_per_log * fast_log(square * inverse2);
            at_row = at_row < 0 ? 0 : at_row > last_row ? last_row : at_row;
            const float at_column = static_cast<float>(kBearings) * fast_turn(east, north_m);
            const int r = static_cast<int>(at_row);
            const int c = static_cast<int>(at_column);
            place[i] = r * stride + c;
            a[i] = at_row - static_cast<float>(r);
            b[i] = at_column - static_cast<float>(c);
        }
        float* out = row.data() + begin;
        for (int i = 0; i < count; ++i) {
            const float* low = table + place[i];
            const float* high = low + stride;
            const float l = low[0] + b[i] * (low[1] - low[0]);
            const float h = high[0] + b[i] * (high[1] - high[0]);
            out[i] += emission_g_s * (l + a[i] * (h - l));
        }
    }
}

}  // namespace riskmap::dispersion
