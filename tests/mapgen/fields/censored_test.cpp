#include <catch2/catch.hpp>
#include <cmath>

#include "mapgen/fields/expectation_propagation.hpp"
#include "mapgen/fields/likelihood.hpp"
#include "mapgen/fields/normal.hpp"
#include "tests/mapgen/fields/samples_of_twelve.hpp"

using namespace riskmap::fields;
using namespace riskmap::fields::test;

TEST_CASE("one cut dimension is exact") {
    Eigen::VectorXd mean(1), limit(1);
    Eigen::MatrixXd covariance(1, 1);
    mean << 0.4;
    limit << -0.3;
    covariance << 2.25;
    const auto p = truncate_above(mean, covariance, limit);
    CHECK(p.converged);
    CHECK(p.log_probability == Approx(std::log(normal_probability((-0.3 - 0.4) / 1.5))).epsilon(1e-12));
    const double ratio =
        std::exp(-0.5 * 0.49 / 2.25) / std::sqrt(2 * 3.14159265358979) / normal_probability(-0.7 / 1.5);
    const double precision = 1 / 2.25 + p.site_precision(0);
    const double posterior = (0.4 / 2.25 + p.site_precision(0) * p.site_mean(0)) / precision;
    CHECK(posterior == Approx(0.4 - 1.5 * ratio).epsilon(1e-10));
}

// P(x < 0, y < 0) of a bivariate normal with correlation r is 1/4 + asin(r) / (2 pi).
TEST_CASE("two correlated cuts come close to the exact orthant probability") {
    for (const double r : {-0.5, 0.0, 0.3, 0.8}) {
        Eigen::MatrixXd covariance(2, 2);
        covariance << 1, r, r, 1;
        const auto p = truncate_above(Eigen::VectorXd::Zero(2), covariance, Eigen::VectorXd::Zero(2));
        CHECK(p.log_probability ==
              Approx(std::log(0.25 + std::asin(r) / (2 * 3.14159265358979))).margin(0.02));
    }
}

TEST_CASE("a cut normal is stable far out") {
    CHECK(cut_standard_normal(-29.99).mean == Approx(cut_standard_normal(-30.01).mean).epsilon(1e-3));
    CHECK(cut_standard_normal(-29.99).variance == Approx(cut_standard_normal(-30.01).variance).epsilon(1e-2));
    CHECK(cut_standard_normal(40).variance == Approx(1));
}

TEST_CASE("censored samples pull the field below their limit") {
    auto samples = twelve();
    auto o = options(Method::ordinary_kriging, "0.02 nug + 0.3 exp 300");
    o.transform = Transform::log;
    for (const std::size_t i : {2, 5, 10}) samples[i].censored = true;
    const auto field = Field::fit(samples, o);
    const auto near = field.at(samples[5].x_m, samples[5].y_m);
    CHECK(near.value < samples[5].value);
    CHECK(near.value > 0.1 * samples[5].value);
    CHECK(field.cross_validation().n == 9);
}

TEST_CASE("censored shares beyond what the handling carries are refused") {
    auto samples = twelve();
    auto o = options(Method::ordinary_kriging, "0.3 exp 300");
    o.transform = Transform::log;
    for (std::size_t i = 0; i < 9; ++i) samples[i].censored = true;
    CHECK_THROWS_WITH(Field::fit(samples, o), Catch::Contains("not estimable") && Catch::Contains("9 of 12"));
    samples[8].censored = false;
    CHECK_NOTHROW(Field::fit(samples, o));
    o.censored = CensoredHandling::half_limit;
    CHECK_THROWS_WITH(Field::fit(samples, o), Catch::Contains("too many to substitute"));
    samples[7].censored = samples[6].censored = false;
    CHECK_NOTHROW(Field::fit(samples, o));
}

// likfit's REML of geoR and nlme agree on the profile; here: the likelihood of the fit beats its
// surroundings.
TEST_CASE("the likelihood fit is a maximum") {
    CensoredData data;
    const auto samples = twelve();
    const auto n = static_cast<Eigen::Index>(samples.size());
    data.data.values.resize(n);
    data.data.error_variances = Eigen::VectorXd::Zero(n);
    data.data.drift = Eigen::MatrixXd::Ones(n, 1);
    for (Eigen::Index i = 0; i < n; ++i) {
        const auto& s = samples[static_cast<std::size_t>(i)];
        data.data.points.push_back({s.x_m, s.y_m});
        data.data.ids.push_back(s.id);
        data.data.values(i) = s.value;
        data.censored.push_back(i == 5);
    }
    const auto fit = fit_by_likelihood(data, Shape::exponential, 0.5);
    for (const double factor : {0.9, 1.1}) {
        auto moved = fit.variogram;
        moved.structures[0].sill *= factor;
        moved.nugget *= factor;
        CHECK(log_likelihood(data, moved) <= fit.log_likelihood + 1e-9);
    }
    auto shorter = fit.variogram;  // a longer range may be out of bounds
    shorter.structures[0].range_m *= 0.95;
    CHECK(log_likelihood(data, shorter) <= fit.log_likelihood + 1e-9);
}
