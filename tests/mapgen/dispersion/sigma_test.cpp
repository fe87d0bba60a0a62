#include <catch2/catch.hpp>

#include "geocore/core/error.hpp"
#include "mapgen/dispersion/plume_rise.hpp"
#include "mapgen/dispersion/sigma_curves.hpp"

using namespace riskmap::dispersion;

TEST_CASE("Briggs' curves at 1 km, open country and town") {
    const SigmaCurves rural(Curves::briggs, Surface::rural);
    CHECK(rural.sigma_y(Stability::d, 1000) == Approx(80 / std::sqrt(1.1)));
    CHECK(rural.sigma_z(Stability::d, 1000) == Approx(60 / std::sqrt(2.5)));
    CHECK(rural.sigma_z(Stability::f, 1000) == Approx(16 / 1.3));
    CHECK(rural.sigma_z(Stability::a, 1000) == Approx(200));
    const SigmaCurves urban(Curves::briggs, Surface::urban);
    CHECK(urban.sigma_y(Stability::d, 1000) == Approx(160 / std::sqrt(1.4)));
    CHECK(urban.sigma_z(Stability::a, 1000) == Approx(240 * std::sqrt(2.0)));
    CHECK(urban.sigma_z(Stability::e, 1000) == Approx(80 / std::sqrt(2.5)));
}

TEST_CASE("Pasquill-Gifford curves as read off Turner's graphs") {
    const SigmaCurves curves(Curves::pasquill_gifford, Surface::rural);
    CHECK(curves.sigma_y(Stability::d, 1000) == Approx(68).epsilon(0.02));
    CHECK(curves.sigma_z(Stability::d, 1000) == Approx(32.1).epsilon(0.01));
    CHECK(curves.sigma_y(Stability::a, 1000) == Approx(209).epsilon(0.02));
    CHECK(curves.sigma_z(Stability::f, 10000) == Approx(46.5).epsilon(0.02));
    CHECK(curves.sigma_z(Stability::a, 10000) == 5000);
    for (const double km : {0.1, 0.2, 0.3, 1.0, 2.0, 3.0, 4.0, 10.0, 20.0, 40.0}) {
        for (const Stability s : {Stability::b, Stability::d, Stability::e, Stability::f}) {
            CHECK(curves.sigma_z(s, 1000 * km * 1.0001) ==
                  Approx(curves.sigma_z(s, 1000 * km)).epsilon(0.02));
        }
    }
    CHECK_THROWS_AS(SigmaCurves(Curves::pasquill_gifford, Surface::urban), riskmap::core::Error);
}

TEST_CASE("A virtual distance gives back the spread it stands for") {
    for (const auto kind : {Curves::briggs, Curves::pasquill_gifford}) {
        const SigmaCurves curves(kind, Surface::rural);
        for (int i = 0; i < kStabilities; ++i) {
            const auto s = static_cast<Stability>(i);
            CHECK(curves.sigma_y(s, curves.virtual_distance_y(s, 70)) == Approx(70));
            CHECK(curves.sigma_z(s, curves.virtual_distance_z(s, 5)) == Approx(5));
            CHECK(curves.virtual_distance_y(s, 0) == 0);
        }
    }
}

TEST_CASE("Wind profile and plume rise by ISC3's formulas") {
    CHECK(wind_at(100, 5, Stability::d, Surface::rural) == Approx(5 * std::pow(10.0, 0.15)));
    CHECK(wind_at(5, 5, Stability::f, Surface::rural) == 5);
    CHECK(wind_at(5, 0.6, Stability::f, Surface::rural) == 1);
    const Stack hot{400, 15, 2};
    const double flux = 9.80616 * 15 * 4 * (400 - 293.15) / (4 * 400);
    REQUIRE(flux < 55);
    CHECK(plume_rise(hot, 5, Stability::d) == Approx(21.425 * std::pow(flux, 0.75) / 5));
    const double s = 9.80616 * 0.02 / 293.15;
    CHECK(plume_rise(hot, 5, Stability::e) == Approx(2.6 * std::cbrt(flux / (5 * s))));
    const Stack large{450, 20, 5};
    const double strong = 9.80616 * 20 * 25 * (450 - 293.15) / (4 * 450);
    CHECK(plume_rise(large, 5, Stability::c) == Approx(38.71 * std::pow(strong, 0.6) / 5));
    const Stack cold{293.15, 10, 1};
    CHECK(plume_rise(cold, 5, Stability::d) == Approx(3 * 10.0 / 5));
    CHECK(plume_rise(Stack{}, 5, Stability::d) == 0);
}

TEST_CASE("Stability classes from letters and from Monin-Obukhov lengths") {
    CHECK(stability_from("d") == Stability::d);
    CHECK(stability_from("G") == Stability::f);
    CHECK_FALSE(stability_from("H"));
    CHECK_FALSE(stability_from("AB"));
    CHECK(stability_of_length(-5, 0.1) == Stability::a);
    CHECK(stability_of_length(-15, 0.1) == Stability::b);
    CHECK(stability_of_length(-50, 0.1) == Stability::c);
    CHECK(stability_of_length(-1000, 0.1) == Stability::d);
    CHECK(stability_of_length(1000, 0.1) == Stability::d);
    CHECK(stability_of_length(45, 0.1) == Stability::e);
    CHECK(stability_of_length(10, 0.1) == Stability::f);
}
