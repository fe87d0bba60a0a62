#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "geocore/core/error.hpp"
#include "mapgen/fields/drift_choice.hpp"
#include "mapgen/fields/drift_form.hpp"
#include "mapgen/fields/drift_model.hpp"

using namespace riskmap::fields;

namespace {

/// Three hills stand for plumes; the true scales are not those of the inventory.
constexpr double kHills[3][2] = {{1000, 1000}, {4000, 1500}, {2500, 4000}};
const std::vector<double> kScales{2.5, 0.5, 1.4};
constexpr double kBackground = 0.1;

void hills(double x, double y, std::span<double> values) {
    for (std::size_t j = 0; j < 3; ++j) {
        const double dx = x - kHills[j][0];
        const double dy = y - kHills[j][1];
        values[j] = 5 / (1 + (dx * dx + dy * dy) / 250000);
    }
}

double truth(double x, double y) {
    double plumes[3];
    hills(x, y, plumes);
    double sum = kBackground;
    for (std::size_t j = 0; j < 3; ++j) sum += kScales[j] * plumes[j];
    return sum;
}

std::vector<Sample> measured(int n, double noise, double limit = 0) {
    std::mt19937 random(7);
    std::uniform_real_distribution<double> place(0, 5000);
    std::normal_distribution<double> error(0, noise);
    std::vector<Sample> samples;
    for (int i = 0; i < n; ++i) {
        Sample s;
        s.x_m = place(random);
        s.y_m = place(random);
        s.value = truth(s.x_m, s.y_m) * std::exp(error(random));
        s.censored = s.value < limit;
        if (s.censored) s.value = limit;
        s.id = "P" + std::to_string(i);
        s.group = s.x_m < 2500 ? "west" : "east";
        s.drifts.resize(3);
        hills(s.x_m, s.y_m, s.drifts);
        samples.push_back(s);
    }
    return samples;
}

FieldOptions options() {
    FieldOptions o;
    o.method = Method::external_drift;
    o.transform = Transform::log;
    o.drift_at = hills;
    o.plumes = PlumeDrift{{{"a", "west", 1}, {"b", "east", 1}, {"c", "west", 3}}, kBackground};
    return o;
}

double log_rmse(const Field& field) {
    double sum = 0;
    int n = 0;
    for (double x = 100; x < 5000; x += 350) {
        for (double y = 100; y < 5000; y += 350) {
            const double e = std::log(field.at(x, y).value / truth(x, y));
            sum += e * e;
            ++n;
        }
    }
    return std::sqrt(sum / n);
}

}  // namespace

TEST_CASE("The trend's derivatives are those of its logarithm") {
    const double plumes[2] = {2, 0.5};
    Eigen::VectorXd theta(3);
    theta << -1, 0.3, -0.2;
    Eigen::VectorXd gradient(3);
    const double at = DriftModel::log_mean(theta, plumes, gradient.data());
    CHECK(at == Approx(std::log(std::exp(-1) + 2 * std::exp(0.3) + 0.5 * std::exp(-0.2))));
    for (int i = 0; i < 3; ++i) {
        Eigen::VectorXd moved = theta;
        Eigen::VectorXd unused(3);
        moved(i) += 1e-6;
        CHECK(gradient(i) ==
              Approx((DriftModel::log_mean(moved, plumes, unused.data()) - at) / 1e-6).epsilon(1e-4));
    }
}

TEST_CASE("Scales are found from measurements, zone by zone, with intervals that hold the truth") {
    const auto field = Field::fit(measured(40, 0.1), options());
    CHECK(log_rmse(field) < 0.1);
    const auto& scales = field.drift_scales();
    REQUIRE(scales.size() == 2);
    const double west = (kScales[0] + 3 * kScales[2]) / 4;
    CHECK(scales[0].zone == "west");
    CHECK(scales[0].scale == Approx(west).epsilon(0.15));
    CHECK(scales[0].low95 < west);
    CHECK(scales[0].high95 > west);
    CHECK(scales[1].high95 < 0.8);
}

TEST_CASE("Censored samples take part through the likelihood") {
    const auto samples = measured(40, 0.1, 1.5);
    CHECK(std::count_if(samples.begin(), samples.end(), [](const Sample& s) { return s.censored; }) > 8);
    CHECK(log_rmse(Field::fit(samples, options())) < 0.25);
}

