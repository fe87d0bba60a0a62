#include <array>
#include <catch2/catch.hpp>

#include "geocore/core/error.hpp"
#include "mapgen/risk/background_table.hpp"
#include "mapgen/risk/dose_response.hpp"
#include "mapgen/risk/early_life.hpp"
#include "mapgen/risk/exposure_table.hpp"
#include "mapgen/risk/level_table.hpp"
#include "mapgen/risk/limit_table.hpp"

using namespace riskmap;
using Catch::Contains;
using observations::parse_csv;
using risk::UnitRiskBasis;

namespace {

const risk::ExposureScenario& scenario(std::size_t index) {
    return risk::default_scenarios().at(index);
}

risk::UsedUnitRisk used(const std::string& cas, std::size_t index) {
    return *risk::used_unit_risk(risk::DoseResponseTable::built_in().find(cas, "", ""), scenario(index));
}

constexpr const char* kToxicityHeader =
    "version,cas,name_zh,name_en,ure_per_ug_m3,rfc_mg_m3,target_organs,early_life,source,valid_from,valid_"
    "to\n";

}  // namespace

TEST_CASE("the built-in toxicity table knows what it knows and refuses the rest") {
    const auto table = risk::DoseResponseTable::built_in();
    CHECK(table.find("71-43-2", "", "").ure_per_ug_m3 == 7.8e-6);
    CHECK(table.find("", "苯", "").cas == "71-43-2");
    CHECK(table.find("", "", "Methylene Chloride").cas == "75-09-2");
    CHECK(table.find("", "苯并(a)芘", "").cas == "50-32-8");
    CHECK(table.find("75-21-8", "", "").early_life_adjusted);
    CHECK_FALSE(table.find("7783-06-4", "", "").rfc_mg_m3);  // H2S has no chronic value here
    CHECK_THROWS_WITH(table.find("71-43-3", "苯", "benzene"), Contains("did you mean '71-43-2'"));
    CHECK_THROWS_WITH(table.find("71-43-3", "苯", "benzene"), Contains("CAS of 苯 benzene"));
    CHECK_THROWS_WITH(table.find("71-43-3", "", ""), Contains("did you mean '71-43-2'"));
    CHECK_THROWS_WITH(table.find("", "", "benzen"), Contains("did you mean 'benzene'"));
    CHECK_THROWS_WITH(table.find("", "环氧乙皖", ""), Contains("did you mean '环氧乙烷'"));
    CHECK(risk::DoseResponseTable::built_in("HEM4").find("75-21-8", "", "").ure_per_ug_m3 == 0.005);
    CHECK_THROWS_WITH(risk::DoseResponseTable::built_in("HEM6"), Contains("HEM5"));
}

TEST_CASE("years of exposure weigh by age") {
    CHECK(risk::weighted_years(0, 70) == Approx(2 * 10 + 14 * 3 + 54));
    CHECK(risk::weighted_years(0, 26) == Approx(20 + 42 + 10));
    CHECK(risk::weighted_years(18, 25) == Approx(25));
    CHECK(risk::weighted_years(10, 10) == Approx(6 * 3 + 4));
}

TEST_CASE("the unit risk used is the adult one for workers and by age for residents") {
    // Vinyl chloride and ethylene oxide as US EPA's IRIS has them.
    CHECK(used("75-01-4", 1).per_ug_m3 == 4.4e-6);
    CHECK(used("75-01-4", 1).basis == UnitRiskBasis::adult);
    CHECK(used("75-01-4", 2).per_ug_m3 == 8.8e-6);
    CHECK(used("75-01-4", 2).basis == UnitRiskBasis::lifetime);
    CHECK(used("75-21-8", 0).basis == UnitRiskBasis::adult_by_age);
    // C * ED/LT * used = C * adult * sum(ADAF * years) / 70
    CHECK(used("75-21-8", 0).per_ug_m3 * 26 / 70 == Approx(0.003 * 72 / 70));
    // Only the kidney's part of trichloroethylene's value depends on age.
    CHECK(used("79-01-6", 0).per_ug_m3 * 26 / 70 == Approx((3.1e-6 * 26 + 1e-6 * 72) / 70));
    CHECK(used("79-01-6", 1).per_ug_m3 == 4.1e-6);
    CHECK(used("71-43-2", 0).basis == UnitRiskBasis::tabulated);
    CHECK(used("71-43-2", 0).per_ug_m3 == 7.8e-6);
    // The adult value over a lifetime gives what the library holds, within its rounding.
    CHECK(0.003 * risk::weighted_years(0, 70) / 70 == Approx(0.004955).epsilon(0.01));
}

