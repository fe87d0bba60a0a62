#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "geocore/grid/geometry.hpp"

namespace riskmap::tiles {

/// A tile: `z` is the position of its matrix in the set (0 is the coarsest), `x` its column, `y` its row from
/// the north.
struct TileIndex {
    int z = 0;
    int x = 0;
    int y = 0;
    bool operator==(const TileIndex&) const = default;
};

/// One zoom level; sizes are in units of the set's CRS.
struct TileMatrix {
    std::string id;
    double scale_denominator = 0;
    double cell_size = 0;  ///< side of a pixel of a 256-pixel tile
    long long width = 0;   ///< tiles
    long long height = 0;
};

enum class Projection { web_mercator, geographic };

/// How the world is cut into tiles, after OGC's Two Dimensional Tile Matrix Set 2.0.
class TileMatrixSet {
  public:
    static constexpr int kTileSize = 256;

    std::string id;
    std::string title;
    std::string uri;      ///< identifies the definition
    std::string crs_uri;  ///< as OGC documents name the CRS
    std::string crs;      ///< as GDAL names the CRS; for GCJ-02 that of the numbers, not of the datum
    Projection projection = Projection::web_mercator;
    std::string geographic_crs;  ///< of to_geographic()'s result, for crs::Transform
    bool latitude_first = false;
    bool registered = false;  ///< in OGC's register
    grid::Point origin;       ///< upper left corner, x before y
    std::vector<TileMatrix> matrices;

    /// In x before y order, units of the CRS. @pre contains(tile)
    [[nodiscard]] grid::Box bounds(TileIndex tile) const;
    [[nodiscard]] bool contains(TileIndex tile) const;
    /// Position in `matrices` of the matrix of that id.
    [[nodiscard]] std::optional<int> level_of(std::string_view matrix_id) const;
    /// From the set's own plane to longitude and latitude in degrees of `geographic_crs`.
    [[nodiscard]] grid::Point to_geographic(grid::Point p) const;
    [[nodiscard]] grid::Point from_geographic(grid::Point lonlat) const;
};

/// WebMercatorQuad, WorldCRS84Quad, CGCS2000Quad and WebMercatorQuad-GCJ02.
[[nodiscard]] const std::vector<TileMatrixSet>& matrix_sets();
[[nodiscard]] const TileMatrixSet* find_matrix_set(std::string_view id);
[[nodiscard]] const TileMatrixSet& web_mercator_quad();

}  // namespace riskmap::tiles