TEST_CASE("Few samples share one scale") {
    const auto field = Field::fit(measured(12, 0.1), options());
    REQUIRE(field.drift_scales().size() == 2);
    CHECK(field.drift_scales()[0].scale == Approx(field.drift_scales()[1].scale));
}

TEST_CASE("A raster holds what at() gives") {
    const auto field = Field::fit(measured(30, 0.1), options());
    const auto grid = riskmap::grid::Grid::covering({0, 0, 5000, 5000}, 250, "");
    std::vector<float> value(grid.size());
    std::vector<float> sd(grid.size());
    std::vector<float> p95(grid.size());
    std::vector<unsigned char> known(grid.size());
    field.rows(grid, 0, grid.height, value, sd, p95, known);
    for (const int i : {0, 57, 399}) {
        const auto p = grid.centre(i % grid.width, i / grid.width);
        const auto e = field.at(p.x, p.y);
        const auto k = static_cast<std::size_t>(i);
        CHECK(static_cast<double>(value[k]) == Approx(e.value).epsilon(1e-5));
        CHECK(static_cast<double>(sd[k]) == Approx(std::sqrt(e.variance)).epsilon(1e-4));
        CHECK(static_cast<double>(p95[k]) == Approx(e.p95).epsilon(1e-4));
        CHECK((known[k] != 0) == e.known);
    }
}

TEST_CASE("A drift that helps is chosen, one that does not is dropped, and the reason told") {
    auto samples = measured(40, 0.1);
    const auto good = choose_field(samples, options());
    CHECK(good.method == Method::external_drift);
    CHECK_THAT(good.reasons.back(), Catch::Contains("drift chosen"));

    std::mt19937 random(3);
    std::uniform_real_distribution<double> any(0.01, 5);
    for (auto& s : samples) {
        for (auto& d : s.drifts) d = any(random);
    }
    const auto bad = choose_field(samples, options());
    CHECK(bad.method != Method::external_drift);
    CHECK_THAT(bad.reasons.back(), Catch::Contains("the drift was dropped"));
}

TEST_CASE("Without a transform the scales are positive too, and the residual adds to the value") {
    auto raw = options();
    raw.transform = Transform::none;
    raw.plumes->of_values = true;
    const auto field = Field::fit(measured(40, 0.1), raw);
    const auto& scales = field.drift_scales();
    REQUIRE(scales.size() == 2);
    CHECK(scales[0].scale == Approx((kScales[0] + 3 * kScales[2]) / 4).epsilon(0.2));
    for (const auto& s : scales) CHECK(s.low95 > 0);
    double sum = 0;
    int n = 0;
    for (double x = 100; x < 5000; x += 350) {
        for (double y = 100; y < 5000; y += 350) {
            const auto e = field.at(x, y);
            CHECK(e.variance > 0);
            sum += std::pow(e.value - truth(x, y), 2);
            ++n;
        }
    }
    CHECK(std::sqrt(sum / n) < 0.4);  // the truth reaches 13
    CHECK(choose_field(measured(40, 0.1), raw).method == Method::external_drift);
}

TEST_CASE("Drifts that are parts of the value are told from terms of its logarithm by cross-validation") {
    auto o = options();
    o.plumes.reset();
    const auto parts = fit_external_drift(measured(40, 0.1), o, DriftForm::automatic);
    CHECK(parts.form == DriftForm::sum);
    CHECK(log_rmse(parts.field) < 0.15);
    CHECK_THAT(parts.reason, Catch::Contains("parts of the value"));

    auto samples = measured(40, 0.1);
    for (auto& s : samples) {
        const double distance = std::hypot(s.x_m, s.y_m) / 5000;
        s.drifts = {distance};
        s.value = std::exp(2 - 3 * distance);
    }
    CHECK(fit_external_drift(samples, o, DriftForm::automatic).form == DriftForm::linear);
    samples[0].drifts[0] = -1;
    CHECK(fit_external_drift(samples, o, DriftForm::automatic).form == DriftForm::linear);
    CHECK_THROWS_WITH(fit_external_drift(samples, o, DriftForm::sum), Catch::Contains("0 or more"));
}

TEST_CASE("Plumes go with the logarithm alone, and one drift value per source") {
    auto wrong = options();
    wrong.transform = Transform::none;
    CHECK_THROWS_AS(Field::fit(measured(20, 0.1), wrong), riskmap::core::Error);
    auto samples = measured(20, 0.1);
    samples[3].drifts.pop_back();
    CHECK_THROWS_WITH(Field::fit(samples, options()), Catch::Contains("P3"));
}
