#include <oneapi/tbb/global_control.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>

#include "geocore/core/error.hpp"
#include "mapgen/fields/kernels/dispatch.hpp"
#include "tests/mapgen/fields/samples_of_twelve.hpp"

using namespace riskmap::fields;
using namespace riskmap::fields::test;
using riskmap::grid::Grid;

namespace {

struct Bands {
    std::vector<float> value, sd, p95;
    std::vector<unsigned char> known;
};

/// The twelve samples far from the origin, as projected coordinates are.
std::vector<Sample> far_away() {
    auto samples = twelve();
    for (auto& s : samples) {
        s.x_m += 500000;
        s.y_m += 3300000;
    }
    return samples;
}

Grid grid() {
    return Grid::covering({500000, 3300000, 501500, 3301300}, 7, "");
}

Bands rows(const Field& field, const Grid& g, int step) {
    Bands b;
    b.value.resize(g.size());
    b.sd.resize(g.size());
    b.p95.resize(g.size());
    b.known.resize(g.size());
    for (int row = 0; row < g.height; row += step) {
        const int end = std::min(row + step, g.height);
        const auto first = static_cast<std::size_t>(row) * static_cast<std::size_t>(g.width);
        const auto n = static_cast<std::size_t>(end - row) * static_cast<std::size_t>(g.width);
        field.rows(g, row, end, std::span(b.value).subspan(first, n), std::span(b.sd).subspan(first, n),
                   std::span(b.p95).subspan(first, n), std::span(b.known).subspan(first, n));
    }
    return b;
}

std::vector<std::string> machine() {
    std::vector<std::string> all;
    for (const char* isa : {"x86-64-v2", "x86-64-v3", "x86-64-v4"}) {
        try {
            if (kernels(isa) != nullptr) all.emplace_back(isa);
        } catch (const riskmap::core::Error&) {
        }
    }
    return all;
}

const char* const kModels[] = {"0.2 nug + 1.5 sph 900",   "1 exp 150 + 0.8 gau 700 + 0.1 nug",
                               "1.5 pen 900 anis 30 0.5", "0.1 nug + 1.5 mat 250 kappa 1.5",
                               "1 ste 300 kappa 2.5",     "1 gau 400"};

}  // namespace

TEST_CASE(
    "rasters agree with points to 1e-4 of the standard deviation, for every model and instruction set") {
    const auto g = grid();
    for (const auto& isa : machine()) {
        for (const char* model : kModels) {
            auto o = options(Method::ordinary_kriging, model);
            o.isa = isa;
            const auto field = Field::fit(far_away(), o);
            CHECK(field.isa() == isa);
            const auto b = rows(field, g, 64);
            double worst = 0;
            for (int row = 0; row < g.height; row += 5) {
                for (int column = 0; column < g.width; column += 3) {
                    const auto p = g.centre(column, row);
                    const auto e = field.at(p.x, p.y);
                    const auto i = static_cast<std::size_t>(row) * static_cast<std::size_t>(g.width) +
                                   static_cast<std::size_t>(column);
                    const double sd = std::sqrt(e.variance);
                    if (sd == 0) continue;
                    worst = std::max({worst, std::fabs(static_cast<double>(b.value[i]) - e.value) / sd,
                                      std::fabs(static_cast<double>(b.sd[i]) - sd) / sd});
                }
            }
            INFO(isa << ' ' << model);
            CHECK(worst < 1e-4);
        }
    }
}

TEST_CASE("other kinds of kriging and inverse distance agree too") {
    const auto g = grid();
    std::vector<FieldOptions> all{options(Method::universal_kriging, kModels[0]),
                                  options(Method::simple_kriging, kModels[0]),
                                  options(Method::external_drift, kModels[0]), options(Method::idw, "")};
    all[1].mean = 3;
    all[2].drift_at = [](double x, double y, std::span<double> d) {
        d[0] = 10 + (x - 500000) / 300 + (y - 3300000) / 90;
    };
    all.push_back(all[0]);
    all.back().transform = Transform::log;
    for (const auto& o : all) {
        const auto field = Field::fit(far_away(), o);
        const auto b = rows(field, g, 100);
        for (std::size_t i = 0; i < g.size(); i += 97) {
            const auto p = g.centre(static_cast<int>(i % static_cast<std::size_t>(g.width)),
                                    static_cast<int>(i / static_cast<std::size_t>(g.width)));
            const auto e = field.at(p.x, p.y);
            CHECK(static_cast<double>(b.value[i]) == Approx(e.value).epsilon(1e-5).margin(1e-5));
            CHECK((b.known[i] != 0) == e.known);
            if (field.has_variance())
                CHECK(static_cast<double>(b.sd[i]) == Approx(std::sqrt(e.variance)).epsilon(1e-4));
        }
    }
}

