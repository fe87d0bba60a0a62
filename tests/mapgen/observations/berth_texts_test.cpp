#include <catch2/catch.hpp>

#include "mapgen/observations/coordinate_text.hpp"

using namespace riskmap::observations;

namespace {

struct BerthText {
    const char* id;
    const char* latitude_text;
    const char* longitude_text;
    double latitude;
    double longitude;
    double last_digit_deg;
};

// As written in the annex of 宁波市口岸发展"十四五"规划 (甬口岸〔2021〕7号), with decimal degrees worked out
// apart from this program, to seven digits.
constexpr BerthText kBerths[] = {
    {"B01", "29°53'39.60\"N", "122°01'47.94\"E", 29.8943333, 122.0299833, 1e-2 / 3600},
    {"B02", "29°50'22\"N", "122°03'10\"E", 29.8394444, 122.0527778, 1.0 / 3600},
    {"B03", "29°53'49.8\"N", "122°00'2.2\"E", 29.8971667, 122.0006111, 1e-1 / 3600},
    {"B04", "29°51'20.532\"N", "122°05'07.527\"E", 29.8557033, 122.0854242, 1e-3 / 3600},
    {"B05", "29°47'54.00\"N", "122°02'14.70\"E", 29.7983333, 122.0374167, 1e-2 / 3600},
    {"B06", "29°30'57\"N", "121°39'50\"E", 29.5158333, 121.6638889, 1.0 / 3600},
    {"B07", "29°38'11\"N", "121°56'51\"E", 29.6363889, 121.9475000, 1.0 / 3600},
    {"B08", "29°36'53\"N", "121°49'20\"E", 29.6147222, 121.8222222, 1.0 / 3600},
    {"B09", "29°11'39\"N", "121°55'58\"E", 29.1941667, 121.9327778, 1.0 / 3600},
    {"B10", "29°10'03\"N", "121°55'17\"E", 29.1675000, 121.9213889, 1.0 / 3600},
    {"B11", "29°09'06\"N", "121°48'21\"E", 29.1516667, 121.8058333, 1.0 / 3600},
    {"B12", "29°10'46\"N", "121°53'23\"E", 29.1794444, 121.8897222, 1.0 / 3600},
    {"B13", "29°09'39\"N", "121°52'11\"E", 29.1608333, 121.8697222, 1.0 / 3600},
    {"B14", "29°56'3\"N", "121°52'25\"E", 29.9341667, 121.8736111, 1.0 / 3600},
    {"B15", "29°55'22\"N", "121°46'45\"E", 29.9227778, 121.7791667, 1.0 / 3600},
    {"B16", "29°56'N", "121°54'E", 29.9333333, 121.9000000, 1.0 / 60},
    {"B17", "29°55'57\"N", "121°54'15\"E", 29.9325000, 121.9041667, 1.0 / 3600},
    {"B18", "29°53'30\"N", "122°04'10\"E", 29.8916667, 122.0694444, 1.0 / 3600},
    {"B19", "29°54'9\"N", "122°06'17\"E", 29.9025000, 122.1047222, 1.0 / 3600},
    {"B20", "29°55'48\"N", "121°59'12\"E", 29.9300000, 121.9866667, 1.0 / 3600},
    {"B21", "29°56'10\"N", "121°59'01\"E", 29.9361111, 121.9836111, 1.0 / 3600},
    {"B22", "29°57'14\"N", "121°57'40\"E", 29.9538889, 121.9611111, 1.0 / 3600},
    {"B23", "29°57'12.588\"N", "121°58'00.637\"E", 29.9534967, 121.9668436, 1e-3 / 3600},
    {"B24", "29°57'03.321\"N", "121°58'06.239\"E", 29.9509225, 121.9683997, 1e-3 / 3600},
    {"B25", "29°56'42.365\"N", "121°56'42.337\"E", 29.9451014, 121.9450936, 1e-3 / 3600},
    {"B26", "29°56'45\"N", "121°56'9\"E", 29.9458333, 121.9358333, 1.0 / 3600},
    {"B27", "29°56'7\"N", "121°58'56\"E", 29.9352778, 121.9822222, 1.0 / 3600},
    {"B28", "29°56'20\"N", "121°56'6\"E", 29.9388889, 121.9350000, 1.0 / 3600},
    {"B29", "29°56'46.21\"N", "121°56'50.31\"E", 29.9461694, 121.9473083, 1e-2 / 3600},
    {"B30", "29°56'30.21\"N", "121°58'36.36\"E", 29.9417250, 121.9767667, 1e-2 / 3600},
    {"B31", "29°55.1'N", "122°0.5'E", 29.9183333, 122.0083333, 1e-1 / 60},
    {"B32", "29°55.0'N", "122°0.9'E", 29.9166667, 122.0150000, 1e-1 / 60},
    {"B33", "29°47'5\"N", "122°01'22\"E", 29.7847222, 122.0227778, 1.0 / 3600},
    {"B34", "29°45'39\"N", "121°59'28\"E", 29.7608333, 121.9911111, 1.0 / 3600},
};

}  // namespace

TEST_CASE("every coordinate of the annex is read") {
    for (const BerthText& berth : kBerths) {
        INFO(berth.id);
        const ParsedPosition position = parse_position(berth.latitude_text, berth.longitude_text);
        CHECK(position.latitude.degrees == Approx(berth.latitude).margin(6e-8).epsilon(0));
        CHECK(position.longitude.degrees == Approx(berth.longitude).margin(6e-8).epsilon(0));
        CHECK(position.latitude.precision_deg == Approx(berth.last_digit_deg / 2));
        CHECK(position.longitude.precision_deg == Approx(berth.last_digit_deg / 2));
    }
}

TEST_CASE("the same berths in one text, in any order, with full-width marks") {
    for (const BerthText& berth : kBerths) {
        INFO(berth.id);
        const std::string latitude = berth.latitude_text;
        const std::string longitude = berth.longitude_text;
        for (const std::string& text : {latitude + "，" + longitude, longitude + ", " + latitude,
                                        latitude + longitude, "北纬" + latitude + " 东经" + longitude}) {
            CHECK(parse_position(text).latitude.degrees == Approx(berth.latitude).margin(6e-8).epsilon(0));
            CHECK(parse_position(text).longitude.degrees == Approx(berth.longitude).margin(6e-8).epsilon(0));
        }
    }
}
