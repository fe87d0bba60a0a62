#include "mapgen/zones/mapping_unit.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/mapgen/zones/support.hpp"

using namespace riskmap;

namespace {

/// The levels after merging, as rows of digits.
std::vector<std::string> merged(const std::vector<std::string>& rows, std::size_t least_cells) {
    const auto regions = zones::merge_below_unit(zones::find_regions(raster_of(rows)), least_cells);
    std::vector<std::string> result(rows.size(), std::string(rows.front().size(), '.'));
    for (std::size_t cell = 0; cell < regions.label.size(); ++cell) {
        if (regions.label[cell] == zones::Regions::kOutside) continue;
        const auto level = regions.list[static_cast<std::size_t>(regions.label[cell])].level;
        result[cell / rows.front().size()][cell % rows.front().size()] = static_cast<char>('0' + level);
    }
    return result;
}

using Rows = std::vector<std::string>;

}  // namespace

TEST_CASE("the order is 4 > 3 > 2 > unknown > 1") {
    CHECK(grid::level_rank(4) > grid::level_rank(3));
    CHECK(grid::level_rank(3) > grid::level_rank(2));
    CHECK(grid::level_rank(2) > grid::level_rank(0));
    CHECK(grid::level_rank(0) > grid::level_rank(1));
    CHECK(grid::level_rank(1) > grid::level_rank(grid::kLevelNodata));
}

TEST_CASE("regions are connected over edges, not corners") {
    const auto regions = zones::find_regions(raster_of({"112", "121", "2.1"}));
    REQUIRE(regions.list.size() == 5);
    CHECK(regions.list[0].cells == 3);  // the three ones in the north-west
    CHECK(regions.at(2, 2) == regions.at(2, 1));
    CHECK(regions.at(2, 1) != regions.at(0, 0));
    CHECK(regions.at(1, 2) == zones::Regions::kOutside);
}

TEST_CASE("a pit below the unit is filled, a hot spot below it stays") {
    CHECK(merged({"3333", "3133", "3333"}, 2) == Rows{"3333", "3333", "3333"});
    CHECK(merged({"1111", "1411", "1111"}, 2) == Rows{"1111", "1411", "1111"});
}

TEST_CASE("the unknown is neither lost among low areas nor painted over known ones before it") {
    CHECK(merged({"1111", "1011", "1111"}, 2) == Rows{"1111", "1011", "1111"});
    CHECK(merged({"0000", "0100", "0000"}, 2) == Rows{"0000", "0000", "0000"});
    CHECK(merged({"2222", "2022", "2222"}, 2) == Rows{"2222", "2222", "2222"});
    CHECK(merged({"0000", "0200", "0000"}, 2) == Rows{"0000", "0200", "0000"});
}

TEST_CASE("of several neighbours the first in the order takes the area") {
    CHECK(merged({"22333", "22133", "22333"}, 2) == Rows{"22333", "22333", "22333"});
    CHECK(merged({"00222", "00122", "00222"}, 2) == Rows{"00222", "00222", "00222"});
}

TEST_CASE("an area turned down is asked again when a neighbour has risen") {
    // The 3 (two cells) has only a 2 beside it until the single 2 has merged into the 4.
    CHECK(merged({"..4444", "332444", "..4444"}, 3) == Rows{"..4444", "444444", "..4444"});
}

TEST_CASE("areas of the unit itself and areas without neighbours stay") {
    CHECK(merged({"3333", "3113", "3333"}, 2) == Rows{"3333", "3113", "3333"});
    CHECK(merged({"33.1", "33..", "...."}, 9) == Rows{"33.1", "33..", "...."});
}

TEST_CASE("merging never goes downwards, and what stays small has nothing before it around") {
    for (unsigned seed = 1; seed <= 200; ++seed) {
        const auto levels = random_levels(seed, 31, 23);
        const std::size_t unit = 2 + seed % 12;
        const auto before = zones::find_regions(levels);
        const auto after = zones::merge_below_unit(before, unit);
        std::size_t cells = 0;
        for (std::size_t cell = 0; cell < after.label.size(); ++cell) {
            REQUIRE((after.label[cell] < 0) == (before.label[cell] < 0));
            if (after.label[cell] < 0) continue;
            ++cells;
            const auto& region = after.list[static_cast<std::size_t>(after.label[cell])];
            REQUIRE(grid::level_rank(region.level) >= grid::level_rank(levels.values[cell]));
        }
        std::size_t sum = 0;
        for (const auto& region : after.list) sum += region.cells;
        REQUIRE(sum == cells);
        const auto neighbours = zones::neighbours_of(after);
        for (std::size_t i = 0; i < after.list.size(); ++i) {
            for (const auto j : neighbours[i]) {
                const auto& other = after.list[static_cast<std::size_t>(j)];
                REQUIRE(other.level != after.list[i].level);
                if (after.list[i].cells < unit) {
                    REQUIRE(grid::level_rank(other.level) < grid::level_rank(after.list[i].level));
                }
            }
        }
        // Merging again changes nothing.
        REQUIRE(zones::merge_below_unit(after, unit).label == after.label);
    }
}
