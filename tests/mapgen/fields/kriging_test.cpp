#include <catch2/catch.hpp>
#include <cmath>

#include "geocore/core/error.hpp"
#include "tests/mapgen/fields/samples_of_twelve.hpp"

using namespace riskmap::fields;
using namespace riskmap::fields::test;
using riskmap::core::Error;

namespace {

constexpr const char* kModel = "0.2 nug + 1.5 sph 900";

struct Expected {
    double estimate, variance;
};

void check(const FieldOptions& o, const std::vector<Expected>& expected, double tolerance = 1e-10) {
    const auto field = Field::fit(twelve(), o);
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const auto& t = targets()[i];
        const auto e = field.at(t.x, t.y, std::vector<double>{t.drift});
        CHECK(e.value == Approx(expected[i].estimate).epsilon(tolerance));
        CHECK(e.variance == Approx(expected[i].variance).epsilon(tolerance).margin(1e-14));
        CHECK(e.variance >= 0);
    }
}

}  // namespace

// krige(v~1, d, t, vgm(1.5,"Sph",900,0.2))
TEST_CASE("ordinary kriging agrees with gstat") {
    check(options(Method::ordinary_kriging, kModel), {{2.581357169586993, 0.80026153654107146},
                                                      {3.0153385053267141, 0.7270065844531246},
                                                      {2.3133791497555611, 0.867294346744796},
                                                      {2.9, 0},
                                                      {1.9725414248081723, 1.570417473434357},
                                                      {3.8508948531305669, 1.3675526280424233}});
}

// krige(v~1, d, t, vgm(1.5,"Sph",900,0.2), beta=3)
TEST_CASE("simple kriging agrees with gstat") {
    auto o = options(Method::simple_kriging, kModel);
    o.mean = 3;
    check(o, {{2.6030982144875776, 0.79904184479032392},
              {3.0408782482838688, 0.72532343645594421},
              {2.3373614759167451, 0.86581021699464034},
              {2.9, 0},
              {2.1842616498267802, 1.454749279525229},
              {4.0290146827148634, 1.2856846993731901}});
}

// krige(v~x+y, d, t, vgm(1.5,"Sph",900,0.2))
TEST_CASE("universal kriging agrees with gstat") {
    check(options(Method::universal_kriging, kModel),
          {{2.6152324386782793, 0.80135947790111761},
           {3.0500736461071174, 0.72729459754035386},
           {2.3993321178387186, 0.86891192549523177},
           {2.9, 0},
           {-0.20608208371190448, 2.3746859810153831},
           {5.5911954260162569, 1.886733259821773}},
          1e-8);
}

// krige(v~e, d, t, vgm(0.4,"Exp",300,0.05))
TEST_CASE("kriging with external drift agrees with gstat") {
    check(options(Method::external_drift, "0.05 nug + 0.4 exp 300"),
          {{2.6133312543462797, 0.30484044644997427},
           {3.1649341602583263, 0.27133135172363637},
           {2.1165364037073715, 0.3248405465655001},
           {2.9, 0},
           {1.1388622682155831, 0.48260076660736861},
           {5.1903588413897896, 0.48872497114136509}});
}

// krige(v~1, d, t, vgm(1.5,"Sph",900,0.2), nmax=5)
TEST_CASE("kriging in a neighbourhood agrees with gstat") {
    auto o = options(Method::ordinary_kriging, kModel);
    o.neighbourhood.max_samples = 5;
    check(o, {{2.6658246759453892, 0.80493602516284712},
              {3.0497144056926242, 0.7291925389775562},
              {2.429902534563531, 0.8786340437547141},
              {2.9, 0},
              {1.4199426547767446, 1.6811828138092864},
              {4.6304368888473437, 1.4913540123132796}});
}