TEST_CASE("bytes depend neither on threads nor on how rows are asked for") {
    const auto g = grid();
    auto o = options(Method::ordinary_kriging, kModels[0]);
    o.neighbourhood.max_samples = 6;
    o.neighbourhood.shared_by_block = true;
    const auto field = Field::fit(far_away(), o);
    const auto all = rows(field, g, g.height);
    const auto parts = rows(field, g, 17);
    CHECK(all.value == parts.value);
    CHECK(all.sd == parts.sd);
    const tbb::global_control one(tbb::global_control::max_allowed_parallelism, 1);
    const auto alone = rows(field, g, g.height);
    CHECK(all.value == alone.value);
    CHECK(all.p95 == alone.p95);
    CHECK(all.known == alone.known);
}

TEST_CASE("a cell centred on a sample has the sample's value, nugget or not") {
    auto samples = far_away();
    const auto g = Grid::covering({500000, 3300000, 501500, 3301300}, 20, "");
    const auto centre = g.centre(20, 30);
    samples[4].x_m = centre.x;
    samples[4].y_m = centre.y;
    const auto b = rows(Field::fit(samples, options(Method::ordinary_kriging, kModels[0])), g, g.height);
    const auto i = static_cast<std::size_t>(30) * static_cast<std::size_t>(g.width) + 20;
    CHECK(b.value[i] == 3.3F);
    CHECK(b.sd[i] == 0.0F);
}

TEST_CASE("known ends at the reach of data") {
    auto o = options(Method::ordinary_kriging, "1.5 sph 300");
    const auto field = Field::fit(twelve(), o);
    CHECK(field.practical_range_m() == 300);
    CHECK(field.at(120, 80 - 299).known);
    CHECK_FALSE(field.at(120, 80 - 301).known);
    o.reach.max_distance_m = 100;
    CHECK_FALSE(Field::fit(twelve(), o).at(120, 80 - 120).known);
}

TEST_CASE("the kernels' exp is good to two units in the last place") {
    for (const auto& isa : machine()) {
        std::vector<float> t, result(1600);
        for (int i = 0; i < 1600; ++i) t.push_back(static_cast<float>(i) * 0.05F);
        kernels(isa)->exp_negative(t.data(), result.data(), 1600);
        for (std::size_t i = 0; i < t.size(); ++i) {
            CHECK(static_cast<double>(result[i]) == Approx(std::exp(-static_cast<double>(t[i])))
                                                        .epsilon(2.4e-7 * (1 + static_cast<double>(t[i]) / 4))
                                                        .margin(1e-37));
        }
    }
    CHECK_THROWS_AS(kernels("x86-64-v9"), riskmap::core::Error);
}

TEST_CASE("a neighbourhood shared by a block stays near each cell's own") {
    // 400 samples of a smooth surface over 20 km, places from a fixed congruential sequence.
    std::vector<Sample> samples;
    std::uint32_t state = 12345;
    const auto next = [&state] {
        state = state * 1664525U + 1013904223U;
        return static_cast<double>(state) / 4294967296.0;
    };
    for (int i = 0; i < 400; ++i) {
        Sample s;
        s.x_m = 20000 * next();
        s.y_m = 20000 * next();
        s.value = std::sin(s.x_m / 3000) + std::cos(s.y_m / 4000) + 0.2 * next();
        s.id = std::to_string(i);
        samples.push_back(s);
    }
    FieldOptions options;
    options.method = Method::ordinary_kriging;
    options.variogram = Variogram::parse("0.05 nug + 1 exp 6000");
    options.neighbourhood.max_samples = 24;
    const Field own = Field::fit(samples, options);
    options.neighbourhood.shared_by_block = true;
    const Field shared = Field::fit(samples, options);
    const Grid g = Grid::covering({0, 0, 20000, 20000}, 200, "");
    const Bands b = rows(shared, g, g.height);
    double worst_mean = 0;
    double worst_sd = 0;
    for (int row = 0; row < g.height; row += 3) {
        for (int column = 0; column < g.width; column += 3) {
            const auto at = static_cast<std::size_t>(row) * static_cast<std::size_t>(g.width) +
                            static_cast<std::size_t>(column);
            const auto cell = own.at(g.centre(column, row).x, g.centre(column, row).y);
            const double sd = std::sqrt(cell.variance);
            worst_mean = std::fmax(worst_mean, std::abs(static_cast<double>(b.value[at]) - cell.value) / sd);
            worst_sd = std::fmax(worst_sd, std::abs(static_cast<double>(b.sd[at]) / sd - 1));
        }
    }
    INFO("mean off by " << worst_mean << " sd, sd by " << worst_sd);
    CHECK(worst_mean < 0.15);  // docs/interpolation.md states both bounds
    CHECK(worst_sd < 0.02);
}
