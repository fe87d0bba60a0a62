#include <catch2/catch.hpp>

#include "support.hpp"

using namespace riskmap::dispersion;

namespace {

const SigmaCurves kRural(Curves::briggs, Surface::rural);
constexpr double kPi = std::numbers::pi;

}  // namespace

TEST_CASE("Centreline value of a stack's plume is the textbook's") {
    const Plume plume(stack(50), kRural, Stability::d, 5, kNoLid);
    const double u = 5 * std::pow(5.0, 0.15);
    const double sy = kRural.sigma_y(Stability::d, 2000);
    const double sz = kRural.sigma_z(Stability::d, 2000);
    const double expected = 1e6 / (kPi * u * sy * sz) * std::exp(-0.5 * (50 / sz) * (50 / sz));
    CHECK(plume.at(2000, 0) == Approx(expected));
    CHECK(plume.at(2000, sy) == Approx(expected * std::exp(-0.5)));
    CHECK(plume.at(2000, -sy) == Approx(plume.at(2000, sy)));
    CHECK(plume.at(-100, 0) == 0);
}

TEST_CASE("A lid reflects: far downwind the plume is well mixed below it") {
    const Plume plume(stack(50), kRural, Stability::a, 2, 300);
    const double u = 2 * std::pow(5.0, 0.07);
    CHECK(plume.across_integral(20000) == Approx(1e6 / (u * 300)));
    CHECK(plume.across_integral(2399) == Approx(plume.across_integral(2401)).epsilon(0.01));
    CHECK(Plume(stack(400), kRural, Stability::a, 2, 300).at(1000, 0) == 0);
    const Plume open(stack(50), kRural, Stability::f, 2, kNoLid);
    CHECK(Plume(stack(50), kRural, Stability::f, 2, 60).at(5000, 0) == open.at(5000, 0));
}

TEST_CASE("A volume begins with its initial spread") {
    const Plume plume(volume(7, 70, 5), kRural, Stability::d, 4.5, kNoLid);
    CHECK(plume.sigma_y(0.1) == Approx(70).epsilon(0.001));
    const double sz = 5;
    CHECK(plume.at(0.1, 0) == Approx(1e6 / (kPi * 4.5 * 70 * sz) * std::exp(-0.5 * 49 / 25)).epsilon(0.01));
    CHECK(plume.at(-70, 0) == Approx(plume.at(0.1, 0) * std::exp(-0.5)).epsilon(0.01));
}

TEST_CASE("A single hour is the hourly formula") {
    const Weather west = hour(270, Stability::d, 5);
    const LongTermPlume mean(stack(50), west, kRural);
    const Plume plume(stack(50), kRural, Stability::d, 5, kNoLid);
    CHECK(mean.at(2000, 0) == Approx(plume.at(2000, 0)));
    CHECK(mean.at(1500, 100) == Approx(plume.at(1500, 100)));
    CHECK(mean.at(-2000, 0) == 0);
    CHECK(LongTermPlume(stack(50), hour(0, Stability::d, 5), kRural).at(0, -2000) ==
          Approx(plume.at(2000, 0)));
}

TEST_CASE("The sector average keeps the mass") {
    // What passes through a circle: the integral of u C around it, over all heights, is the emission. At the
    // ground that is u times the crosswind integral, spread over the circle by the wind rose.
    const Weather rose = table_of(uneven_rose(), Stability::d, 5);
    const LongTermPlume mean(stack(0), rose, kRural);
    const Plume plume(stack(0), kRural, Stability::d, 5, kNoLid);
    const double radius = 3000;
    double around = 0;
    for (int i = 0; i < 720; ++i) {
        const double a = 2 * kPi * i / 720;
        around += mean.at(radius * std::sin(a), radius * std::cos(a)) * radius * 2 * kPi / 720;
    }
    CHECK(around == Approx(plume.across_integral(radius)).epsilon(0.01));
}

TEST_CASE("With wind from everywhere alike the average is ISC3LT's sector formula, the same all around") {
    const Weather even = table_of(std::vector<double>(16, 6.25), Stability::d, 5);
    const LongTermPlume mean(stack(30), even, kRural);
    const double u = 5 * std::pow(3.0, 0.15);
    const double sz = kRural.sigma_z(Stability::d, 2000);
    const double sector = 2 * kPi / 16;
    const double formula =
        1e6 * std::sqrt(2 / kPi) / 16 / (u * sz * 2000 * sector) * std::exp(-0.5 * 900 / (sz * sz));
    CHECK(mean.at(0, 2000) == Approx(formula).epsilon(0.01));
    for (const double a : {0.1, 0.7, 2.0, 4.4}) {
        CHECK(mean.at(2000 * std::sin(a), 2000 * std::cos(a)) == Approx(mean.at(0, 2000)).epsilon(1e-3));
    }
}

TEST_CASE("Between sectors the average runs smoothly: no spokes") {
    std::vector<double> shares(16, 0.0);
    shares[0] = 50;
    shares[1] = 50;
    const Weather rose = table_of(shares, Stability::f, 1.5);
    const LongTermPlume mean(stack(0), rose, kRural);
    const auto at = [&](double from_deg) {
        const double a = from_north(from_deg + 180);
        return mean.at(5000 * std::sin(a), 5000 * std::cos(a));
    };
    CHECK(at(11.25) == Approx(at(6)).epsilon(0.02));
    CHECK(at(-11.25) == Approx(at(11.25) / 2).epsilon(0.02));
}

TEST_CASE("Turning the wind turns the field, far away it only decays") {
    auto shares = uneven_rose();
    const Weather rose = table_of(shares, Stability::d, 5);
    std::rotate(shares.begin(), shares.end() - 4, shares.end());
    const Weather turned = table_of(shares, Stability::d, 5);
    const LongTermPlume a(stack(20), rose, kRural);
    const LongTermPlume b(stack(20), turned, kRural);
    CHECK(b.at(1000, 300) == Approx(a.at(-300, 1000)).epsilon(1e-6));
    double last = a.at(0, -2000);
    for (double r = 3000; r < 50000; r *= 1.5) {
        CHECK(a.at(0, -r) < last);
        last = a.at(0, -r);
    }
}

TEST_CASE("Emissions around a square: an area source is its volumes' mean, and a point from far away") {
    Source area = stack(0);
    area.type = SourceType::area;
    area.side_m = 100;
    const Weather rose = table_of(uneven_rose(), Stability::d, 5);
    const LongTermPlume square(area, rose, kRural);
    const LongTermPlume point(stack(0), rose, kRural);
    CHECK(square.parts().size() == 25);
    CHECK(square.at(0, -20000) == Approx(point.at(0, -20000)).epsilon(0.01));
    CHECK(square.at(20, 10) < 2 * square.at(5, 5));
    CHECK(square.at(5, 5) < 2 * point.at(20, 10));
}
