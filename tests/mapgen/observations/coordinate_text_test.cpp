#include "mapgen/observations/coordinate_text.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <string>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"

using namespace riskmap;
using namespace riskmap::observations;
using Catch::Matchers::Contains;

namespace {

constexpr double kSecond = 1.0 / 3600.0;
constexpr double kMinute = 1.0 / 60.0;

std::string refusal(const std::string& text, Axis axis) {
    try {
        (void)parse_angle(text, axis);
    } catch (const core::Error& e) {
        CHECK_FALSE(e.advice().empty());
        return e.what();
    }
    return "accepted";
}

}  // namespace

TEST_CASE("one angle in every usual notation") {
    const std::string text = GENERATE(
        as<std::string>{},  //
        "29°53'39.60\"N", "29°53′39.60″N", "29° 53' 39.60\" N", "N29°53'39.60\"", "29°53'39.60''",
        "29°53’39.60”", "29º53‘39.60“N", "29°53'39.60\"n", "29度53分39.60秒", "北纬29度53分39.60秒",
        "北纬２９°５３′３９．６０″", "２９度５３分３９．６０秒", "29 53 39.60", "29:53:39.60 N",
        "29：53：39.60", "29-53-39.60N", "29d53'39.60\"N", "纬度：29°53′39.60″", "29°53＇39.60＇＇Ｎ",
        "北緯29°53′39.60″", "  29°53'39.60\"N，", "\u300029°53'39.60\"N\u00A0", "N 29 53 39.60");
    INFO(text);
    const ParsedAngle angle = parse_angle(text, Axis::latitude);
    CHECK(angle.degrees == Approx(29.8943333333).margin(1e-10).epsilon(0));
    CHECK(angle.precision_deg == Approx(0.005 * kSecond));
    CHECK(angle.notation == "decimal-seconds");
}

TEST_CASE("notation and precision follow the last written digit") {
    struct Case {
        const char* text;
        double degrees;
        double precision_deg;
        const char* notation;
    };
    const Case c = GENERATE(values<Case>({
        {"121°54'E", 121.9, 0.5 * kMinute, "degrees-minutes"},
        {"121-54E", 121.9, 0.5 * kMinute, "degrees-minutes"},
        {"122°0.5'E", 122 + 0.5 / 60, 0.05 * kMinute, "decimal-minutes"},
        {"122-00.50E", 122 + 0.5 / 60, 0.005 * kMinute, "decimal-minutes"},
        {"122°0'5\"E", 122 + 5.0 / 3600, 0.5 * kSecond, "degrees-minutes-seconds"},
        {"122°00'05.0\"E", 122 + 5.0 / 3600, 0.05 * kSecond, "decimal-seconds"},
        {"121.8667", 121.8667, 0.00005, "decimal-degrees"},
        {"121.8667°E", 121.8667, 0.00005, "decimal-degrees"},
        {"东经121.8667度", 121.8667, 0.00005, "decimal-degrees"},
        {"121", 121, 0.5, "degrees"},
        {"-71.25", -71.25, 0.005, "decimal-degrees"},
        {"−71.25", -71.25, 0.005, "decimal-degrees"},
        {"71°15'W", -71.25, 0.5 * kMinute, "degrees-minutes"},
        {"西经71度15分", -71.25, 0.5 * kMinute, "degrees-minutes"},
        {"-0.5", -0.5, 0.05, "decimal-degrees"},
        {"180", 180, 0.5, "degrees"},
    }));
    INFO(c.text);
    const ParsedAngle angle = parse_angle(c.text, Axis::longitude);
    CHECK(angle.degrees == Approx(c.degrees).margin(1e-12));
    CHECK(angle.precision_deg == Approx(c.precision_deg));
    CHECK(angle.notation == c.notation);
}

