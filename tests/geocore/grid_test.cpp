#include "geocore/grid/grid.hpp"

#include <catch2/catch.hpp>

#include "geocore/core/error.hpp"

using namespace riskmap;

TEST_CASE("a grid covers its box from the upper left corner") {
    const auto g = grid::Grid::covering({100, 200, 1095, 405}, 10, "EPSG:4550");
    CHECK(g.width == 100);
    CHECK(g.height == 21);
    CHECK(g.centre(0, 0).x == 105);
    CHECK(g.centre(0, 0).y == 400);
    CHECK(g.cell_area() == 100);
    int column = -1;
    int row = -1;
    REQUIRE(g.cell_at({1099, 206}, column, row));
    CHECK(column == 99);
    CHECK(row == 19);
    CHECK_FALSE(g.cell_at({99, 300}, column, row));
    CHECK_THROWS_AS(grid::Grid::covering({0, 0, 0, 1}, 10, ""), core::Error);
    CHECK_THROWS_AS(grid::Grid::covering({0, 0, 1, 1}, 0, ""), core::Error);
}

TEST_CASE("polygons: holes, distance, area") {
    const grid::MultiPolygon square{
        {{{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}}, {{{4, 4}, {6, 4}, {6, 6}, {4, 6}, {4, 4}}}}};
    CHECK(grid::contains(square, {1, 1}));
    CHECK_FALSE(grid::contains(square, {5, 5}));
    CHECK(grid::distance(square, {5, 5}) == 1);
    CHECK(grid::distance(square, {13, 14}) == 5);
    CHECK(grid::area(square) == 96);
}
