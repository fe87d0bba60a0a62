#include "geocore/tiles/pixel_map.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "geocore/crs/transform.hpp"
#include "geocore/tiles/tile_matrix_set.hpp"

using namespace riskmap;

namespace {

constexpr double kCell_m = 20;
const grid::Point kBeilun{121.83, 29.92};

struct Place {
    const tiles::TileMatrixSet& set;
    tiles::TileIndex tile;
    crs::Transform to_plane;

    Place(const char* id, int z)
        : set(*tiles::find_matrix_set(id)), tile{z, 0, 0}, to_plane(set.geographic_crs, "EPSG:4550") {
        const auto p = set.from_geographic(kBeilun);
        const double side = set.matrices[static_cast<std::size_t>(z)].cell_size * 256;
        tile.x = static_cast<int>((p.x - set.origin.x) / side);
        tile.y = static_cast<int>((set.origin.y - p.y) / side);
    }

    void exact(std::span<grid::Point> points) const {
        const auto box = set.bounds(tile);
        for (auto& p : points) {
            p = set.to_geographic({box.xmin + p.x * box.width() / 256, box.ymax - p.y * box.height() / 256});
        }
        to_plane.apply(points);
        for (auto& p : points) p = {(p.x - 376400) / kCell_m, (3318200 - p.y) / kCell_m};
    }
};

double worst_error_cells(const Place& place, int patch) {
    const tiles::PixelMap map({0, 0, 256, 256}, patch,
                              [&](std::span<grid::Point> points) { place.exact(points); });
    REQUIRE(map.valid());
    double worst = 0;
    std::vector<double> column(256);
    std::vector<double> line(256);
    for (int y = 0; y < 256; y += 5) {
        map.row(y, column, line);
        std::vector<grid::Point> truth;
        for (int x = 0; x < 256; ++x) truth.push_back({x + 0.5, y + 0.5});
        place.exact(truth);
        for (std::size_t x = 0; x < 256; ++x) {
            worst = std::max(worst, std::hypot(truth[x].x - column[x], truth[x].y - line[x]));
        }
    }
    return worst;
}

}  // namespace

TEST_CASE("positions of pixels are within a ten-thousandth of a cell, at native zoom and beyond") {
    for (const char* id : {"WebMercatorQuad", "WorldCRS84Quad", "CGCS2000Quad"}) {
        for (const int z : {9, 10, 11, 12, 13, 15, 18}) {
            INFO(id << " z " << z);
            CHECK(worst_error_cells(Place(id, z), 256) < 1e-4);
        }
    }
}

TEST_CASE("GCJ-02's waves are followed to a thousandth of a cell") {
    CHECK(worst_error_cells(Place("WebMercatorQuad-GCJ02", 12), 32) < 0.01);
    for (const int z : {13, 14, 16}) {
        INFO("z " << z);
        CHECK(worst_error_cells(Place("WebMercatorQuad-GCJ02", z), 64) < 1e-3);
    }
}

TEST_CASE("a place inside the rectangle agrees with its row") {
    const Place place("WebMercatorQuad", 12);
    const tiles::PixelMap map({16, 32, 200, 251}, 64,
                              [&](std::span<grid::Point> points) { place.exact(points); });
    std::vector<double> column(184);
    std::vector<double> line(184);
    map.row(250, column, line);
    for (const int x : {16, 79, 80, 199}) {
        const auto p = map.at(x + 0.5, 250.5);
        CHECK(p.x == Approx(column[static_cast<std::size_t>(x - 16)]).margin(1e-9));
        CHECK(p.y == Approx(line[static_cast<std::size_t>(x - 16)]).margin(1e-9));
    }
}
