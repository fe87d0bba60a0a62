#include <catch2/catch.hpp>

#include "geocore/core/digest.hpp"
#include "geocore/core/text.hpp"

using namespace riskmap;

TEST_CASE("numbers are read whole and without a locale") {
    CHECK(core::parse_double(" 1.5e-3 ") == 1.5e-3);
    CHECK(core::parse_double("+2") == 2.0);
    CHECK_FALSE(core::parse_double("1,5"));
    CHECK_FALSE(core::parse_double("12 ug"));
    CHECK_FALSE(core::parse_double("nan"));
    CHECK_FALSE(core::parse_double("inf"));
    CHECK_FALSE(core::parse_double(""));
}

TEST_CASE("a typing error is told the nearest name") {
    CHECK(core::nearest_name("cell_sze_m", {"cell_size_m", "crs"}) == "cell_size_m");
    CHECK(core::nearest_name("benzen", {"toluene", "benzene"}) == "benzene");
    CHECK_FALSE(core::nearest_name("xylophone", {"crs", "title"}));
    CHECK(core::nearest_name("--lang", {"--help", "--language"}) == "--language");
    CHECK_FALSE(core::nearest_name("risk", {"risk-level-resident", "risk-level-worker"}));
}

TEST_CASE("SHA-256 gives the published digest of 'abc'") {
    CHECK(core::sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("Base64 is that of RFC 4648") {
    CHECK(core::base64("") == "");
    CHECK(core::base64("f") == "Zg==");
    CHECK(core::base64("fo") == "Zm8=");
    CHECK(core::base64("foobar") == "Zm9vYmFy");
    CHECK(core::base64(core::Sha256().update("abc").bytes()) ==
          "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
}

TEST_CASE("UTF-8 is told from other bytes") {
    CHECK(core::is_valid_utf8("泊位 29°56′"));
    CHECK_FALSE(core::is_valid_utf8("\xB2\xB4\xCE\xBB"));
    CHECK_FALSE(core::is_valid_utf8("\xC0\x80"));
    CHECK_FALSE(core::is_valid_utf8("\xED\xA0\x80"));
}

TEST_CASE("trim takes off ideographic spaces") {
    CHECK(core::trim("\xE3\x80\x80 a b \t") == "a b");
}
