#include <catch2/catch.hpp>

#include "geocore/core/error.hpp"
#include "mapgen/sources/enterprise_table.hpp"
#include "mapgen/sources/rule_table.hpp"

using namespace riskmap;
using namespace riskmap::sources;

namespace {

observations::Table csv(const std::string& text) {
    return observations::parse_csv(text, "t.csv");
}

const std::string kRules = "version,kind,rule,result,quantity,at_least,name_zh,name_en,source\n";

std::string refusal(const std::string& rows) {
    try {
        (void)read_rules(csv(kRules + rows));
    } catch (const core::Error& e) {
        return e.what();
    }
    return "";
}

}  // namespace

TEST_CASE("built-in tables read, and every red rule has a name") {
    const auto rules = built_in_rules();
    CHECK(rules.version == "2026-01");
    int red = 0;
    for (const auto& rule : rules.rules) {
        CHECK_FALSE(rule.name_zh.empty());
        CHECK_FALSE(rule.source.empty());
        red += rule.result == "red" ? 1 : 0;
    }
    CHECK(red == 2);
    CHECK(built_in_lists().size() > 50);
    const auto measures = built_in_measures();
    for (const Grade grade : {Grade::unknown, Grade::low, Grade::moderate, Grade::high, Grade::severe})
        CHECK_FALSE(measures.find(grade, "2614").zh.empty());
    CHECK(measures.find(Grade::severe, "2652 rubber").zh != measures.find(Grade::severe, "2614").zh);
}

TEST_CASE("rows of one rule are conditions that hold together") {
    const auto table =
        read_rules(csv(kRules + "v,code,R1,red,grade,4,a,b,c\nv,code,R1,red,receptors_1km,1,a,b,c\n"));
    REQUIRE(table.rules.size() == 1);
    CHECK(table.rules[0].conditions.size() == 2);
}

TEST_CASE("a rule table's faults are named") {
    CHECK(refusal("v,code,R1,red,hazrd,1,a,b,c\n") ==
          "t.csv, row 2, column 'quantity': 'hazrd' is not known; did you mean 'hazard'?");
    CHECK(refusal("v,code,R1,purple,hazard,1,a,b,c\n").find("column 'result': 'purple' is not known") !=
          std::string::npos);
    CHECK(refusal("v,code,R1,red,hazard,1,a,b,c\nw,code,R2,red,hazard,1,a,b,c\n")
              .find("a table has one version") != std::string::npos);
    CHECK(refusal("v,code,R1,red,hazard,1,a,b,c\nv,code,R1,yellow,hazard,1,a,b,c\n")
              .find("its rows must agree") != std::string::npos);
    CHECK(refusal("v,code,R1,red,hazard,1,,b,c\n").find("column 'name_zh'") != std::string::npos);
    CHECK(refusal("") != "");
}

TEST_CASE("emissions are read in the unit that their column names") {
    const auto of = [](const std::string& column, const std::string& value) {
        return read_emissions(csv("id,enterprise,pollutant," + column + "\nS1,E1,benzene," + value + "\n"))
            .at(0)
            .kg_a;
    };
    CHECK(*of("emission_kg_a", "12") == 12);
    CHECK(*of("emission_t_a", "1.5") == 1500);
    CHECK(*of("emission_g_s", "1") == Approx(31536));
    CHECK_FALSE(of("emission_t_a", ""));
    CHECK_THROWS_WITH(of("emission_t_a", "-1"), Catch::Contains("0 or more"));
}

TEST_CASE("enterprises are read and their ids must do for file names") {
    const std::string header = "id,permit_number,zone,industry,name_zh\n";
    const auto read = read_enterprises(csv(header + "E1, 91 ,DX,2614,甲\n"));
    CHECK(read.at(0).permit_number == "91");
    CHECK(read.at(0).name_zh == "甲");
    CHECK_THROWS_WITH(read_enterprises(csv(header + "../x,1,DX,2614,\n")), Catch::Contains("letters a-z"));
    CHECK_THROWS_WITH(read_enterprises(csv(header + "E1,1,DX,2614,\nE1,1,DX,2614,\n")),
                      Catch::Contains("a second time"));
    CHECK_THROWS_WITH(read_enterprises(csv(header + "E1,1,,2614,\n")), Catch::Contains("column 'zone'"));
}