TEST_CASE("without an adult value the adjusted one is used and says so") {
    const risk::UnitRisks risks{1e-6, true, std::nullopt, std::nullopt};
    CHECK(risk::used_unit_risk(risks, scenario(0)).per_ug_m3 == 1e-6);
    CHECK(risk::used_unit_risk(risks, scenario(1)).basis == UnitRiskBasis::adjusted_no_adult);
}

TEST_CASE("rows of a toxicity table hold between their dates, and only one may") {
    const std::string rows = std::string(kToxicityHeader) +
                             "v1,71-43-2,苯,benzene,7e-6,0.03,immune,,a,2000-01-01,2019-12-31\n"
                             "v2,71-43-2,苯,benzene,8e-6,0.03,immune,,b,2020-01-01,\n";
    const auto at = [&](const std::string& date) {
        return risk::DoseResponseTable::from(parse_csv(rows, "own.csv"), {{}, date}).find("71-43-2", "", "");
    };
    CHECK(at("2019-12-31").version == "v1");
    CHECK(at("2020-01-01").version == "v2");
    CHECK_THROWS_WITH(at("1999-12-31"), Contains("no toxicity values"));
    CHECK_THROWS_WITH(risk::DoseResponseTable::from(parse_csv(rows, "own.csv")).find("71-43-2", "", ""),
                      Contains("own.csv, row 3") && Contains("row 2 already"));
    CHECK_THROWS_WITH(risk::DoseResponseTable::from(
                          parse_csv(std::string(kToxicityHeader) + "v,1-1-1,x,y,-1,,,,s,,\n", "own.csv")),
                      Contains("own.csv, row 2, column 'ure_per_ug_m3'"));
    CHECK_THROWS_WITH(risk::DoseResponseTable::from(parse_csv(
                          std::string(kToxicityHeader) + "v,1-1-1,x,y,1,,,,s,1.1.2020,\n", "own.csv")),
                      Contains("YYYY-MM-DD"));
}

TEST_CASE("scenarios of a survey, a row per job group") {
    const auto scenarios = risk::read_scenarios(
        parse_csv("key,name_zh,name_en,job_group,et_h,ef_d,ed_y,area,source\n"
                  "worker-loading,装卸,loading,装卸 loading,6.5,240,12,sites,survey 2026\n"
                  "school,在校学生,pupil,,7,200,9,,survey 2026\n",
                  "groups.csv"),
        "2026-06-30");
    REQUIRE(scenarios.size() == 2);
    CHECK(scenarios[0].job_group == "装卸 loading");
    CHECK(scenarios[0].area == risk::ExposureArea::sites);
    CHECK(scenarios[0].age_from_y == 18);
    CHECK(scenarios[0].lifetime_y == 70);
    CHECK(risk::cancer_exposure_share(scenarios[0]) == Approx(6.5 / 24 * 240 / 365 * 12 / 70));
    CHECK(scenarios[1].area == risk::ExposureArea::everywhere);
    CHECK_THROWS_WITH(
        risk::read_scenarios(parse_csv("key,name_zh,name_en,et_h,ef_d,ed_y\na,b,c,25,1,1\n", "g.csv"), ""),
        Contains("g.csv, row 2, column 'et_h'") && Contains("at most 24"));
    CHECK_THROWS_WITH(
        risk::read_scenarios(
            parse_csv("key,name_zh,name_en,et_h,ef_d,ed_y,area\na,b,c,8,1,1,site\n", "g.csv"), ""),
        Contains("did you mean 'sites'"));
}

