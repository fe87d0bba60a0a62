#include "mapgen/dispersion/polar_table.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "mapgen/dispersion/fast_math.hpp"
#include "mapgen/dispersion/group_fields.hpp"
#include "support.hpp"

using namespace riskmap::dispersion;

namespace {

const SigmaCurves kRuralCurves(Curves::briggs, Surface::rural);

Weather mixed_weather() {
    std::vector<WeatherRecord> records;
    const auto rose = uneven_rose();
    for (std::size_t i = 0; i < 16; ++i) {
        for (const auto& [s, u, share] :
             {std::tuple{Stability::d, 4.5, 0.45}, std::tuple{Stability::d, 2.5, 0.22},
              std::tuple{Stability::f, 1.5, 0.18}, std::tuple{Stability::b, 2.0, 0.15}}) {
            WeatherRecord r;
            r.wind_from_deg = 22.5 * static_cast<double>(i);
            r.wind_speed_m_s = u;
            r.stability = s;
            r.frequency = rose[i] * share;
            records.push_back(r);
        }
    }
    return {records, WeatherKind::frequency_table};
}

void compare(const Source& source, const Weather& weather) {
    const LongTermPlume plume(source, weather, kRuralCurves);
    const PolarTable table(plume, 40000);
    double anywhere = 0;
    for (double radius = 12; radius < 39000; radius *= 1.37)
        anywhere = std::max(anywhere, plume.at(0, -radius));
    for (double radius = 12; radius < 39000; radius *= 1.37) {
        double largest = 0;
        for (int i = 0; i < 37; ++i) {
            largest = std::max(largest, plume.at(radius * std::sin(0.17 * i), radius * std::cos(0.17 * i)));
        }
        for (int i = 0; i < 37; ++i) {
            const double east = radius * std::sin(0.17 * i);
            const double north = radius * std::cos(0.17 * i);
            const double exact = plume.at(east, north);
            INFO("radius " << radius << " bearing " << 0.17 * i);
            CHECK(std::fabs(table.at(east, north) - exact) <=
                  std::max({0.01 * exact, 1e-3 * largest, 1e-4 * anywhere}));
        }
    }
}

}  // namespace

TEST_CASE(
    "Hours of many speeds under one stability share a shape, and the opposite wind is the opposite side") {
    std::vector<WeatherRecord> records;
    for (int i = 0; i < 40; ++i) {
        WeatherRecord r;
        r.wind_from_deg = 9 * i;
        r.wind_speed_m_s = 1.5 + 0.5 * (i % 8);
        r.stability = i % 3 == 0 ? Stability::b : Stability::d;
        r.mixing_height_m = i % 2 == 0 ? 400 : 900;
        records.push_back(r);
    }
    const Weather weather(records, WeatherKind::hours);
    const auto source = volume(7, 70, 5);
    const PolarTable table(LongTermPlume(source, weather, kRuralCurves), 40000);
    const LongTermPlume plume(source, weather, kRuralCurves);
    const GroupFields fields({source}, weather, kRuralCurves, 40000);
    const auto turned = fields.turned_round();
    for (auto& r : records) r.wind_from_deg = std::fmod(r.wind_from_deg + 180, 360);
    const GroupFields opposite({source}, Weather(records, WeatherKind::hours), kRuralCurves, 40000);
    for (double radius = 60; radius < 20000; radius *= 1.9) {
        for (int i = 0; i < 23; ++i) {
            const double east = radius * std::sin(0.27 * i);
            const double north = radius * std::cos(0.27 * i);
            CHECK(table.at(east, north) ==
                  Approx(plume.at(east, north)).epsilon(0.02).margin(1e-3 * plume.at(0, radius)));
            double a = 0;
            double b = 0;
            turned.at({east, north}, std::span(&a, 1));
            opposite.at({east, north}, std::span(&b, 1));
            CHECK(a == Approx(b).epsilon(1e-4));
        }
    }
}

TEST_CASE("A polar table is within its bound of the direct integration") {
    const Weather weather = mixed_weather();
    compare(volume(7, 70, 5), weather);
    compare(stack(35), weather);
    Source area = stack(2);
    area.type = SourceType::area;
    area.side_m = 200;
    area.sigma_z0_m = 2;
    compare(area, weather);
}

TEST_CASE("A row of cells is the table at their centres") {
    const Weather weather = mixed_weather();
    const PolarTable table(LongTermPlume(volume(7, 70, 5), weather, kRuralCurves), 40000);
    std::vector<float> row(1000, 1.0F);
    for (const float north : {-3000.0F, 0.0F, 5.0F, 12000.0F}) {
        std::fill(row.begin(), row.end(), 1.0F);
        table.add_row(-8000, 20, north, 2.0F, row);
        for (std::size_t i = 0; i < row.size(); ++i) {
            const double expected =
                1 + 2 * table.at(-8000 + 20.0 * static_cast<double>(i), static_cast<double>(north));
            CHECK(static_cast<double>(row[i]) == Approx(expected).epsilon(1e-3));
        }
    }
}

TEST_CASE("Fast logarithm and bearing") {
    for (float x = 1e-3F; x < 1e6F; x *= 1.1F) {
        CHECK(std::fabs(fast_log(x) - std::log(x)) < 3e-5F);
    }
    for (int i = 0; i < 360; ++i) {
        const double a = i * std::numbers::pi / 180;
        const float turn = fast_turn(static_cast<float>(std::sin(a)), static_cast<float>(std::cos(a)));
        const double off = std::fabs(static_cast<double>(turn) - i / 360.0);
        CHECK(std::min(off, 1 - off) < 2e-6);
    }
}
