#include "mapgen/risk/risk_model.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "mapgen/risk/exposure_table.hpp"

using namespace riskmap;
using risk::Certainty;
using risk::Exposure;

namespace {

const risk::ExposureScenario& resident() {
    return risk::default_scenarios().front();
}

/// Benzene (immune) and epichlorohydrin (resp), US EPA values.
risk::RiskModel model(std::vector<risk::NotEstimable> not_estimable = {}) {
    return {resident(),
            {{"benzene", 7.8e-6, 30, {0}}, {"epichlorohydrin", 1.2e-6, 1, {1}}},
            std::move(not_estimable),
            2};
}

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

}  // namespace

TEST_CASE("exposure shares by hand") {
    CHECK(risk::cancer_exposure_share(resident()) == Approx(350.0 / 365 * 26 / 70));
    CHECK(risk::non_cancer_exposure_share(risk::default_scenarios()[1]) == Approx(8.0 / 24 * 250 / 365));
    CHECK(risk::cancer_exposure_share(risk::default_scenarios()[2]) == 1);
}

TEST_CASE("a value on a cut belongs to the higher level") {
    const risk::LevelCuts cuts;
    CHECK(risk::level_of(9.99e-7, 0.99, cuts) == 1);
    CHECK(risk::level_of(1e-6, 0, cuts) == 2);
    CHECK(risk::level_of(1e-5, 0, cuts) == 3);
    CHECK(risk::level_of(1e-4, 0, cuts) == 4);
    CHECK(risk::level_of(0, 1, cuts) == 2);
    CHECK(risk::level_of(0, 3, cuts) == 3);
    CHECK(risk::level_of(1e-5, 10, cuts) == 4);
}

TEST_CASE("risk of two known substances by hand") {
    const auto place = model().evaluate(std::vector<Exposure>{{5, 6, true}, {4, 5, true}});
    const double share = 350.0 / 365;
    CHECK(place.cancer_risk == Approx((5 * 7.8e-6 + 4 * 1.2e-6) * share * 26 / 70));
    CHECK(place.hazard_index == Approx(4 * share));  // organs differ: the larger, not the sum
    CHECK(place.hazard_sum == Approx(4 * share + 5 * share / 30));
    CHECK(place.level == 3);
    CHECK(place.decided_by_hazard == false);
    CHECK(place.driver == 0);
}

TEST_CASE("the hazard index decides where it asks for the higher level") {
    const auto place = model().evaluate(std::vector<Exposure>{{0.1, 0.1, true}, {4, 4, true}});
    CHECK(place.level == 3);
    CHECK(place.decided_by_hazard);
    CHECK(place.driver == 1);
}

TEST_CASE("nothing known is never low") {
    const auto place = model().evaluate(std::vector<Exposure>{{0.01, 0.01, false}, {0.01, 0.01, false}});
    CHECK(place.level == 0);
    CHECK(place.certainty == Certainty::unknown);
}

TEST_CASE("an unknown substance that cannot change the level leaves it known") {
    const auto place = model().evaluate(std::vector<Exposure>{{0.1, 0.2, true}, {0.001, 0.01, false}});
    CHECK(place.level == 1);
    CHECK(place.certainty == Certainty::ordinary);
}

TEST_CASE("an unknown substance that could change the level makes it unknown") {
    const auto place = model().evaluate(std::vector<Exposure>{{0.1, 0.2, true}, {0.5, 3, false}});
    CHECK(place.level == 0);
    CHECK(place.level_upper == 0);
}

TEST_CASE("from level 3 on the known part alone stands, as 'at least'") {
    const auto place = model().evaluate(std::vector<Exposure>{{9, 10, true}, {5, 50, false}});
    CHECK(place.level == 3);
    CHECK(place.certainty == Certainty::at_least);
    CHECK(place.level_upper == 4);
}

TEST_CASE("a substance without a bound settles nothing") {
    CHECK(model().evaluate(std::vector<Exposure>{{0.1, kNone, true}, {0.1, kNone, false}}).level == 0);
    const auto place = model().evaluate(std::vector<Exposure>{{0.1, kNone, true}, {0.1, kNone, true}});
    CHECK(place.level == 1);
    CHECK(place.level_upper == 0);
}

TEST_CASE("what is not estimable enters the upper level alone, at its detection limit") {
    const auto with = model({{{"ethylene-oxide", 0.004955, 30, {0}}, 0.04}});
    const std::vector<Exposure> low{{0.1, 0.1, true}, {0.01, 0.01, true}};
    CHECK(with.evaluate(low).level == 1);
    CHECK(with.evaluate(low).level_upper == 3);
    CHECK(model().evaluate(low).level_upper == 1);
}
