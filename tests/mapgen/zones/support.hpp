#pragma once

#include <random>
#include <string>
#include <vector>

#include "geocore/grid/grid.hpp"
#include "geocore/grid/level_order.hpp"

/// A raster of 10 m cells from rows of digits; '.' has no data.
inline riskmap::grid::Raster<unsigned char> raster_of(const std::vector<std::string>& rows) {
    riskmap::grid::Grid grid{riskmap::grid::Affine::north_up(1000, 2000, 10),
                             static_cast<int>(rows.front().size()), static_cast<int>(rows.size()), ""};
    riskmap::grid::Raster<unsigned char> raster(grid, riskmap::grid::kLevelNodata);
    for (int row = 0; row < grid.height; ++row) {
        for (int column = 0; column < grid.width; ++column) {
            const char c = rows[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)];
            if (c != '.') raster.at(column, row) = static_cast<unsigned char>(c - '0');
        }
    }
    return raster;
}

/// Patches of levels with ragged edges, holes and cells without data.
inline riskmap::grid::Raster<unsigned char> random_levels(unsigned seed, int width, int height) {
    std::mt19937 random(seed);
    std::vector<std::string> rows(static_cast<std::size_t>(height),
                                  std::string(static_cast<std::size_t>(width), '0'));
    const auto below = [&](int limit) { return static_cast<int>(random() % static_cast<unsigned>(limit)); };
    for (int patch = 0; patch < 40; ++patch) {
        const char level = ".01234"[below(6)];
        const int reach = 1 + below(5);
        const int x = below(width);
        const int y = below(height);
        for (int dy = -reach; dy <= reach; ++dy) {
            for (int dx = -reach; dx <= reach; ++dx) {
                const bool inside = x + dx >= 0 && x + dx < width && y + dy >= 0 && y + dy < height;
                if (inside && dx * dx + dy * dy <= reach * reach && below(5) != 0) {
                    rows[static_cast<std::size_t>(y + dy)][static_cast<std::size_t>(x + dx)] = level;
                }
            }
        }
    }
    return raster_of(rows);
}
