#include "tileserver/api/target.hpp"

#include <catch2/catch.hpp>

#include "tileserver/api/datetime.hpp"
#include "tileserver/api/error_table.hpp"
#include "tileserver/http/message.hpp"
#include "tileserver/http/negotiation.hpp"

using namespace riskmap::tileserver;

TEST_CASE("addresses are decoded once, segment by segment") {
    const auto t =
        api::parse_target("/collections/a%2Fb/items?bbox=1,2,3,4&name_zh=%E5%8C%97+%E4%BB%91&flag");
    REQUIRE(t.segments.size() == 3);
    CHECK(t.segments[1] == "a/b");
    CHECK(*t.find("name_zh") == "北 仑");
    CHECK(t.find("flag")->empty());
    CHECK(t.find("FLAG") == nullptr);
    CHECK(api::parse_target("/").segments.empty());
    for (const char* bad : {"", "x", "http://x/", "/%", "/%4", "/%g0", "/%00", "/a%0Ab", "/%C0%80", "/\xff",
                            "/a#b", "/?a=%ff", "/?a=1&a=2"}) {
        INFO(bad);
        CHECK_THROWS_AS(api::parse_target(bad), api::ApiError);
    }
}

TEST_CASE("numbers in addresses are plain") {
    CHECK(api::plain_integer("x", "0", 9) == 0);
    CHECK(api::plain_integer("x", "123456789", 9) == 123456789);
    for (const char* bad : {"", "-1", "+1", "01", "1.0", "1e3", " 1", "1234567890", "٣"}) {
        CHECK_THROWS_AS(api::plain_integer("x", bad, 9), api::ApiError);
    }
    const auto t = api::parse_target("/?lon=1e1&lat=nan&limit=5");
    CHECK(api::number_parameter(t, "lon", -180, 180) == 10);
    CHECK_THROWS_AS(api::number_parameter(t, "lat", -90, 90), api::ApiError);
    CHECK_THROWS_AS(api::number_parameter(t, "none", -90, 90), api::ApiError);
    CHECK(api::integer_parameter(t, "limit", 1, 10, 1) == 5);
    CHECK(api::integer_parameter(t, "offset", 0, 10, 7) == 7);
    CHECK_THROWS_AS(api::integer_parameter(t, "limit", 6, 10, 1), api::ApiError);
}

TEST_CASE("what is encoded decodes to the same text") {
    const std::string text = "a b/c?d=e&f%g 北";
    CHECK(api::percent_decode(api::percent_encode(text), false) == text);
    CHECK_FALSE(api::percent_decode("%4x", false));
}

TEST_CASE("a misspelt parameter is told the right one") {
    const auto t = api::parse_target("/?stile=x");
    try {
        api::require_known(t, {"style", "tms"});
        FAIL("accepted");
    } catch (const api::ApiError& e) {
        CHECK(std::string(e.what()).find("'style'") != std::string::npos);
        CHECK(e.parameter() == "stile");
        CHECK(api::problem_json(e, "/").find("parameter-unknown") != std::string::npos);
    }
}

TEST_CASE("instants and intervals are those of RFC 3339") {
    for (const char* text :
         {"2020-01-01T00:00:00Z", "2020-02-29", "2020-01-01T00:00:00.125+08:00", "2020-01-01t23:59:60z",
          "2020-01-01T00:00:00Z/..", "/2020-01-01", "../2020-01-01", "2020-01-01/", "2020-01-01/2020-01-01",
          "2020-01-01T08:00:00+08:00/2020-01-01T00:00:00Z"}) {
        INFO(text);
        CHECK(api::is_datetime(text));
    }
    for (const char* text :
         {"", "TTTT", "2026-13-45", "2021-02-29", "2020-01-01T24:00:00Z", "2020-01-01T00:00:00",
          "2020-01-01T00:00Z", "2020-01-01T00:00:00.Z", "2020-1-1", "2020-01-01Z", "..", "/", "../..",
          "2020-01-02/2020-01-01", "2020-01-01/2020-01-02/2020-01-03", "2020-01-01/x",
          "2020-01-01T00:00:00Z ", "2020-01-01T00:00:00+8:00"}) {
        INFO(text);
        CHECK_FALSE(api::is_datetime(text));
    }
}

