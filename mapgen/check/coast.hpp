#pragma once

#include <optional>
#include <string>
#include <vector>

#include "geocore/grid/geometry.hpp"

namespace riskmap::check {

/// The shore of a land mask in metres. A mask is usually cut out of a larger one: sides of its bounding box
/// that edges run along are cuts, not shore, and nothing is told beyond them.
class Coast {
  public:
    /// Land in longitude and latitude (WGS 84); `crs` is projected, in metres.
    Coast(const std::vector<grid::MultiPolygon>& land_lon_lat, const std::string& crs);

    /// Distance to the shore in metres, positive on land, negative at sea; at most the distance to a cut.
    /// Nothing beyond a cut. The position is in the CRS given above.
    [[nodiscard]] std::optional<double> signed_distance(grid::Point p) const;

  private:
    struct Edge {
        grid::Point a;
        grid::Point b;
    };
    std::vector<grid::MultiPolygon> land_;
    std::vector<Edge> shore_;
    std::vector<Edge> cuts_;  ///< with the land's box to their left
};

}  // namespace riskmap::check
