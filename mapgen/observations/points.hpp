#pragma once

#include <optional>
#include <string>

#include "geocore/grid/geometry.hpp"
#include "mapgen/observations/table.hpp"

namespace riskmap::observations {

/// The columns that hold a table's coordinates: lon and lat, x and y, or one column for both.
struct CoordinateColumns {
    std::size_t x = 0;
    std::size_t y = 0;
    bool together = false;  ///< both in column x
};

/// @throws Error (data) where the table has none of them.
[[nodiscard]] CoordinateColumns coordinate_columns(const Table& table);

/// A position as written.
struct WrittenPoint {
    grid::Point position;
    double precision_m =
        0;  ///< half the unit of the last written digit, on the ground, the larger of both axes
    std::string notation;  ///< as of parse_angle(); empty for planar coordinates
};

/// Numbers, or for geographic coordinates any notation of parse_angle(); one column for both holds a text of
/// parse_position() or "POINT (x y)".
/// @throws Error (data) naming file, row, column and value; longitudes must lie within -180..180 and
/// latitudes within -90..90 where `geographic`.
[[nodiscard]] WrittenPoint read_point(const Table& table, const Row& row, const CoordinateColumns& columns,
                                      bool geographic);

}  // namespace riskmap::observations
