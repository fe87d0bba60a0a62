#include <catch2/catch.hpp>
#include <cmath>

#include "geocore/core/error.hpp"
#include "mapgen/fields/variogram_fit.hpp"
#include "tests/mapgen/fields/samples_of_twelve.hpp"

using namespace riskmap::fields;
using namespace riskmap::fields::test;

namespace {

struct Data {
    std::vector<riskmap::grid::Point> points;
    std::vector<double> values;
};

Data data() {
    Data d;
    for (const auto& s : twelve()) {
        d.points.push_back({s.x_m, s.y_m});
        d.values.push_back(s.value);
    }
    return d;
}

/// A smooth variogram with bins to fit to.
EmpiricalVariogram made_up() {
    EmpiricalVariogram v;
    v.cutoff_m = 1500;
    v.width_m = 100;
    const auto truth = Variogram::parse("0.3 nug + 1.1 exp 400");
    for (int i = 1; i <= 15; ++i) {
        const double h = 100 * i - 40;
        v.bins.push_back({20 + 7 * i, h, truth.semivariance(h, 0) * (1 + 0.05 * std::sin(3.0 * i))});
    }
    return v;
}

double squared_error(const EmpiricalVariogram& e, const Variogram& model) {
    double sum = 0;
    for (const auto& bin : e.bins) {
        const double r = bin.gamma - model.semivariance(bin.distance_m, 0);
        sum += static_cast<double>(bin.pairs) / (bin.distance_m * bin.distance_m) * r * r;
    }
    return sum;
}

}  // namespace

// variogram(v~1, d)
TEST_CASE("the empirical variogram follows gstat's conventions") {
    const auto d = data();
    const auto v = empirical_variogram(d.points, d.values);
    const std::vector<EmpiricalBin> expected{{2, 289.82424880416994, 1.0},
                                             {1, 313.84709652950431, 0.405},
                                             {3, 381.83067439846155, 0.35},
                                             {5, 403.17234937910536, 0.235},
                                             {3, 448.44567657018661, 0.81833333333333302},
                                             {3, 489.31001784594577, 0.61833333333333329},
                                             {2, 539.30663875907658, 0.9425},
                                             {2, 576.05454000294651, 0.6025}};
    REQUIRE(v.bins.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        CHECK(v.bins[i].pairs == expected[i].pairs);
        CHECK(v.bins[i].distance_m == Approx(expected[i].distance_m).epsilon(1e-13));
        CHECK(v.bins[i].gamma == Approx(expected[i].gamma).epsilon(1e-13));
    }
}

// variogram(v~1, d, cressie=TRUE, cutoff=900, width=150)
TEST_CASE("Cressie and Hawkins' estimator agrees with gstat") {
    const auto d = data();
    EmpiricalOptions o;
    o.estimator = Estimator::cressie_hawkins;
    o.cutoff_m = 900;
    o.width_m = 150;
    const auto v = empirical_variogram(d.points, d.values, o);
    REQUIRE(v.bins.size() == 5);
    CHECK(v.bins[1].pairs == 11);
    CHECK(v.bins[1].gamma == Approx(0.37280028196641296).epsilon(1e-13));
    CHECK(v.bins[4].gamma == Approx(2.1899456988418766).epsilon(1e-13));
}

// variogramLine(vgm(...), dist_vector=c(0.5,1.5,5))
TEST_CASE("model families agree with gstat") {
    const auto at = [](const char* model, double h) { return Variogram::parse(model).semivariance(h, 0); };
    CHECK(at("1 cir 2", 0.5) == Approx(0.31496235752568669).epsilon(1e-11));
    CHECK(at("1 pen 2", 1.5) == Approx(0.9678955078125).epsilon(1e-14));
    CHECK(at("1 ste 2 kappa 0.8", 1.5) == Approx(0.6054146399935989).epsilon(1e-12));
    CHECK(at("1 mat 2 kappa 0.7", 5) == Approx(0.87791495050996182).epsilon(1e-12));
    CHECK(at("2 pow 1.3", 5) == Approx(16.206565966927627).epsilon(1e-14));
    CHECK(at("1 mat 2 kappa 1.5", 1) == Approx(at("1 mat 2 kappa 1.5000000001", 1)).epsilon(1e-8));
}

TEST_CASE("a variogram's text reads back") {
    const auto v = Variogram::parse("0.05 nug + 6e-1 sph 900 anis 45 0.4 + 0.1 mat 250 1.5");
    CHECK(v.text() == "0.05 nug + 0.6 sph 900 anis 45 0.4 + 0.1 mat 250 kappa 1.5");
    CHECK(Variogram::parse(v.text()).text() == v.text());
    CHECK_THROWS_WITH(Variogram::parse("1 spk 100"), Catch::Contains("did you mean 'sph'"));
    CHECK_THROWS_WITH(Variogram::parse("1 sph -5"), Catch::Contains("must be positive"));
    CHECK_THROWS_WITH(Variogram::parse("-1 sph 5"), Catch::Contains("must not be negative"));
    CHECK_THROWS_WITH(Variogram::parse("1 sph"), Catch::Contains("range is missing"));
}

TEST_CASE("least squares ends where the gradient vanishes") {
    const auto e = made_up();
    for (const auto shape : {Shape::exponential, Shape::gaussian, Shape::spherical, Shape::matern}) {
        const auto fit = fit_by_least_squares(e, shape, shape == Shape::matern ? 1.5 : 0.5);
        CHECK(fit.squared_error == Approx(squared_error(e, fit.variogram)).epsilon(1e-12));
        for (const int parameter : {0, 1, 2}) {
            for (const double step : {-1e-4, 1e-4}) {
                auto moved = fit.variogram;
                if (parameter == 0) moved.nugget *= 1 + step;
                if (parameter == 1) moved.structures[0].sill *= 1 + step;
                if (parameter == 2) moved.structures[0].range_m *= 1 + step;
                CHECK(squared_error(e, moved) >= fit.squared_error);
            }
        }
        // Central difference: the optimum in the range to 1e-6.
        auto up = fit.variogram;
        auto down = fit.variogram;
        up.structures[0].range_m *= 1 + 1e-3;
        down.structures[0].range_m *= 1 - 1e-3;
        const double a = squared_error(e, up), b = squared_error(e, down), c = fit.squared_error;
        if (shape != Shape::spherical) CHECK(std::fabs((a - b) / (a + b - 2 * c) / 2) < 2e-3);
    }
}