// vgm(1.5,"Sph",1200,0.2,anis=c(30,0.5)); vgm(1,"Exp",150,add.to=vgm(0.8,"Gau",700,0.1));
// vgm(1.5,"Mat",250,0.2,kappa=1.5)
TEST_CASE("anisotropic, nested and Matern models agree with gstat") {
    check(options(Method::ordinary_kriging, "0.2 nug + 1.5 sph 1200 anis 30 0.5"),
          {{2.5955800816977135, 0.80738194629422311},
           {3.1254249669522713, 0.67503816657202631},
           {2.3156221573153535, 0.86136644192211842},
           {2.9, 0},
           {2.3985106868364707, 1.8164359124430351},
           {3.5685334356821019, 1.570648589349052}});
    check(options(Method::ordinary_kriging, "0.1 nug + 1 exp 150 + 0.8 gau 700"),
          {{2.7063008887279696, 1.111842978053327},
           {3.0050301900679868, 0.99017412096233248},
           {2.4297898222116179, 1.1509833623075461},
           {2.9, 0},
           {1.8721748230442641, 1.7568330263907876},
           {3.9061193923611714, 1.5951360179489635}});
    check(options(Method::ordinary_kriging, "0.2 nug + 1.5 mat 250 kappa 1.5"),
          {{2.5799191101461356, 0.52577408290143823},
           {3.0520540746065832, 0.46626179514618343},
           {2.3400995743464823, 0.59976147470048291},
           {2.9, 0},
           {1.6346998000555626, 1.3573072317061294},
           {4.1651980386826706, 1.1181135501047095}});
}

// krige(v~1, d, t, vgm(1.5,"Sph",900,0.2), block=c(100,60)): gstat's quadrature has ten digits
TEST_CASE("block kriging agrees with gstat") {
    auto o = options(Method::ordinary_kriging, kModel);
    o.block_dx_m = 100;
    o.block_dy_m = 60;
    check(o,
          {{2.5820495772721466, 0.50058185141381084},
           {3.0126316239996589, 0.43100454260137966},
           {2.3170432741170104, 0.567185694190939},
           {2.8518203205101482, 0.18647639460495244},
           {1.9729378760219638, 1.2666900433997907},
           {3.8490186194980875, 1.0653772055048596}},
          1e-7);
}

// krige.cv(v~1, d, vgm(1.5,"Sph",900,0.2)), which refits nothing and solves twelve systems
TEST_CASE("leave-one-out in closed form agrees with gstat") {
    const std::vector<Expected> expected{
        {2.6677171581371337, 1.5706321058313495}, {2.7054274972171157, 1.1617127095661981},
        {2.2949716006836414, 1.5982256285406724}, {3.9508479945299086, 0.97565281017600702},
        {3.0805745562141484, 1.1693891827951644}, {2.2708048985466291, 1.5814565591077492},
        {3.6900050394912531, 1.2687384008127853}, {3.3124824594386899, 1.0679503357676012},
        {2.4426287690764381, 1.1416525787357894}, {3.8024824810626852, 1.4050228544317758},
        {2.6282671057590901, 1.7284797682083644}, {3.2563162091243383, 1.2314011750158074}};
    const auto cv = Field::fit(twelve(), options(Method::ordinary_kriging, kModel)).cross_validation();
    REQUIRE(cv.n == 12);
    for (std::size_t i = 0; i < expected.size(); ++i) {
        CHECK(cv.points[i].estimate == Approx(expected[i].estimate).epsilon(1e-11));
        CHECK(cv.points[i].variance == Approx(expected[i].variance).epsilon(1e-11));
        CHECK(cv.points[i].zscore == Approx(cv.points[i].residual / std::sqrt(cv.points[i].variance)));
    }
}

TEST_CASE("as many folds as samples are leave-one-out") {
    const auto field = Field::fit(twelve(), options(Method::ordinary_kriging, kModel));
    const auto closed = field.cross_validation();
    const auto solved = field.cross_validation_by_folds(12);
    CHECK(solved.rmse == Approx(closed.rmse).epsilon(1e-11));
    CHECK(solved.msdr == Approx(closed.msdr).epsilon(1e-11));
    CHECK_THROWS_AS(field.cross_validation_by_folds(13), Error);
}

