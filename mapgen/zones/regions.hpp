#pragma once

#include <cstdint>
#include <vector>

#include "geocore/grid/grid.hpp"
#include "geocore/grid/level_order.hpp"

namespace riskmap::zones {

/// A connected area of one level, over cell edges, not corners.
struct Region {
    unsigned char level = 0;
    std::size_t cells = 0;
    std::size_t first_cell = 0;  ///< the northernmost, then westernmost cell: an identity that stays the same
};

/// The cells of a level raster told apart by region.
struct Regions {
    static constexpr std::int32_t kOutside = -1;

    int width = 0;
    int height = 0;
    std::vector<std::int32_t> label;  ///< per cell: index of its region; kOutside where there is no data
    std::vector<Region> list;         ///< in the order of their first cells

    /// The label of a cell; kOutside beyond the edge.
    [[nodiscard]] std::int32_t at(int column, int row) const {
        if (column < 0 || row < 0 || column >= width || row >= height) return kOutside;
        return label[static_cast<std::size_t>(row) * static_cast<std::size_t>(width) +
                     static_cast<std::size_t>(column)];
    }
};

/// @param levels nodata is grid::kLevelNodata
[[nodiscard]] Regions find_regions(const grid::Raster<unsigned char>& levels);

/// Which regions share a cell edge: per region its neighbours, each once, ascending.
[[nodiscard]] std::vector<std::vector<std::int32_t>> neighbours_of(const Regions& regions);

}  // namespace riskmap::zones
