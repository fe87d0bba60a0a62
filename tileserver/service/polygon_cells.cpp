#include "tileserver/service/polygon_cells.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace riskmap::tileserver::service {
namespace {

using Rings = std::vector<grid::Ring>;

/// All rings, in columns and rows of the grid.
Rings in_cells(const grid::MultiPolygon& polygons, const grid::Grid& grid) {
    Rings rings;
    const auto add = [&](const grid::Ring& ring) {
        grid::Ring cells;
        for (const auto p : ring) cells.push_back(grid.affine.invert(p));
        rings.push_back(std::move(cells));
    };
    for (const auto& polygon : polygons) {
        add(polygon.outer);
        for (const auto& hole : polygon.holes) add(hole);
    }
    return rings;
}

/// Where the line through the centres of a row crosses the rings, ascending.
std::vector<double> crossings(const Rings& rings, double line) {
    std::vector<double> found;
    for (const auto& ring : rings) {
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            const auto a = ring[i];
            const auto b = ring[i + 1];
            if ((a.y > line) != (b.y > line)) found.push_back(a.x + (line - a.y) * (b.x - a.x) / (b.y - a.y));
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace

void for_each_cell_inside(const grid::MultiPolygon& polygons, const grid::Grid& grid,
                          const std::function<void(int, int, int)>& visit) {
    const Rings rings = in_cells(polygons, grid);
    double top = grid.height;
    double bottom = 0;
    for (const auto& ring : rings) {
        for (const auto p : ring) {
            top = std::min(top, p.y);
            bottom = std::max(bottom, p.y);
        }
    }
    const int first_row = static_cast<int>(std::max(0.0, std::floor(top)));
    const int last_row = static_cast<int>(std::min<double>(grid.height, std::ceil(bottom)));
    for (int row = first_row; row < last_row; ++row) {
        const auto at = crossings(rings, row + 0.5);
        for (std::size_t k = 0; k + 1 < at.size(); k += 2) {
            const auto column = [&](double x) {
                return static_cast<int>(std::clamp(std::ceil(x - 0.5), 0.0, static_cast<double>(grid.width)));
            };
            const int begin = column(at[k]);
            const int end = column(at[k + 1]);
            if (begin < end) visit(row, begin, end);
        }
    }
}

}  // namespace riskmap::tileserver::service
