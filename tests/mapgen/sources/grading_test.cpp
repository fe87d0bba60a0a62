#include "mapgen/sources/grading.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "mapgen/sources/screening.hpp"

using namespace riskmap::sources;

namespace {

double two_digits(double value) {
    const double unit = std::pow(10, std::floor(std::log10(value)) - 1);
    return std::round(value / unit) * unit;
}

RuleTable rules() {
    return {"test",
            {{RuleKind::substance, "S1", "in", "", "", "", {{"lists", 1}, {"emission_kg_a", 1}}},
             {RuleKind::substance,
              "S4",
              "in",
              "",
              "",
              "",
              {{"never_detected", 1}, {"detection_limit_risk", 1e-6}}},
             {RuleKind::grade, "G4", "severe", "", "", "", {{"hazard", 1000}}},
             {RuleKind::grade, "G1", "low", "", "", "", {{"hazard", 0}}},
             {RuleKind::code, "Y1", "yellow", "", "", "", {{"permit_fault", 1}}},
             {RuleKind::code, "Y2", "yellow", "", "", "", {{"emission_unknown", 1}}},
             {RuleKind::code, "R1", "red", "", "", "", {{"grade", 4}, {"receptors_1km", 1}}}}};
}

Load load(std::optional<double> kg, std::optional<double> weight) {
    Load result;
    result.emission_kg_a = kg;
    result.weight.cancer = weight;
    return result;
}

}  // namespace

TEST_CASE("weights are those that RSEI publishes") {
    // EPA RSEI toxicity data v2.3.9, column MaxTW, to two digits; unit risks per ug/m3 and RfC in mg/m3 of
    // that library.
    CHECK(two_digits(inhalation_weight(3e-5, 0.002).larger()) == Approx(110000));        // 1,3-butadiene
    CHECK(two_digits(inhalation_weight(2.6e-5, {}).larger()) == Approx(93000));          // 1,2-dichloroethane
    CHECK(two_digits(inhalation_weight(1.3e-5, {}).larger()) == Approx(46000));          // formaldehyde
    CHECK(two_digits(inhalation_weight(6e-4, {}).larger()) == Approx(2100000));          // ethylene dibromide
    CHECK(two_digits(inhalation_weight({}, 0.02).larger()) == Approx(180).margin(0.1));  // phthalic anhydride
    // Class C, where RSEI divides by 10: 1,1-dichloroethane 570, 1,1,2-trichloroethane 5700.
    CHECK(two_digits(inhalation_weight(1.6e-6, {}).larger() / 10) == Approx(570));
    CHECK(two_digits(inhalation_weight(1.6e-5, {}).larger() / 10) == Approx(5700));
    CHECK_FALSE(inhalation_weight({}, {}).known());
}

TEST_CASE("the hazard is emission times the larger weight, and the grade follows the rules") {
    const auto table = rules();
    const auto low = grade({load(2, 100.0), load(1, 700.0)}, {}, 1800, table);
    CHECK(low.hazard == 900);
    CHECK(low.hazard_share == 0.5);
    CHECK(low.grade == Grade::low);
    CHECK(low.grade_rule->id == "G1");
    CHECK(low.code == Code::green);
    CHECK(grade({load(10, 100.0)}, {}, 1000, table).grade == Grade::severe);
}

TEST_CASE("red needs every condition of a rule, and an unknown fulfils none") {
    const auto table = rules();
    Surroundings around;
    CHECK(grade({load(10, 100.0)}, around, 0, table).code == Code::green);
    around.receptors_1km = 1;
    const auto red = grade({load(10, 100.0)}, around, 0, table);
    CHECK(red.code == Code::red);
    REQUIRE(red.problems.size() == 1);
    CHECK(red.problems[0]->id == "R1");
    around.permit_fault = true;
    const auto both = grade({load(10, 100.0)}, around, 0, table);
    REQUIRE(both.problems.size() == 2);
    CHECK(both.problems[0]->id == "R1");
    around.receptors_1km = 0;
    CHECK(grade({load(10, 100.0)}, around, 0, table).code == Code::yellow);
}

TEST_CASE("what is not known is never green") {
    auto table = rules();
    CHECK(grade({load({}, 100.0)}, {}, 0, table).grade == Grade::unknown);
    CHECK(grade({load({}, 100.0)}, {}, 0, table).code == Code::yellow);
    CHECK(grade({}, {}, 0, table).code == Code::yellow);
    table.rules.erase(table.rules.begin() + 5);  // no rule for unknown amounts
    CHECK(grade({load({}, 100.0)}, {}, 0, table).code == Code::none);
    const auto partly = grade({load(1, 1.0), load({}, 5.0)}, {}, 0, table);
    CHECK(partly.at_least);
    CHECK(partly.grade == Grade::low);
    CHECK(partly.code == Code::none);
    CHECK(grade({load(1, 1.0), load(1, {})}, {}, 0, table).code == Code::none);
}

TEST_CASE("substances are scored in parts and screened by rules") {
    SubstanceFacts listed;
    listed.lists = {"a", "b"};
    listed.weight.cancer = 27857;
    listed.emission_kg_a = 12000;
    listed.n_sources = 2;
    listed.n_stations = 10;
    listed.n_detected = 4;
    const auto score = score_of(listed);
    CHECK(score.lists == 2);
    CHECK(score.toxicity == 2);
    CHECK(score.emission == 3);
    CHECK(score.detection == 2);
    CHECK(score.total() == 9);

    SubstanceFacts silent;
    silent.n_stations = 5;
    silent.detection_limit_risk = 2e-6;
    SubstanceFacts unmeasured;
    unmeasured.n_sources = unmeasured.n_sources_unknown = 1;
    CHECK_FALSE(score_of(unmeasured).toxicity);
    CHECK_FALSE(score_of(unmeasured).emission);
    CHECK_FALSE(score_of(unmeasured).detection);

    const auto table = rules();
    const auto screened = screen({listed, silent, unmeasured}, table);
    CHECK(screened[0].rules.at(0)->id == "S1");
    CHECK(screened[0].hazard_share == 1);
    CHECK(screened[1].rules.at(0)->id == "S4");
    CHECK_FALSE(screened[2].on_list());
}
