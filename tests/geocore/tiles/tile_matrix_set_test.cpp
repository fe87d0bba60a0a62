#include "geocore/tiles/tile_matrix_set.hpp"

#include <catch2/catch.hpp>

using namespace riskmap;

TEST_CASE("the registered sets have the numbers of OGC's register") {
    const auto& mercator = tiles::web_mercator_quad();
    CHECK(mercator.matrices[0].scale_denominator == Approx(559082264.028717).epsilon(1e-12));
    CHECK(mercator.origin.x == Approx(-20037508.3427892).epsilon(1e-14));
    const auto* crs84 = tiles::find_matrix_set("WorldCRS84Quad");
    REQUIRE(crs84 != nullptr);
    CHECK(crs84->matrices[0].scale_denominator == Approx(279541132.014358).epsilon(1e-12));
    CHECK(crs84->matrices[0].width == 2);
    CHECK(crs84->matrices[0].height == 1);
    CHECK(crs84->matrices[0].cell_size == 0.703125);
    CHECK(tiles::find_matrix_set("webmercatorquad") == nullptr);
}

TEST_CASE("a level of CGCS2000Quad is the one before in WorldCRS84Quad") {
    const auto* tianditu = tiles::find_matrix_set("CGCS2000Quad");
    const auto* crs84 = tiles::find_matrix_set("WorldCRS84Quad");
    REQUIRE(tianditu != nullptr);
    CHECK(tianditu->matrices.front().id == "1");
    CHECK(tianditu->latitude_first);
    CHECK_FALSE(tianditu->level_of("0"));
    for (int id = 1; id <= 18; ++id) {
        const auto ours = tianditu->level_of(std::to_string(id));
        const auto theirs = crs84->level_of(std::to_string(id - 1));
        REQUIRE(ours);
        REQUIRE(theirs);
        CHECK(tianditu->matrices[static_cast<std::size_t>(*ours)].cell_size ==
              crs84->matrices[static_cast<std::size_t>(*theirs)].cell_size);
    }
}

TEST_CASE("tiles cover the world without a gap, rows counted from the north") {
    for (const auto& set : tiles::matrix_sets()) {
        const auto whole = set.bounds({0, 0, 0});
        CHECK(whole.xmin == set.origin.x);
        CHECK(whole.ymax == set.origin.y);
        const auto north_west = set.bounds({3, 4, 2});
        const auto south_east = set.bounds({3, 5, 3});
        CHECK(north_west.xmax == south_east.xmin);
        CHECK(north_west.ymin == south_east.ymax);
        CHECK_FALSE(set.contains({3, -1, 0}));
        CHECK_FALSE(set.contains({3, 0, static_cast<int>(set.matrices[3].height)}));
        CHECK_FALSE(set.contains({99, 0, 0}));
        CHECK_FALSE(set.contains({-1, 0, 0}));
    }
}

TEST_CASE("Web Mercator and back") {
    const auto& set = tiles::web_mercator_quad();
    const auto plane = set.from_geographic({121.8, 29.9});
    CHECK(plane.x == Approx(13558713.97).epsilon(1e-9));
    const auto lonlat = set.to_geographic(plane);
    CHECK(lonlat.x == Approx(121.8).epsilon(1e-14));
    CHECK(lonlat.y == Approx(29.9).epsilon(1e-14));
    CHECK(set.to_geographic({0, set.origin.y}).y == Approx(85.0511287798).epsilon(1e-12));
}
