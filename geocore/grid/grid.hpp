#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "geocore/grid/geometry.hpp"

namespace riskmap::grid {

/// From (column, row) in cells to (x, y) in the CRS; (0, 0) is the outer corner of the first cell.
struct Affine {
    double x0 = 0;
    double x_per_column = 1;
    double x_per_row = 0;
    double y0 = 0;
    double y_per_column = 0;
    double y_per_row = -1;

    [[nodiscard]] static Affine north_up(double xmin, double ymax, double cell_size) {
        return {xmin, cell_size, 0, ymax, 0, -cell_size};
    }
    [[nodiscard]] Point apply(double column, double row) const {
        return {x0 + x_per_column * column + x_per_row * row, y0 + y_per_column * column + y_per_row * row};
    }
    /// (column, row) of a position. @pre the matrix is not singular.
    [[nodiscard]] Point invert(Point p) const;
    bool operator==(const Affine&) const = default;
};

/// The cells of a raster: shape, place and CRS ("EPSG:4550", or empty for planar metres). Row 0 is the
/// northernmost.
struct Grid {
    Affine affine;
    int width = 0;
    int height = 0;
    std::string crs;

    /// Cells of one size that cover the box; the box's upper left corner is kept, the others move outwards.
    /// @throws Error (usage) for an empty box or a cell size that is not positive.
    [[nodiscard]] static Grid covering(const Box& box, double cell_size, std::string crs);

    [[nodiscard]] std::size_t size() const {
        return static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    }
    [[nodiscard]] Point centre(int column, int row) const { return affine.apply(column + 0.5, row + 0.5); }
    [[nodiscard]] Box extent() const;
    [[nodiscard]] double cell_area() const;
    /// False where the position lies outside.
    [[nodiscard]] bool cell_at(Point p, int& column, int& row) const;
};

/// Values of one quantity on a grid, row by row from the north.
template <class T>
struct Raster {
    Grid grid;
    std::vector<T> values;
    T nodata{};

    Raster() = default;
    Raster(Grid g, T no_data) : grid(std::move(g)), values(grid.size(), no_data), nodata(no_data) {}

    [[nodiscard]] std::size_t index(int column, int row) const {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(grid.width) +
               static_cast<std::size_t>(column);
    }
    [[nodiscard]] T& at(int column, int row) { return values[index(column, row)]; }
    [[nodiscard]] const T& at(int column, int row) const { return values[index(column, row)]; }
};

}  // namespace riskmap::grid
