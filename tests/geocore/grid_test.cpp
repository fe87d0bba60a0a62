#include "geocore/grid/grid.hpp"

#include <catch2/catch.hpp>
#include <limits>

#include "geocore/core/error.hpp"
#include "geocore/grid/crop.hpp"

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

TEST_CASE("a box that is not finite touches no cell") {
    const double inf = std::numeric_limits<double>::infinity();
    const grid::Grid whole{grid::Affine::north_up(1000, 2000, 10), 40, 30, ""};
    CHECK(grid::cropped(whole, {1000, 1900, 1100, 2000}).width == 10);
    for (const grid::Box& box : {grid::Box{-inf, 1900, inf, 2000}, grid::Box{1000, -inf, 1100, inf}}) {
        const grid::Grid part = grid::cropped(whole, box);
        CHECK((part.width == 0 && part.height == 0));
    }
}
