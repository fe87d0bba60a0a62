#include <catch2/catch.hpp>
#include <functional>
#include <random>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "geocore/gdal/connection_string.hpp"
#include "mapgen/observations/molar_mass.hpp"
#include "mapgen/observations/points.hpp"
#include "mapgen/observations/record_values.hpp"
#include "mapgen/observations/table.hpp"
#include "mapgen/observations/times.hpp"
#include "mapgen/observations/units.hpp"

using namespace riskmap;
using namespace riskmap::observations;
using Catch::Matchers::Contains;

namespace {

/// What `parse` does with cut, changed and random versions of good texts: it returns, or refuses with
/// core::Error.
void try_any_bytes(const std::vector<std::string>& good,
                   const std::function<void(const std::string&)>& parse) {
    std::mt19937 random(20260301);
    const auto attempt = [&](const std::string& text) {
        try {
            parse(text);
        } catch (const core::Error& error) {
            REQUIRE(std::string(error.what()).size() < 100000);
        }
    };
    for (const auto& text : good) {
        parse(text);
        for (std::size_t length = 0; length < text.size(); ++length) attempt(text.substr(0, length));
        for (int round = 0; round < 300; ++round) {
            std::string changed = text;
            for (int i = 0; i < 1 + round % 4; ++i)
                changed[random() % changed.size()] = static_cast<char>(random() % 256);
            attempt(changed);
        }
    }
    for (int round = 0; round < 300; ++round) {
        std::string noise(random() % 64, ' ');
        for (char& c : noise) c = static_cast<char>(random() % 256);
        attempt(noise);
    }
}

}  // namespace

TEST_CASE("any bytes as a table, a time, a unit, a value, a formula, a connection are read or refused") {
    try_any_bytes(
        {"id,x,名称\r\n1,\"a\"\"b\nc\",北仑\r\n", "\xEF\xBB\xBFid,v\n1,2\n", "\xB2\xB4\xCE\xBB,v\n1,2\n"},
        [](const std::string& text) { (void)parse_csv(text, "f.csv"); });
    try_any_bytes({"2020-03-26T18:00:00.123+08:00", "2020年3月26日 18时", "20200326"},
                  [](const std::string& text) { (void)parse_moment(text); });
    try_any_bytes({"µg/m³", "微克/立方米"}, [](const std::string& text) { (void)canonical_unit(text); });
    try_any_bytes({"C15H10N2O2"}, [](const std::string& text) { (void)molar_mass_of_formula(text); });
    const project::Averaging rules;
    try_any_bytes({"<0.03", "0.03L", "1e-3"}, [&](const std::string& text) {
        (void)ValueRules(rules).read({text, "", "", 0.1, 1});
    });
    try_any_bytes(
        {"PG:host=h dbname='a b' password='x\\'y'", "postgresql://u:p%20w@[::1]:5432/air?sslmode=require"},
        [](const std::string& text) {
            const gdal::ConnectionString connection(text);
            (void)connection.label();
            (void)connection.for_gdal();
            (void)connection.without_secrets(text);
        });
    Table table{"f.csv", "", {"position"}, {}};
    try_any_bytes({"29°47'54.00\"N，122°02'14.70\"E", "POINT (121.9 29.9)", "121.9,29.9"},
                  [&](const std::string& text) {
                      (void)read_point(table, {2, {text}}, coordinate_columns(table), true);
                  });
}

TEST_CASE("connection strings: both forms, what is shown of them, what never is") {
    const gdal::ConnectionString words(
        "PG:host=db.example port=5433 dbname='air quality' user=leser password='p\\'w d'");
    CHECK(words.label() == "postgresql://db.example/air quality");
    CHECK(words.holds_password());
    CHECK_THAT(words.for_gdal(),
               Contains("password='p\\'w d'") && Contains("port='5433'") && Contains("connect_timeout"));
    CHECK(words.without_secrets("FATAL: p'w d of user \"leser\" is wrong") ==
          "FATAL: *** of user \"***\" is wrong");
    const gdal::ConnectionString uri(
        "postgresql://leser:p%27w%20d@db.example:5433/air?sslmode=require&connect_timeout=3");
    CHECK(uri.label() == "postgresql://db.example/air");
    CHECK_THAT(uri.for_gdal(), Contains("password='p\\'w d'") && Contains("sslmode='require'") &&
                                   Contains("connect_timeout='3'") && !Contains("connect_timeout='10'"));
    CHECK(gdal::ConnectionString("postgres://[::1]/air").label() == "postgresql://::1/air");
    CHECK(gdal::ConnectionString("PG:service=monitoring").label() == "postgresql:service=monitoring");
    CHECK_FALSE(gdal::ConnectionString("PG:password=${SECRET}").holds_password());
    CHECK_THROWS_WITH(gdal::ConnectionString("PG:password=${RISKMAP_NO_SUCH}").for_gdal(),
                      Contains("RISKMAP_NO_SUCH"));
    for (const char* wrong : {"", "host=geheim", "PG:geheim", "PG:password='geheim",
                              "postgresql://h/%gg?geheim", "mysql://geheim"}) {
        INFO(wrong);
        CHECK_THROWS_WITH(gdal::ConnectionString(wrong), Contains("malformed") && !Contains("geheim"));
    }
}

TEST_CASE("coordinates of stations and receptors in any notation, with their precision") {
    const auto read = [](const std::vector<std::string>& columns, const std::vector<std::string>& cells,
                         bool geographic) {
        const Table table{"f.csv", "", columns, {}};
        return read_point(table, {2, cells}, coordinate_columns(table), geographic);
    };
    const auto plain = read({"lon", "lat"}, {"121.836", "29.9108"}, true);
    CHECK(plain.position.x == 121.836);
    CHECK(plain.precision_m == Approx(48.2).margin(0.1));  // half of 0.001 degrees of longitude
    CHECK(plain.notation == "decimal-degrees");
    const auto dms = read({"经度", "纬度"}, {"121°50'10\"", "29°54′39″N"}, true);
    CHECK(dms.position.x == Approx(121.8361111));
    CHECK(dms.precision_m == Approx(15.4).margin(0.1));
    CHECK(read({"坐标"}, {"29°47'54.00\"N，122°02'14.70\"E"}, true).position.y == Approx(29.7983333));
    CHECK(read({"WKT"}, {"POINT (121.9 29.93)"}, true).position.y == 29.93);
    CHECK(read({"WKT"}, {"POINT Z (400211.9 3314260.2 7)"}, false).position.y == 3314260.2);
    CHECK(read({"x", "y"}, {"400211.9", "3314260.2"}, false).precision_m == Approx(0.05));
    CHECK(read({"x", "y"}, {"4.0e5", "3314260.25"}, false).precision_m == Approx(5000));
    // Receivers write 29 53.66 N as 2953.66 N.
    CHECK(read({"lon", "lat"}, {"12201.799E", "2953.660N"}, true).position.y == Approx(29.8943333));
    CHECK(read({"lon", "lat"}, {"1220147.94E", "N295339.60"}, true).position.x == Approx(122.0299833));
    CHECK_THROWS_WITH(read({"lon", "lat"}, {"12201.799", "29"}, true), Contains("longitude 12201.799"));
    CHECK_THROWS_WITH(read({"lon", "lat"}, {"121.8", "ninety"}, true), Contains("row 2, column 'lat'"));
    CHECK_THROWS_WITH(read({"lon"}, {"121.8"}, true),
                      Contains("'lon' and 'lat', 'x' and 'y', or 'position'"));
}