TEST_CASE("what is out of range or ambiguous is refused with its reason") {
    CHECK_THAT(refusal("29°60'N", Axis::latitude), Contains("minutes are 60, below 60 is allowed"));
    CHECK_THAT(refusal("29°53'60.0\"N", Axis::latitude), Contains("seconds are 60.0"));
    CHECK_THAT(refusal("29°53'E", Axis::latitude), Contains("'E' belongs to a longitude; N or S"));
    CHECK_THAT(refusal("东经29°53'", Axis::latitude), Contains("'东经' belongs to a longitude"));
    CHECK_THAT(refusal("122.03", Axis::latitude), Contains("are latitude and longitude exchanged?"));
    CHECK_THAT(refusal("181", Axis::longitude), Contains("at most 180"));
    CHECK_THAT(refusal("90°0'1\"", Axis::latitude), Contains("at most 90"));
    CHECK_THAT(refusal("29.5°30'N", Axis::latitude), Contains("only the last number may have decimals"));
    CHECK_THAT(refusal("29°30\"N", Axis::latitude), Contains("seconds without minutes"));
    CHECK_THAT(refusal("29'N", Axis::latitude), Contains("minutes without degrees"));
    CHECK_THAT(refusal("29°53'39'N", Axis::latitude), Contains("not expected after the seconds"));
    CHECK_THAT(refusal("-29°53'S", Axis::latitude), Contains("minus sign together with S"));
    CHECK_THAT(refusal("N29°53'S", Axis::latitude), Contains("both N and S"));
    CHECK_THAT(refusal("29,8943", Axis::latitude), Contains("',' is not expected"));
    CHECK_THAT(refusal("29.8.9", Axis::latitude), Contains("'29.8.9' is not a number"));
    CHECK_THAT(refusal("29.", Axis::latitude), Contains("not a number"));
    CHECK_THAT(refusal("2.9e1", Axis::latitude), Contains("'e'"));
    CHECK_THAT(refusal("1 2 3 4", Axis::latitude), Contains("more than three numbers"));
    CHECK_THAT(refusal("码头", Axis::latitude), Contains("no number"));
    CHECK_THAT(refusal("29码", Axis::latitude), Contains("'码' is not expected"));
    CHECK_THAT(refusal("-", Axis::latitude), Contains("no number"));
    CHECK_THAT(refusal("", Axis::latitude), Contains("empty"));
    CHECK_THAT(refusal("N", Axis::latitude), Contains("no number"));
    CHECK_THAT(refusal("29°-53'", Axis::latitude), Contains("'-' is not expected"));
}

TEST_CASE("a pair without letters needs a value beyond 90") {
    CHECK(parse_position("121.9, 29.93").latitude.degrees == 29.93);
    CHECK(parse_position("29.93；121.9").longitude.degrees == 121.9);
    CHECK_THROWS_WITH(parse_position("29.93, 30.5"), Contains("which of both"));
    CHECK_THROWS_WITH(parse_position("29.93"), Contains("comma or a letter"));
    CHECK_THROWS_WITH(parse_position(""), Contains("comma or a letter"));
    CHECK(parse_position("北纬29°56'东经121°54'").longitude.degrees == Approx(121.9));
}

TEST_CASE("precision in metres is the larger half-width") {
    CHECK(parse_position("29°56'N", "121°54'E").precision_m() == Approx(926.6).margin(0.5));
    CHECK(parse_position("29°55.1'N", "122°0.5'E").precision_m() == Approx(92.7).margin(0.1));
    CHECK(parse_position("29°56'10\"N", "121°59'01\"E").precision_m() == Approx(15.4).margin(0.1));
    CHECK(parse_position("29°56'10.000\"N", "121°59'E").precision_m() == Approx(803).margin(1));
}

TEST_CASE("any bytes are read or refused, and messages stay valid UTF-8") {
    const std::string pieces[] = {"29", "°",    "'",        "\"",   "N",  "E", "-", ".",    "５",
                                  "，", "\xEF", "\xEF\xBC", "\xFF", "度", " ", ":", "北纬", "\0"};
    std::mt19937 random(20210401);
    int accepted = 0;
    for (int round = 0; round < 20000; ++round) {
        std::string text;
        const auto length = random() % 9;
        for (std::size_t i = 0; i < length; ++i) {
            text += random() % 4 == 0 ? std::string(1, static_cast<char>(random() % 256))
                                      : pieces[random() % std::size(pieces)];
        }
        try {
            const ParsedAngle angle = parse_angle(text, round % 2 == 0 ? Axis::latitude : Axis::longitude);
            REQUIRE(std::abs(angle.degrees) <= 180);
            REQUIRE(angle.precision_deg > 0);
            ++accepted;
        } catch (const core::Error& e) {
            REQUIRE(core::is_valid_utf8(e.what()));
        }
        try {
            (void)parse_position(text);
        } catch (const core::Error& e) {
            REQUIRE(core::is_valid_utf8(e.what()));
        }
    }
    CHECK(accepted > 100);
    CHECK_THROWS_AS(parse_angle(std::string(100000, '9'), Axis::latitude), core::Error);
}
