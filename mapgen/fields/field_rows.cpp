// Field on rasters: tiles in parallel, each worked out whole, so that the bytes do not depend on the number
// of threads or on how the rows are asked for.

#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <cmath>

#include "mapgen/fields/field_state.hpp"

namespace riskmap::fields {
namespace {

struct Targets {
    std::span<float> value;
    std::span<float> sd;
    std::span<float> p95;
    std::span<unsigned char> known;

    void put(std::size_t i, const Field::Estimate& e) const {
        value[i] = static_cast<float>(e.value);
        if (!sd.empty()) sd[i] = static_cast<float>(std::sqrt(e.variance));
        if (!p95.empty()) p95[i] = static_cast<float>(e.p95);
        if (!known.empty()) known[i] = e.known ? 1 : 0;
    }
};

struct Window {
    int column, row, width, height;
};

std::vector<Window> windows(const grid::Grid& grid, int row0, int row1) {
    std::vector<Window> all;
    for (int row = row0 / kTileSide * kTileSide; row < row1; row += kTileSide) {
        for (int column = 0; column < grid.width; column += kTileSide) {
            all.push_back({column, row, std::min(kTileSide, grid.width - column),
                           std::min(kTileSide, grid.height - row)});
        }
    }
    return all;
}

bool north_up(const grid::Affine& a) {
    return a.x_per_row == 0 && a.y_per_column == 0;
}

}  // namespace

void Field::rows(const grid::Grid& grid, int row0, int row1, std::span<float> value, std::span<float> sd,
                 std::span<float> p95, std::span<unsigned char> known) const {
    const Targets out{value, sd, p95, known};
    const auto& state = *state_;
    const auto index = [&](int column, int row) {
        return static_cast<std::size_t>(row - row0) * static_cast<std::size_t>(grid.width) +
               static_cast<std::size_t>(column);
    };
    const auto cell = [&](int column, int row) {
        const auto p = grid.centre(column, row);
        out.put(index(column, row), at(p.x, p.y));
    };
    const auto all = windows(grid, row0, row1);
    tbb::enumerable_thread_specific<TileResult> results;
    const DriftAt* drift_at = state.options.drift_at ? &state.options.drift_at : nullptr;
    tbb::parallel_for(std::size_t{0}, all.size(), [&](std::size_t k) {
        const auto& w = all[k];
        const Tile tile{grid.centre(w.column, w.row), grid.affine.x_per_column, grid.affine.y_per_row,
                        w.width, w.height};
        auto& result = results.local();
        result.resize(tile.size());
        const bool fast = north_up(grid.affine) && state.predictor->tile(tile, drift_at, result);
        const int first = std::max(w.row, row0);
        const int last = std::min(w.row + w.height, row1);
        for (int row = first; row < last; ++row) {
            for (int column = w.column; column < w.column + w.width; ++column) {
                if (!fast) {
                    cell(column, row);
                    continue;
                }
                const auto i = static_cast<std::size_t>(row - w.row) * static_cast<std::size_t>(w.width) +
                               static_cast<std::size_t>(column - w.column);
                const Prediction prediction{result.mean[i], result.variance[i], result.lagrange[i]};
                auto estimate = state.publish(prediction);
                if (!known.empty()) {
                    estimate.known =
                        state.known(estimate, prediction, static_cast<double>(result.squared_distance[i]));
                }
                out.put(index(column, row), estimate);
            }
        }
    });
    // The jump of a nugget at a sample that lies exactly on a cell's centre.
    for (const auto& p : state.samples.points) {
        int column = 0;
        int row = 0;
        if (!grid.cell_at(p, column, row) || row < row0 || row >= row1) continue;
        const auto centre = grid.centre(column, row);
        if (centre.x == p.x && centre.y == p.y) cell(column, row);
    }
}

}  // namespace riskmap::fields
