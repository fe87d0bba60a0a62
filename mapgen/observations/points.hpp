#pragma once

#include "geocore/grid/geometry.hpp"
#include "mapgen/observations/table.hpp"

namespace riskmap::observations {

/// The columns that hold a table's coordinates: lon and lat, or x and y.
struct CoordinateColumns {
    std::size_t x = 0;
    std::size_t y = 0;
};

/// @throws Error (data) where the table has neither pair.
[[nodiscard]] CoordinateColumns coordinate_columns(const Table& table);

/// A row's position as written. @throws Error (data) naming file, row, column and value; longitudes must lie
/// within -180..180 and latitudes within -90..90 where `geographic`.
[[nodiscard]] grid::Point read_point(const Table& table, const Row& row, const CoordinateColumns& columns,
                                     bool geographic);

}  // namespace riskmap::observations
