#include "geocore/grid/grid.hpp"

#include <cmath>

#include "geocore/core/error.hpp"

namespace riskmap::grid {

Point Affine::invert(Point p) const {
    const double determinant = x_per_column * y_per_row - x_per_row * y_per_column;
    const double dx = p.x - x0;
    const double dy = p.y - y0;
    return {(dx * y_per_row - dy * x_per_row) / determinant,
            (dy * x_per_column - dx * y_per_column) / determinant};
}

Grid Grid::covering(const Box& box, double cell_size, std::string crs) {
    if (!(cell_size > 0))
        throw core::usage_error("cell size {} m is not allowed; it must be greater than 0", cell_size);
    if (!(box.xmax > box.xmin) || !(box.ymax > box.ymin)) {
        throw core::usage_error(
            "extent {} {} {} {} is empty; expected XMIN YMIN XMAX YMAX with XMIN < XMAX and YMIN < YMAX",
            box.xmin, box.ymin, box.xmax, box.ymax);
    }
    const auto cells = [&](double length) { return std::ceil(length / cell_size - 1e-9); };
    constexpr double kMostCellsPerSide = 1e6;
    if (cells(box.width()) > kMostCellsPerSide || cells(box.height()) > kMostCellsPerSide) {
        throw core::usage_error(
            "a grid of {:.0f} x {:.0f} cells is too large; at most {:.0f} cells per side are allowed",
            cells(box.width()), cells(box.height()), kMostCellsPerSide);
    }
    return {Affine::north_up(box.xmin, box.ymax, cell_size), static_cast<int>(cells(box.width())),
            static_cast<int>(cells(box.height())), std::move(crs)};
}

Box Grid::extent() const {
    Box box = Box::empty();
    box.extend(affine.apply(0, 0));
    box.extend(affine.apply(width, height));
    return box;
}

double Grid::cell_area() const {
    return std::abs(affine.x_per_column * affine.y_per_row - affine.x_per_row * affine.y_per_column);
}

bool Grid::cell_at(Point p, int& column, int& row) const {
    const Point cell = affine.invert(p);
    if (!(cell.x >= 0) || !(cell.y >= 0) || cell.x >= width || cell.y >= height) return false;
    column = static_cast<int>(cell.x);
    row = static_cast<int>(cell.y);
    return true;
}

}  // namespace riskmap::grid
