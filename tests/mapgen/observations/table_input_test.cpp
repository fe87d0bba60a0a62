#include <catch2/catch.hpp>

#include "geocore/core/error.hpp"
#include "mapgen/observations/column_names.hpp"
#include "mapgen/observations/encoding.hpp"
#include "mapgen/observations/table.hpp"

using namespace riskmap;
using namespace riskmap::observations;
using Catch::Matchers::Contains;

TEST_CASE("text is UTF-8 with or without its mark, or GB18030") {
    CHECK(decode("泊位", "f").encoding == "UTF-8");
    CHECK(decode("\xEF\xBB\xBFid,名称\n", "f").encoding == "UTF-8 with BOM");
    CHECK(decode("\xEF\xBB\xBFid", "f").text == "id");
    const DecodedText gbk = decode("\xB2\xB4\xCE\xBB,29\xA1\xE3", "f");
    CHECK(gbk.encoding == "GB18030");
    CHECK(gbk.text == "泊位,29°");
    CHECK(decode("\x81\x30\x81\x30", "f").text == "\u0080");  // four bytes: GB18030 alone
    std::string long_text;
    for (int i = 0; i < 5000; ++i) long_text += "\xB2\xB4";
    CHECK(decode(long_text, "f").text.size() == 15000);
    CHECK(decode("", "f").encoding == "UTF-8");
}

TEST_CASE("other bytes are refused with file and place") {
    CHECK_THROWS_WITH(decode("ab\xFF\xFF", "f.csv"), Contains("f.csv") && Contains("byte 2"));
    CHECK_THROWS_WITH(decode("ab\xB2", "f.csv"), Contains("byte 2"));
    CHECK_THROWS_WITH(decode(std::string("a\0b", 3), "f.csv"), Contains("zero byte"));
    CHECK_THROWS_WITH(decode("\xEF\xBB\xBF\xB2\xB4", "f.csv"), Contains("byte order mark"));
}

TEST_CASE("columns by their own name, in other letters, by usual names") {
    const std::vector<std::string> columns{"点位编号", "Period Start", "longitude", "纬度", "value"};
    CHECK(find_column_named("value", columns, "f") == 4u);
    CHECK(find_column_named("period_start", columns, "f") == 1u);
    CHECK(find_column_named("lon", columns, "f") == 2u);
    CHECK(find_column_named("lat", columns, "f") == 3u);
    CHECK(find_column_named("station", columns, "f") == 0u);
    CHECK_FALSE(find_column_named("unit", columns, "f"));
    CHECK_THROWS_WITH(find_column_named("lon", {"经度", "longitude"}, "f.csv"), Contains("经度, longitude"));
    CHECK(find_column_named("lon", {"经度", "lon"}, "f.csv") == 1u);
}

TEST_CASE("a table in GB18030 reads like any other") {
    const Table table = parse_csv("\xBE\xAD\xB6\xC8,\xCE\xB3\xB6\xC8\n121.9,29.93\n", "f.csv");
    CHECK(table.encoding == "GB18030");
    CHECK(table.number(table.rows[0], table.column("lon")) == 121.9);
}
