#include "geocore/tiles/tile_matrix_set.hpp"

#include <cmath>
#include <numbers>

namespace riskmap::tiles {
namespace {

constexpr double kEarthRadius_m = 6378137.0;
constexpr double kHalfWorld_m = 20037508.342789244;
constexpr double kMetresPerDegree = 111319.49079327358;  // of the equator, as OGC's denominators take it
constexpr double kPixel_m = 0.00028;
constexpr int kLevels = 23;

double degrees(double radians) {
    return radians * 180 / std::numbers::pi;
}
double radians(double degrees) {
    return degrees * std::numbers::pi / 180;
}

TileMatrixSet mercator(std::string id, std::string title, std::string uri, std::string geographic_crs) {
    TileMatrixSet set;
    set.id = std::move(id);
    set.title = std::move(title);
    set.uri = std::move(uri);
    set.crs_uri = "http://www.opengis.net/def/crs/EPSG/0/3857";
    set.crs = "EPSG:3857";
    set.projection = Projection::web_mercator;
    set.geographic_crs = std::move(geographic_crs);
    set.origin = {-kHalfWorld_m, kHalfWorld_m};
    for (int z = 0; z < kLevels; ++z) {
        const double cell = 2 * kHalfWorld_m / TileMatrixSet::kTileSize / std::exp2(z);
        set.matrices.push_back({std::to_string(z), cell / kPixel_m, cell, 1LL << z, 1LL << z});
    }
    return set;
}

/// `first_id` names the matrix of 2 x 1 tiles.
TileMatrixSet geographic(std::string id, std::string title, std::string uri, int first_id) {
    TileMatrixSet set;
    set.id = std::move(id);
    set.title = std::move(title);
    set.uri = std::move(uri);
    set.projection = Projection::geographic;
    set.origin = {-180, 90};
    for (int z = 0; z < kLevels - 1; ++z) {
        const double cell = 180.0 / TileMatrixSet::kTileSize / std::exp2(z);
        set.matrices.push_back(
            {std::to_string(z + first_id), cell * kMetresPerDegree / kPixel_m, cell, 2LL << z, 1LL << z});
    }
    return set;
}

std::vector<TileMatrixSet> make_sets() {
    std::vector<TileMatrixSet> sets;
    sets.push_back(mercator("WebMercatorQuad", "Google Maps Compatible for the World",
                            "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad", "EPSG:4326"));
    sets.back().registered = true;
    sets.push_back(geographic("WorldCRS84Quad", "CRS84 for the World",
                              "http://www.opengis.net/def/tilematrixset/OGC/1.0/WorldCRS84Quad", 0));
    sets.back().crs_uri = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
    sets.back().crs = "OGC:CRS84";
    sets.back().geographic_crs = "EPSG:4326";
    sets.back().registered = true;
    sets.push_back(geographic("CGCS2000Quad",
                              "CGCS2000 longitude and latitude, matrix ids as Tianditu's set c",
                              "urn:riskmap:tilematrixset:CGCS2000Quad", 1));
    sets.back().crs_uri = "http://www.opengis.net/def/crs/EPSG/0/4490";
    sets.back().crs = "EPSG:4490";
    sets.back().geographic_crs = "EPSG:4490";
    sets.back().latitude_first = true;
    sets.push_back(
        mercator("WebMercatorQuad-GCJ02",
                 "Web Mercator over GCJ-02 longitude and latitude, aligned with AMap and Tencent base maps",
                 "urn:riskmap:tilematrixset:WebMercatorQuad-GCJ02", "GCJ-02"));
    return sets;
}

}  // namespace

grid::Box TileMatrixSet::bounds(TileIndex tile) const {
    const double side = matrices[static_cast<std::size_t>(tile.z)].cell_size * kTileSize;
    return {origin.x + tile.x * side, origin.y - (tile.y + 1) * side, origin.x + (tile.x + 1) * side,
            origin.y - tile.y * side};
}

bool TileMatrixSet::contains(TileIndex tile) const {
    if (tile.z < 0 || tile.z >= static_cast<int>(matrices.size())) return false;
    const auto& matrix = matrices[static_cast<std::size_t>(tile.z)];
    return tile.x >= 0 && tile.y >= 0 && tile.x < matrix.width && tile.y < matrix.height;
}

std::optional<int> TileMatrixSet::level_of(std::string_view matrix_id) const {
    for (std::size_t i = 0; i < matrices.size(); ++i) {
        if (matrices[i].id == matrix_id) return static_cast<int>(i);
    }
    return std::nullopt;
}

grid::Point TileMatrixSet::to_geographic(grid::Point p) const {
    if (projection == Projection::geographic) return p;
    return {degrees(p.x / kEarthRadius_m), degrees(std::atan(std::sinh(p.y / kEarthRadius_m)))};
}

grid::Point TileMatrixSet::from_geographic(grid::Point lonlat) const {
    if (projection == Projection::geographic) return lonlat;
    return {radians(lonlat.x) * kEarthRadius_m, std::asinh(std::tan(radians(lonlat.y))) * kEarthRadius_m};
}

const std::vector<TileMatrixSet>& matrix_sets() {
    static const std::vector<TileMatrixSet> sets = make_sets();
    return sets;
}

const TileMatrixSet* find_matrix_set(std::string_view id) {
    for (const auto& set : matrix_sets()) {
        if (set.id == id) return &set;
    }
    return nullptr;
}

const TileMatrixSet& web_mercator_quad() {
    return matrix_sets().front();
}

}  // namespace riskmap::tiles
