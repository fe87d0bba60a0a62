#include "mapgen/sources/permit_number.hpp"

#include <catch2/catch.hpp>

using namespace riskmap::sources;

namespace {

std::string fault(const std::string& number) {
    const auto found = permit_fault(number);
    return found ? found->en : "";
}

}  // namespace

TEST_CASE("published permit numbers are sound") {
    // HJ 608-2017, appendix A, tables A.1 and A.2.
    CHECK(fault("91130200699229617X001P") == "");
    CHECK(fault("91130200699229617X002P") == "");
    // The example of GB 32100-2015's algorithm: by its first 17 the check character of ...Y4Z is 3.
    CHECK(credit_code_check_character("91350100M000100Y4") == '3');
    CHECK(fault("91350100M000100Y43001P") == "");
    CHECK(organisation_check_character("69922961") == '7');
    CHECK(organisation_check_character("M000100Y") == '4');
}

TEST_CASE("the fault of a permit number is named exactly") {
    CHECK(fault("") == "is missing");
    CHECK(fault("91350100M000100Y4Z001P") ==
          "character 18 is 'Z'; a credit code does not use the letters I, O, S, V and Z");
    CHECK(fault("91350100M000100Y44001P") ==
          "character 18 is '4'; by the first 17 the check character is '3'");
    CHECK(fault("91130200699229671X001P") ==
          "character 17 is '1'; by characters 9 to 16 the organisation code's check character is '6'");
    CHECK(fault("91130200699229617X") ==
          "has 18 characters, a unified social credit code; the permit's last 4 (such as 001P) are missing");
    CHECK(fault("91130200699229617X01P") == "has 21 characters; 22 are expected");
    CHECK(fault("91130200699229617x001P") == "character 18 is 'x'; a capital letter is expected");
    CHECK(fault("91130200699229617X００1P") ==
          "character 19 is '０'; half-width digits and capitals are expected");
    CHECK(fault("911302A0699229617X001P") ==
          "character 7 is 'A'; characters 3 to 8 are the registering authority's area code, digits");
    CHECK(fault("91130200699229617XA01P") ==
          "character 19 is 'A'; characters 19 to 21 are the serial number, digits");
    CHECK(fault("91130200699229617X000P") == "the serial number is 000; it begins at 001");
    CHECK(fault("91130200 699229617X001") == "character 9 is ' '; only digits and capitals are allowed");
}

TEST_CASE("every single wrong character and every swapped pair of neighbours in a credit code is found") {
    const std::string good = "91350100M000100Y43001P";
    const std::string alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    for (std::size_t i = 0; i < 18; ++i) {
        for (const char c : alphabet) {
            std::string bad = good;
            bad[i] = c;
            CHECK(permit_fault(bad).has_value() == (c != good[i]));
        }
        if (i + 1 < 18 && good[i] != good[i + 1]) {
            std::string swapped = good;
            std::swap(swapped[i], swapped[i + 1]);
            CHECK(permit_fault(swapped));
        }
    }
}

TEST_CASE("permits of units without a credit code have no check character of this kind") {
    CHECK(fault("H933020600000000123001P") != "");
    CHECK(fault("H9330206000000012A001P") == "");
}