TEST_CASE("levels of one's own") {
    const std::string head = "level,name_zh,name_en,cancer_risk_min,hazard_index_min,version,source\n";
    const std::string rest = "1,低,low,,,2,s\n0,未知,unknown,,,2,s\n";
    const auto levels = risk::read_levels(
        parse_csv(head + "4,甲,A,1e-3,20,2,s\n3,乙,B,1e-4,5,2,s\n2,丙,C,1e-5,1,2,s\n" + rest, "l.csv"), "");
    CHECK(levels.cuts.cancer_risk == std::array<double, 3>{1e-5, 1e-4, 1e-3});
    CHECK(levels.cuts.hazard_index == std::array<double, 3>{1, 5, 20});
    CHECK(levels.names[4].zh == "甲");
    CHECK(risk::default_levels().cuts.cancer_risk == risk::LevelCuts{}.cancer_risk);
    CHECK(risk::default_levels().cuts.hazard_index == risk::LevelCuts{}.hazard_index);
    CHECK_THROWS_WITH(
        risk::read_levels(
            parse_csv(head + "4,甲,A,1e-4,20,,\n3,乙,B,1e-4,5,,\n2,丙,C,1e-5,1,,\n" + rest, "l.csv"), ""),
        Contains("l.csv, column 'cancer_risk_min': level 4"));
    CHECK_THROWS_WITH(risk::read_levels(parse_csv(head + rest, "l.csv"), ""), Contains("level 2 is missing"));
}

TEST_CASE("limits are looked up by CAS, then by name, and by the dates they hold") {
    const auto table = risk::LimitTable::built_in();
    const auto pm25 = [&](const std::string& start, const std::string& end) {
        std::vector<double> annual;
        for (const auto& limit : table.find({"", "", "PM2.5"}, start, end, {"class II"})) {
            if (limit.averaging == "annual") annual.push_back(limit.value);
        }
        return annual;
    };
    CHECK(pm25("2020-01-01", "2020-12-31") == std::vector<double>{35});
    CHECK(pm25("2025-09-01", "2026-08-31") == std::vector<double>{35, 30});  // both held in that period
    CHECK(pm25("2031-01-01", "2031-12-31") == std::vector<double>{25});
    const auto benzene = table.find({"71-43-2", "", ""}, "2026-01-01", "2026-12-31", {});
    REQUIRE(benzene.size() == 2);
    CHECK(benzene[0].unit == "mg/m3");
    CHECK(benzene[0].averaging == "1h");
    CHECK(benzene[0].applies_to == "enterprise boundary");
    const auto own =
        risk::LimitTable::from(parse_csv("cas,name_zh,name_en,value,unit,averaging,applies_to,source,"
                                         "verified\n71-43-2,苯,benzene,110,ug/m3,1h,x,y,0\n",
                                         "limits.csv"));
    CHECK(own.find({"71-43-2", "", ""}, "2026-01-01", "2026-12-31", {}).front().source ==
          "y (未核实 unverified)");
    CHECK_THROWS_WITH(
        risk::LimitTable::from(parse_csv("cas,name_zh,name_en,value,unit,averaging,applies_to,source\n"
                                         "71-43-2,苯,benzene,110,ug/m3,anual,x,y\n",
                                         "limits.csv")),
        Contains("limits.csv, row 2, column 'averaging'") && Contains("did you mean 'annual'"));
}

TEST_CASE("backgrounds of a table") {
    const auto table = risk::BackgroundTable::from(
        parse_csv("cas,name_zh,name_en,value,unit,source\n50-00-0,甲醛,formaldehyde,1.5,µg/m³,survey\n",
                  "b.csv"),
        "2026-01-01");
    REQUIRE(table.find({"", "甲醛", ""}) != nullptr);
    CHECK(table.find({"50-00-0", "", ""})->unit == "ug/m3");
    CHECK(table.find({"71-43-2", "苯", ""}) == nullptr);
    CHECK_THROWS_WITH(
        risk::BackgroundTable::from(
            parse_csv("cas,name_zh,name_en,value,unit,source\n1-1-1,a,b,1,ppm,s\n", "b.csv"), ""),
        Contains("b.csv, row 2, column 'unit'"));
}