// idw(v~1, d, t, idp=3)
TEST_CASE("inverse distance agrees with gstat") {
    auto o = options(Method::idw, "");
    o.power = 3;
    const auto field = Field::fit(twelve(), o);
    const double expected[] = {2.7480314231300058, 3.2497102301659959, 2.5768100049148841, 2.9,
                               1.4310328539880333, 4.6111515795501656};
    for (std::size_t i = 0; i < 6; ++i) {
        CHECK(field.at(targets()[i].x, targets()[i].y).value == Approx(expected[i]).epsilon(1e-13));
    }
    CHECK(std::isnan(field.at(0, 0).variance));
}

TEST_CASE("measurement error makes kriging inexact and shrinks nothing below zero") {
    auto samples = twelve();
    for (auto& s : samples) s.error_variance = 0.3;
    const auto field = Field::fit(samples, options(Method::ordinary_kriging, kModel));
    const auto e = field.at(410, 350);
    CHECK(e.value != 2.9);
    CHECK(e.variance > 0);
    CHECK(e.variance < 0.3);
}

TEST_CASE("duplicates are merged and reported") {
    auto samples = twelve();
    samples.push_back(samples[1]);
    samples.back().value = 4.9;
    samples.back().id = "again";
    const auto field = Field::fit(samples, options(Method::ordinary_kriging, kModel));
    REQUIRE(field.remarks().size() == 1);
    CHECK(field.remarks()[0].find("'s2' = 'again'") != std::string::npos);
    CHECK(field.at(410, 350).value > 2.9);
    CHECK(field.at(410, 350).value < 4.9);
}

TEST_CASE("a singular system names the samples") {
    auto samples = twelve();
    samples.push_back(samples[1]);
    samples.back().x_m += 1e-7;
    samples.back().id = "twin";
    CHECK_THROWS_WITH(Field::fit(samples, options(Method::ordinary_kriging, "1 gau 300")),
                      Catch::Contains("singular") && Catch::Contains("s2"));
}

TEST_CASE("bad input is refused with its reason") {
    CHECK_THROWS_WITH(Field::fit({}, options(Method::idw, "")), Catch::Contains("no samples"));
    auto samples = twelve();
    samples[3].value = std::nan("");
    CHECK_THROWS_WITH(Field::fit(samples, options(Method::idw, "")), Catch::Contains("'s4'"));
    samples = twelve();
    samples[3].value = -1;
    auto log = options(Method::ordinary_kriging, "");
    log.transform = Transform::log;
    CHECK_THROWS_WITH(Field::fit(samples, log), Catch::Contains("no logarithm"));
    for (auto& s : samples) s.value = 2;
    CHECK_THROWS_WITH(Field::fit(samples, options(Method::ordinary_kriging, "")), Catch::Contains("equal"));
    CHECK_THROWS_WITH(Field::fit(twelve(), options(Method::simple_kriging, kModel)), Catch::Contains("mean"));
}

TEST_CASE("the lognormal mean is above the median by the exact factor") {
    auto o = options(Method::ordinary_kriging, "0.05 nug + 0.3 sph 900");
    o.transform = Transform::log;
    const auto median = Field::fit(twelve(), o).at(640, 500);
    o.statistic = Statistic::mean;
    const auto mean = Field::fit(twelve(), o).at(640, 500);
    auto samples = twelve();
    for (auto& s : samples) s.value = std::log(s.value);
    const auto plain =
        Field::fit(samples, options(Method::ordinary_kriging, "0.05 nug + 0.3 sph 900")).at(640, 500);
    CHECK(median.value == Approx(std::exp(plain.value)).epsilon(1e-13));
    CHECK(median.p95 ==
          Approx(std::exp(plain.value + 1.6448536269514722 * std::sqrt(plain.variance))).epsilon(1e-13));
    CHECK(mean.value > median.value);
    CHECK(mean.value < median.value * std::exp(plain.variance / 2));
}
