#include "mapgen/observations/averaging.hpp"

#include <catch2/catch.hpp>

#include "geocore/core/error.hpp"
#include "mapgen/observations/molar_mass.hpp"
#include "mapgen/observations/record_values.hpp"
#include "mapgen/observations/units.hpp"

using namespace riskmap;
using namespace riskmap::observations;
using Catch::Matchers::Contains;

namespace {

project::Project two_day_project(const std::string& resolution) {
    project::Project p;
    p.period = {"2026-03-01", "2026-03-02"};
    p.averaging.resolution = resolution;
    p.averaging.percentiles = {50};
    p.pollutants.resize(1);
    p.pollutants[0].key = "benzene";
    p.pollutants[0].cas = "71-43-2";
    return p;
}

const std::vector<Station> kStations{{"A", "甲", "", "", "", {}, 2}};

Table hours(const std::vector<std::string>& lines,
            const std::string& header = "station,time,pollutant,value,unit") {
    std::string text = header + "\n";
    for (const auto& line : lines) text += line + "\n";
    return parse_csv(text, "h.csv");
}

Observation hour(Minute end, double value, bool censored = false) {
    Observation o;
    o.start = end - kMinutesPerHour;
    o.end = end;
    o.value = value;
    o.censored = censored;
    o.period_start = o.period_end = iso_date(o.start);
    return o;
}

std::vector<Observation> day_of_hours(int first, int last) {
    std::vector<Observation> records;
    for (int clock = first; clock <= last; ++clock) records.push_back(hour(clock * kMinutesPerHour, clock));
    return records;
}

}  // namespace

TEST_CASE("moments as people and instruments write them") {
    const std::string text =
        GENERATE(as<std::string>{}, "2020-03-26 18:00", "2020/3/26 18:00:00", "20200326 18:00",
                 "2020-03-26T18:00:00+08:00", "2020-03-26T10:00:00Z", "2020年3月26日 18时",
                 "2020-03-26 18:00:00.000", " 2020-03-26 19:00+09 ", "2020-03-26 18:00:00+08");
    INFO(text);
    const auto moment = parse_moment(text);
    REQUIRE(moment);
    CHECK(moment->has_time);
    CHECK(iso_time(moment->minute) == "2020-03-26 18:00");
}

TEST_CASE("dates alone, hour 24, and what is no moment") {
    CHECK(iso_date(parse_moment("2020-02-29").value().minute) == "2020-02-29");
    CHECK_FALSE(parse_moment("2020-02-29").value().has_time);
    CHECK(iso_time(parse_moment("2020-03-26 24:00").value().minute) == "2020-03-27 00:00");
    CHECK(iso_date(parse_moment("1969-12-31").value().minute) == "1969-12-31");
    for (const char* text :
         {"", "2019-02-29", "2020-13-01", "26.03.2020", "2020-03-26 25:00", "2020-03-26 24:01",
          "2020-03-26 18:60", "2020-03-26x", "20200326T", "2020-03", "12"}) {
        INFO(text);
        CHECK_FALSE(parse_moment(text));
    }
}

TEST_CASE("mixing ratios become concentrations by the molar mass") {
    // 1 ppb of benzene at 25 C and 101.325 kPa: 78.114 / 24.465 = 3.193 ug/m3 (molar volume 24.465 L).
    const auto mass = molar_mass_of_cas("71-43-2");
    REQUIRE(mass);
    CHECK(*mass == Approx(78.114).margin(0.001));
    CHECK(mixing_ratio_factor("ppb", "ug/m3", {*mass}) == Approx(3.193).margin(0.001));
    CHECK(mixing_ratio_factor("ppm", "mg/m3", {*mass}) == Approx(3.193).margin(0.001));
    CHECK(mixing_ratio_factor("ppb", "ug/m3", {*mass, 0}) == Approx(78.114 / 22.414).margin(0.001));
    CHECK(*molar_mass_of_formula("C9H6N2O2") == Approx(174.16).margin(0.01));  // toluene diisocyanate
    CHECK(*molar_mass_of_formula("CCl4") == Approx(153.81).margin(0.01));
    CHECK_FALSE(molar_mass_of_formula("Xx"));
    CHECK_FALSE(molar_mass_of_formula(""));
    CHECK_FALSE(molar_mass_of_cas("0-0-0"));
    CHECK(canonical_unit("ppbv") == "ppb");
    CHECK(canonical_unit("nmol/mol") == "ppb");
    CHECK(canonical_unit("微克/立方米") == "ug/m3");
    CHECK_FALSE(canonical_unit("ppt"));
    CHECK_FALSE(canonical_unit("mg/Nm3"));
}

