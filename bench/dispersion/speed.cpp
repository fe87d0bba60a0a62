// Long-term concentrations of 9 sources under 16 sectors x 4 classes on 2.5 M cells: polar tables against a
// plain loop over cells, sources and classes with ISC3LT's sector formula, both on all cores. Prints times,
// their ratio and how far the results are from direct integration.
//
//     ninja -C build/release bench_dispersion && build/release/bin/bench_dispersion

#include <fmt/format.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <numbers>
#include <random>

#include "mapgen/dispersion/group_fields.hpp"
#include "mapgen/dispersion/plume_rise.hpp"

using namespace riskmap;
using namespace riskmap::dispersion;

namespace {

constexpr int kWidth = 2000;
constexpr int kHeight = 1250;
constexpr double kCell_m = 16;

std::vector<Source> nine_sources() {
    std::mt19937 random(1);
    std::uniform_real_distribution<double> x(6000, 26000);
    std::uniform_real_distribution<double> y(4000, 16000);
    std::vector<Source> sources(9);
    for (int i = 0; i < 9; ++i) {
        auto& s = sources[static_cast<std::size_t>(i)];
        s.id = fmt::format("S{}", i + 1);
        s.group = fmt::format("zone {}", i % 3);
        s.position = {x(random), y(random)};
        s.emission_g_s = 0.1 * (i + 1);
        s.height_m = i % 3 == 2 ? 35 : 6 + i;
        if (i % 3 == 2) continue;
        s.type = SourceType::volume;
        s.sigma_y0_m = 60;
        s.sigma_z0_m = 5;
    }
    return sources;
}

Weather sixteen_by_four() {
    const double rose[16] = {8, 6, 5, 6, 9, 10, 9, 6, 4, 3, 2, 2, 3, 8, 10, 9};
    const std::tuple<Stability, double, double> classes[4] = {{Stability::d, 4.5, .45},
                                                              {Stability::d, 2.5, .22},
                                                              {Stability::f, 1.5, .18},
                                                              {Stability::b, 2.0, .15}};
    std::vector<WeatherRecord> records;
    for (int i = 0; i < 16; ++i) {
        for (const auto& [stability, speed, share] : classes) {
            records.push_back({22.5 * i, speed, stability, rose[i] * share, kNoLid, 0});
        }
    }
    return {records, WeatherKind::frequency_table};
}

grid::Point centre(int column, int row) {
    return {(column + 0.5) * kCell_m, (row + 0.5) * kCell_m};
}

/// EPA-454/B-95-003b, equations 1-55 and 1-56, source by source and class by class.
double plain(const std::vector<Source>& sources, const Weather& weather, const SigmaCurves& curves,
             grid::Point p) {
    double sum = 0;
    for (const auto& s : sources) {
        const double east = p.x - s.position.x;
        const double north = p.y - s.position.y;
        const double radius = std::max(std::hypot(east, north), kNearest_m);
        const double bearing = std::atan2(east, north) * 180 / std::numbers::pi;
        for (const auto& c : weather.classes()) {
            const double wind = wind_at(s.height_m, c.speed_m_s, c.stability, curves.surface());
            const double virtual_z = s.sigma_z0_m > 0 ? s.sigma_z0_m / 0.06 : 0;
            const double sz = curves.sigma_z(c.stability, radius + virtual_z);
            sum += s.emission_g_s * 1e6 * std::sqrt(2 / std::numbers::pi) * weather.density(c, bearing) /
                   (wind * sz * radius) * std::exp(-0.5 * (s.height_m / sz) * (s.height_m / sz));
        }
    }
    return sum;
}

double seconds(const std::function<void()>& work) {
    std::vector<double> times;
    for (int round = 0; round < 3; ++round) {
        const auto start = std::chrono::steady_clock::now();
        work();
        times.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    std::sort(times.begin(), times.end());
    return times[1];
}

}  // namespace

int main() {
    const auto sources = nine_sources();
    const Weather weather = sixteen_by_four();
    const SigmaCurves curves(Curves::briggs, Surface::rural);
    const std::size_t width = kWidth;
    const std::size_t cells = width * kHeight;
    std::vector<float> by_tables(3 * cells);
    std::vector<float> by_loop(cells);
    const double tables_s = seconds([&] {
        const GroupFields fields(sources, weather, curves, 40000);
        tbb::parallel_for(0, kHeight, [&](int row) {
            const auto own =
                std::span(by_tables).subspan(static_cast<std::size_t>(row) * 3 * width, 3 * width);
            std::fill(own.begin(), own.end(), 0.0F);
            fields.add_row(centre(0, row), kCell_m, width, own);
        });
    });
    const double loop_s = seconds([&] {
        tbb::parallel_for(0, kHeight, [&](int row) {
            for (int column = 0; column < kWidth; ++column) {
                by_loop[static_cast<std::size_t>(row) * width + static_cast<std::size_t>(column)] =
                    static_cast<float>(plain(sources, weather, curves, centre(column, row)));
            }
        });
    });
    std::vector<LongTermPlume> plumes;
    for (const auto& s : sources) plumes.emplace_back(s, weather, curves);
    const auto names = group_names(sources);
    double worst = 0;
    std::vector<double> to_loop;
    for (int row = 7; row < kHeight; row += 41) {
        for (int column = 3; column < kWidth; column += 37) {
            double exact[3];
            integrate_groups(sources, plumes, names, centre(column, row), exact);
            const auto c = static_cast<std::size_t>(column);
            const auto r = static_cast<std::size_t>(row);
            double sum = 0;
            double all = 0;
            for (std::size_t g = 0; g < 3; ++g) {
                sum += static_cast<double>(by_tables[r * 3 * width + g * width + c]);
                all += exact[g];
            }
            worst = std::max(worst, std::fabs(sum / all - 1));
            to_loop.push_back(std::fabs(static_cast<double>(by_loop[r * width + c]) / all - 1));
        }
    }
    std::sort(to_loop.begin(), to_loop.end());
    fmt::print("{} cells, 9 sources, 16 sectors x 4 classes, median of three rounds\n", cells);
    fmt::print("polar tables, made and read  {:.3f} s\n", tables_s);
    fmt::print("plain loop, sector formula   {:.3f} s\n", loop_s);
    fmt::print("ratio                        {:.1f}\n", loop_s / tables_s);
    fmt::print("tables against direct integration: at most {:.2f} % off\n", 100 * worst);
    fmt::print("sector formula against direct integration: median {:.1f} %, 95 % within {:.1f} %\n",
               100 * to_loop[to_loop.size() / 2], 100 * to_loop[to_loop.size() * 95 / 100]);
    return worst < 0.01 ? 0 : 1;
}
