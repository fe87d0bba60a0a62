#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "geocore/crs/transform.hpp"
#include "geocore/grid/geometry.hpp"
#include "geocore/tiles/tile_matrix_set.hpp"
#include "tileserver/tiles/pyramid.hpp"

namespace riskmap::tileserver::tiles {

/// How a raster lies in one tile matrix set.
struct Placement {
    grid::Box bounds;                     ///< in the set's plane, a little generous
    std::vector<double> cells_per_pixel;  ///< of each matrix, at the raster's centre, for tiles of 256 pixels
};

/// Below native zoom a pixel covers several cells: it shows their average, the one at its centre, or the
/// first of 4 > 3 > 2 > 0 (unknown) > 1.
enum class Reduction { average, nearest, risk_level };

/// Transforms are not shared by threads and take long to make (PROJ searches its database): each thread keeps
/// its own.
class TransformCache {
  public:
    [[nodiscard]] static TransformCache& of_this_thread();
    [[nodiscard]] const crs::Transform& get(const std::string& from, const std::string& to);

  private:
    std::map<std::pair<std::string, std::string>, crs::Transform> transforms_;
};

/// A raster ready to be cut into tiles.
struct Drawable {
    std::shared_ptr<const Pyramid> pyramid;
    std::string crs;
    Reduction reduction = Reduction::average;
    grid::Box lonlat;                   ///< in EPSG:4326 degrees
    std::vector<Placement> placements;  ///< in the order of matrix_sets()

    Drawable(std::shared_ptr<const Pyramid> raster, std::string raster_crs, Reduction rule);
    [[nodiscard]] const Placement& in(const riskmap::tiles::TileMatrixSet& set) const;
    /// The first matrix whose pixels are no larger than the cells.
    [[nodiscard]] int native_level(const riskmap::tiles::TileMatrixSet& set) const;
};

}  // namespace riskmap::tileserver::tiles