TEST_CASE("values below zero, undetected, missing and flagged follow the project's rules") {
    project::Averaging rules;
    rules.flags = {{"N"}, {"M"}, {"ND"}};
    rules.missing = {"-999"};
    const auto read = [&](std::string_view text, std::string_view flag = "",
                          std::optional<double> limit = {}) {
        return ValueRules(rules).read({text, "", flag, limit, 1000});
    };
    CHECK(read("0.03").value == 30);
    CHECK(read("<0.03").censored);
    CHECK(read("＜0.03").value == 30);
    CHECK(read("0.03L").value == 30);
    CHECK(read("ND", "", 30).value == 30);
    CHECK(read("0.01", "ND", 30).value == 30);
    CHECK_THROWS_WITH(read("未检出"), Contains("detection_limit"));
    for (const char* text : {"", "NaN", "NA", "—", "-999"}) {
        INFO(text);
        CHECK(read(text).missing);
        CHECK_FALSE(read(text).valid);
    }
    CHECK(read("7", "M").flagged);
    CHECK_FALSE(read("text", "M").valid);
    CHECK(read("7", "N").valid);
    CHECK_THROWS_WITH(read("7", "X"), Contains("flag 'X'") && Contains("allowed: N, M, ND"));
    CHECK_THROWS_WITH(read("-0.1"), Contains("at least 0"));
    rules.negative = "zero";
    CHECK(read("-0.1").value == 0);
    CHECK(read("-0.1").negative);
    rules.negative = "keep";
    CHECK(read("-0.1").value == -100);
    rules.negative = "half-limit";
    CHECK(read("-0.1", "", 30).value == 15);
    CHECK_THROWS_WITH(read("-0.1"), Contains("detection limit"));
    rules.negative = "below-limit";
    CHECK(read("-0.1", "", 30).censored);
    CHECK(read("-0.1", "", 30).value == 30);
}

TEST_CASE("a day needs its hours") {
    CHECK(daily_means(day_of_hours(1, 19)).empty());
    const auto days = daily_means(day_of_hours(1, 24));
    REQUIRE(days.size() == 1);
    CHECK(days[0].value == Approx(12.5));  // stamps 1 to 24: midnight belongs to the day that it ends
    CHECK(days[0].period_start == "1970-01-01");
    CHECK(days[0].n_samples == 24);
}

TEST_CASE("the largest 8-hour mean of a day") {
    // Values rise by one an hour: the mean of stamps 17 to 24 is 20.5.
    const auto maxima = daily_maxima_of_8h(day_of_hours(1, 24));
    REQUIRE(maxima.size() == 1);
    CHECK(maxima[0].value == Approx(20.5));
    CHECK(maxima[0].n_samples == 17);
    CHECK(daily_maxima_of_8h(day_of_hours(8, 18)).empty());  // too few 8-hour means
}

