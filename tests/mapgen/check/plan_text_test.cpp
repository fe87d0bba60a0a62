#include "mapgen/check/plan_text.hpp"

#include <catch2/catch.hpp>

#include "mapgen/check/plan_rules.hpp"

using namespace riskmap::check;

TEST_CASE("a name tells how many berths it stands for") {
    CHECK(berths_named("5万吨级油品码头（5万吨级、3千吨级泊位各1个）") == 2);
    CHECK(berths_named("仓储有限公司5万GT的液化烃泊位2个") == 2);
    CHECK(berths_named("集装箱码头（6#--10#）") == 5);
    CHECK(berths_named("集装箱码头（６＃～１０＃）") == 5);
    CHECK(berths_named("集装箱码头6号至10号") == 5);
    CHECK(berths_named("液体化工码头（两个5千吨级泊位）") == 2);
    CHECK(berths_named("油品泊位三个") == 3);
    CHECK(berths_named("1号集装箱码头") == 1);
    CHECK(berths_named("通用泊位改建工程") == 1);
    CHECK(berths_named("10万吨级液体化工泊位") == 1);
    CHECK(berths_named("油品码头（10万吨级、5万吨级油品泊位各1个）｜5万吨级泊位") == 1);
    CHECK(berths_named("") == 1);
    CHECK(berths_named(std::string(100000, '6') + "#") == 1);
}

TEST_CASE("opening times") {
    REQUIRE(openings("2020年（一期）、2023-2024年（二期）").size() == 2);
    CHECK(openings("2020年（一期）、2023-2024年（二期）")[0].latest_start == "2020-12-31");
    CHECK(openings("2020年（一期）、2023-2024年（二期）")[1].latest_start == "2023-12-31");
    CHECK(openings("2020-2021年")[0].latest_start == "2020-12-31");
    CHECK(openings("２０２１年３月")[0].latest_start == "2021-03-31");
    CHECK(openings("6#、7#码头于2020年申请").size() == 1);
    CHECK(openings("待定").empty());
}

TEST_CASE("units of amounts, ten thousands taken off") {
    using Units = std::vector<std::string>;
    CHECK(amount_units("开放当年30万标箱、第三年50万标箱；要求50万标箱") == Units{"标箱"});
    CHECK(amount_units("开放当年200万吨,三年后350万吨") == Units{"吨"});
    CHECK(amount_units("195万吨（一期）、1165万吨（二期）") == Units{"吨"});
    CHECK(amount_units("船舶120艘次、第三年180艘次") == Units{"艘次"});
    CHECK(amount_units("20万辆商品车") == Units{"辆商品车"});
    CHECK(amount_units("50万TEU，其中35万TEU") == Units{"TEU"});
    CHECK(amount_units("6#-10#泊位合计550万TEU") == Units{"TEU"});
    CHECK(amount_units("2022年开放5万吨级泊位2个").empty());
    CHECK(amount_units("118.7万吨") == Units{"吨"});
}

TEST_CASE("a plan's own counts and dates are held against its rows") {
    const std::vector<PlanRow> rows{{2, "B01", "甲码头", "扩大开放", "1", "2020年", "5万吨"},
                                    {3, "B02", "乙码头", "对外启用", "1", "2021年", "5万标箱"},
                                    {4, "B03", "乙码头｜2号", "对外启用", "1", "2022年", "7万标箱"},
                                    {5, "B04", "丙码头泊位2个", "对外启用", "2", "2023年", ""}};
    const auto findings = check_plan(rows, {"berths.csv", "2021-04-01", 3, ""});
    // 3 is the number of all projects, so the count is right
    REQUIRE(findings.size() == 3);
    CHECK(findings[0].code == "unit-mixed");
    CHECK(findings[0].id.empty());
    CHECK(findings[0].found.en == "capacities in 2 units: 吨 (1: B01), 标箱 (2: B02 B03)");
    CHECK(findings[1].code == "date-before-plan");
    CHECK(findings[1].id == "B01");
    CHECK(findings[1].row == 2);
    CHECK(findings[2].code == "coordinate-shared");
    CHECK(findings[2].id == "B04");
    for (const auto& finding : findings) CHECK(finding.severity == Severity::warning);
}

TEST_CASE("a count may be one section's") {
    const std::vector<PlanRow> rows{
        {2, "A", "", "甲", "1", "", ""}, {3, "B", "", "甲", "2", "", ""}, {4, "C", "", "乙", "1", "", ""}};
    CHECK(check_plan(rows, {"f", "", 2, "甲"}).empty());
    CHECK(check_plan(rows, {"f", "", 1, ""}).empty());
    const auto findings = check_plan(rows, {"f", "", 3, "甲"});
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].code == "count-mismatch");
    CHECK(findings[0].found.en == "projects listed: 甲 2");
    CHECK(check_plan(rows, {"f", "", 20, ""}).size() == 1);
    CHECK(check_plan(rows, {"f", "", std::nullopt, ""}).empty());
    CHECK(check_plan({}, {"f", "2021-01-01", 0, ""}).empty());
}
