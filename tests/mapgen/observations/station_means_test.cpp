#include <catch2/catch.hpp>

#include "geocore/core/error.hpp"
#include "mapgen/observations/observations.hpp"
#include "mapgen/observations/units.hpp"

using namespace riskmap;
using observations::kaplan_meier_mean;

TEST_CASE("the Kaplan-Meier mean of detected values is their mean") {
    CHECK(kaplan_meier_mean({{1, false}, {2, false}, {6, false}}) == Approx(3));
}

TEST_CASE("the Kaplan-Meier mean of censored values by hand") {
    // From the top: 5 takes 1/4, 3 takes 1/3 of the rest, "<2" is passed over, 1 takes what is left.
    CHECK(kaplan_meier_mean({{5, false}, {3, false}, {2, true}, {1, false}}) ==
          Approx(5 * 0.25 + 3 * 0.25 + 1 * 0.5));
    // A lowest value that is censored stands for itself.
    CHECK(kaplan_meier_mean({{4, false}, {1, true}}) == Approx(2.5));
}

TEST_CASE("units are recognised however they are written, and nothing else is") {
    CHECK(observations::canonical_unit("µg/m³") == "ug/m3");
    CHECK(observations::canonical_unit("μg/m3") == "ug/m3");
    CHECK(observations::canonical_unit(" mg/m^3 ") == "mg/m3");
    CHECK(observations::canonical_unit("ng／m³") == "ng/m3");
    CHECK_FALSE(observations::canonical_unit("ug"));
    CHECK_FALSE(observations::canonical_unit(""));
    CHECK(observations::unit_factor("mg/m3", "ug/m3") == 1000);
    CHECK(observations::unit_factor("ng/m3", "mg/m3") == Approx(1e-6));
}

TEST_CASE("CSV: quotes, line numbers, byte order mark, faults") {
    const auto table = observations::parse_csv(
        "\xEF\xBB\xBFid,note\r\nA,\"one\ntwo, \"\"three\"\"\"\r\n\r\nB,x\r\n", "t.csv");
    REQUIRE(table.rows.size() == 2);
    CHECK(table.columns[0] == "id");
    CHECK(table.rows[0].cells[1] == "one\ntwo, \"three\"");
    CHECK(table.rows[1].number == 5);
    CHECK_THROWS_WITH(observations::parse_csv("a,b\n1\n", "t.csv"), Catch::Contains("t.csv, row 2: 1 cells"));
    CHECK_THROWS_WITH(observations::parse_csv("a,b\n\"1,2\n", "t.csv"), Catch::Contains("never closed"));
    CHECK_THROWS_WITH(observations::parse_csv("", "t.csv"), Catch::Contains("empty"));
    CHECK_THROWS_WITH(table.column("nota"), Catch::Contains("did you mean 'note'"));
}