TEST_CASE("period means hold the rule of capture") {
    const auto p = two_day_project("hourly");
    std::vector<std::string> lines;
    for (int h = 1; h <= 35; ++h) {
        lines.push_back(
            fmt::format("甲,2026-03-{:02} {:02}:00,benzene,{},ppb", 1 + (h - 1) / 24, (h - 1) % 24 + 1, h));
    }
    auto set = read_observations(hours(lines), kStations, p);
    auto means = period_means(set.records, kStations, p);
    REQUIRE(means.size() == 1);
    CHECK(means[0].n_values == 35);
    CHECK(means[0].capture_percent.value() == Approx(100 * 35 / 48.0));
    CHECK_FALSE(means[0].used);
    CHECK_THAT(means[0].reason.en, Contains("72.9 %"));
    CHECK(means[0].value == Approx(18 * 3.193).epsilon(1e-3));
    CHECK(means[0].minimum.value == Approx(3.193).epsilon(1e-3));
    CHECK(means[0].percentiles[0].value == Approx(18 * 3.193).epsilon(1e-3));
    CHECK(means[0].seasons == "spring");
    lines.push_back("A,2026-03-02 12:00,benzene,36,ppb");
    set = read_observations(hours(lines), kStations, p);
    means = period_means(set.records, kStations, p);
    CHECK(means[0].used);
    CHECK(means[0].capture_percent.value() == Approx(75));
    // Twice the same is one; another value is a contradiction; another day is left out.
    lines.push_back("A,2026-03-02 12:00,benzene,36,ppb");
    lines.push_back("A,2026-04-02 12:00,benzene,36,ppb");
    set = read_observations(hours(lines), kStations, p);
    CHECK(set.notes.n_repeated == 1);
    CHECK(set.notes.n_outside_period == 1);
    CHECK(set.records.size() == 36);
    lines.push_back("A,2026-03-02 12:00,benzene,37,ppb");
    CHECK_THROWS_WITH(read_observations(hours(lines), kStations, p),
                      Contains("row 40") && Contains("as in row 37"));
}

TEST_CASE("campaigns need samples, not capture") {
    auto p = two_day_project("campaign");
    p.averaging.min_samples = 3;
    const auto table =
        hours({"A,2026-03-01,2026-03-02,benzene,<2,ug/m3", "A,2026-03-01,2026-03-02,benzene,4,ug/m3"},
              "station,period_start,period_end,pollutant,value,unit");
    const auto means = period_means(read_observations(table, kStations, p).records, kStations, p);
    REQUIRE(means.size() == 1);
    CHECK(means[0].value == Approx(3));
    CHECK(means[0].lower == Approx(2));
    CHECK_FALSE(means[0].used);
    CHECK_FALSE(means[0].capture_percent);
    CHECK(means[0].minimum.censored);
    CHECK(means[0].percentiles[0].censored);  // between a censored and a detected value
}

TEST_CASE("a column per substance") {
    auto p = two_day_project("hourly");
    p.averaging.values = {{"benzene", "C6H6", "mg/m3", 0.002}};
    const std::string header = "station,date,hour,C6H6";
    const auto set =
        read_observations(hours({"A,20260301,1,0.01", "A,20260301,2,NaN"}, header), kStations, p);
    REQUIRE(set.records.size() == 2);
    CHECK(set.records[0].value == 10);
    CHECK(set.records[0].detection_limit.value() == 2);
    CHECK(set.notes.n_missing == 1);
    CHECK_FALSE(set.records[1].valid);
    p.averaging.values[0].unit = "mg";
    CHECK_THROWS_WITH(read_observations(hours({}, header), kStations, p), Contains("unit 'mg' is not known"));
    p.averaging.values[0].unit = "mg/m3";
    p.averaging.values[0].column = "C6H5";
    CHECK_THROWS_WITH(read_observations(hours({}, header), kStations, p), Contains("did you mean 'C6H6'"));
}

TEST_CASE("kept negative values must leave a concentration or a limit") {
    auto p = two_day_project("hourly");
    p.averaging.negative = "keep";
    const std::string header = "station,time,pollutant,value,unit,detection_limit";
    const auto mean_of = [&](const std::vector<std::string>& lines) {
        const auto set = read_observations(hours(lines, header), kStations, p);
        return period_means(set.records, kStations, p).at(0);
    };
    CHECK(mean_of({"A,2026-03-01 01:00,benzene,-1,ug/m3,", "A,2026-03-01 02:00,benzene,3,ug/m3,"}).value ==
          Approx(1));
    const auto low =
        mean_of({"A,2026-03-01 01:00,benzene,-3,ug/m3,0.5", "A,2026-03-01 02:00,benzene,1,ug/m3,0.5"});
    CHECK(low.censored);
    CHECK(low.value == 0.5);
    CHECK(low.n_negative == 1);
    CHECK_THROWS_WITH(mean_of({"A,2026-03-01 01:00,benzene,-3,ug/m3,"}), Contains("station 'A'"));
}
