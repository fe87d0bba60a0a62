#include "mapgen/observations/points.hpp"

#include <cmath>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"

namespace riskmap::observations {

CoordinateColumns coordinate_columns(const Table& table) {
    const auto lon = table.find_column("lon");
    const auto lat = table.find_column("lat");
    if (lon && lat) return {*lon, *lat};
    const auto x = table.find_column("x");
    const auto y = table.find_column("y");
    if (x && y) return {*x, *y};
    throw core::data_error(
        "{}: coordinate columns are missing; 'lon' and 'lat', or 'x' and 'y', are expected among {}",
        table.path, core::join(table.columns, ", "));
}

grid::Point read_point(const Table& table, const Row& row, const CoordinateColumns& columns,
                       bool geographic) {
    const grid::Point point{table.number(row, columns.x), table.number(row, columns.y)};
    if (!geographic) return point;
    if (std::abs(point.x) > 180) {
        throw core::data_error("{}: longitude {} is not allowed; -180 to 180 degrees are expected",
                               table.place(row, columns.x), point.x);
    }
    if (std::abs(point.y) > 90) {
        throw core::data_error("{}: latitude {} is not allowed; -90 to 90 degrees are expected",
                               table.place(row, columns.y), point.y);
    }
    return point;
}

}  // namespace riskmap::observations