TEST_CASE("entity tags and encodings are matched as the RFC says") {
    CHECK(http::matches_etag("\"a\"", "\"a\""));
    CHECK(http::matches_etag("W/\"a\"", "\"a\""));
    CHECK(http::matches_etag(" \"x\" , \"a\"", "\"a\""));
    CHECK(http::matches_etag("*", "\"a\""));
    CHECK_FALSE(http::matches_etag("a", "\"a\""));
    CHECK_FALSE(http::matches_etag("*", ""));
    CHECK_FALSE(http::matches_etag("", "\"a\""));
    using http::Encoding;
    for (const auto& [header, expected] :
         {std::pair("gzip, deflate, br", Encoding::brotli), std::pair("br;q=0.5, gzip", Encoding::gzip),
          std::pair("gzip;q=0.1", Encoding::gzip), std::pair("br;q=0, gzip;q=0", Encoding::identity),
          std::pair("*", Encoding::brotli), std::pair("br;q=0, *;q=0.2", Encoding::gzip),
          std::pair("gzip;q=", Encoding::identity), std::pair("identity", Encoding::identity),
          std::pair("", Encoding::identity)}) {
        INFO(header);
        CHECK(http::preferred_encoding(header) == expected);
    }
}

TEST_CASE("media types are chosen as the RFC says") {
    using http::preferred_type;
    using http::quality_of;
    const char* kChrome =
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8";
    CHECK(quality_of("", "image/png") == 1);
    CHECK(quality_of("*/*", "image/png") == 1);
    CHECK(quality_of("image/*;q=0.5", "image/png") == 0.5);
    CHECK(quality_of("image/png;q=0, image/*", "image/png") == 0);
    CHECK(quality_of("image/*, image/png;q=0", "image/png") == 0);
    CHECK(quality_of("*/*;q=0.1, Image/PNG ; Q=0.7", "image/png") == 0.7);
    CHECK(quality_of("image/jpeg", "image/png") == 0);
    CHECK(quality_of("image/png;q=2", "image/png") == 0);
    CHECK(quality_of("image/png;q=x", "image/png") == 0);
    CHECK(quality_of("image/png;charset=x;q=0.3", "image/png") == 0.3);
    CHECK(quality_of("imag/*", "image/png") == 0);
    CHECK(quality_of(kChrome, "application/json") == 0.8);
    CHECK(preferred_type(kChrome, {"application/json", "text/html"}) == 1);
    CHECK(preferred_type("text/html;q=0", {"application/json", "text/html"}) == -1);
    CHECK(preferred_type("text/html;q=0.5, application/json", {"application/json", "text/html"}) == 0);
    CHECK(preferred_type("image/webp", {"image/png", "image/webp"}) == 1);
    for (const char* either : {"", "*/*", "image/*", "image/avif,image/webp,image/*,*/*;q=0.8"}) {
        CHECK(preferred_type(either, {"image/png", "image/webp"}) == 0);
    }
    CHECK(preferred_type("image/jpeg", {"image/png", "image/webp"}) == -1);
}

TEST_CASE("ranges are cut as the RFC says") {
    using http::RangeVerdict;
    http::ByteRange range;
    const auto verdict = [&](const char* header) { return http::parse_range(header, 100, range); };
    const auto cut = [&](const char* header, std::size_t first, std::size_t last) {
        INFO(header);
        CHECK(verdict(header) == RangeVerdict::satisfiable);
        CHECK(range.first == first);
        CHECK(range.last == last);
    };
    cut("bytes=0-0", 0, 0);
    cut("bytes=10-19", 10, 19);
    cut("bytes=90-", 90, 99);
    cut("bytes=90-1000", 90, 99);
    cut("bytes=-5", 95, 99);
    cut("bytes=-500", 0, 99);
    for (const char* header : {"bytes=100-", "bytes=-0", "bytes=500-600"}) {
        CHECK(verdict(header) == RangeVerdict::unsatisfiable);
    }
    for (const char* header : {"", "bytes=", "bytes=-", "bytes=5-4", "bytes=0-1,3-4", "items=0-1",
                               "bytes=a-b", "bytes=1--2", "bytes=99999999999999999999-"}) {
        INFO(header);
        CHECK(verdict(header) == RangeVerdict::ignore);
    }
    const auto whole = http::make_payload(200, "image/tiff", "0123456789", "\"t\"", {{"A", "b"}}, 3, true);
    CHECK(whole->head.find("Accept-Ranges: bytes\r\n") != std::string::npos);
    range = {2, 4};
    const auto part = http::partial(*whole, range);
    CHECK(part->body == "234");
    CHECK(part->head.starts_with("HTTP/1.1 206 Partial Content\r\n"));
    CHECK(part->head.ends_with("Content-Range: bytes 2-4/10\r\nContent-Length: 3\r\n"));
    CHECK(part->head.find("Content-Length") == part->head.rfind("Content-Length"));
}
