#include "mapgen/sheets/areas.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "geocore/gdal/mask.hpp"
#include "geocore/gdal/raster_source.hpp"

namespace riskmap::sheets {
namespace {

constexpr unsigned char kNoLevel = 255;

grid::Grid grid_of(const gdal::RasterSource& source, int overview) {
    return overview < 0 ? source.grid() : source.overview_grid(overview);
}

std::vector<unsigned char> land_mask(const RunFacts& facts, const grid::Grid& grid) {
    grid::Raster<unsigned char> mask(grid, 0);
    if (facts.land.empty()) {
        std::fill(mask.values.begin(), mask.values.end(), static_cast<unsigned char>(1));
        return std::move(mask.values);
    }
    gdal::burn(mask, facts.land, 1);
    for (const auto& zone : facts.zones.features) gdal::burn(mask, zone.geometry.polygons, 1);
    return std::move(mask.values);
}

/// Columns (or rows) [first, end) whose centres lie between two coordinates, in the direction of the step.
std::pair<int, int> centres_in(double from, double to, double origin, double step, int cells) {
    const auto within = [&](double at) { return static_cast<int>(std::clamp(at, 0.0, 1.0 * cells)); };
    return {within(std::ceil((from - origin) / step - 0.5)),
            within(std::floor((to - origin) / step - 0.5) + 1)};
}

}  // namespace

std::vector<unsigned char> study_mask(const RunFacts& facts, const run::Layer& layer, int overview) {
    const gdal::RasterSource own(facts.folder / layer.path);
    const grid::Grid grid = grid_of(own, overview);
    const run::Layer* levels = facts.mask_of(layer);
    if (levels == nullptr) return land_mask(facts, grid);
    const gdal::RasterSource source(facts.folder / levels->path);
    auto mask = source.read_all<unsigned char>(1, overview);
    for (auto& cell : mask) cell = cell == kNoLevel ? 0 : 1;
    mask.resize(grid.size(), 0);
    return mask;
}

ClassAreas class_areas(const RunFacts& facts, const run::Layer& layer, const style::Style& style,
                       const grid::Box& within) {
    const gdal::RasterSource source(facts.folder / layer.path);
    const auto mask = study_mask(facts, layer, -1);
    const auto& grid = source.grid();
    const auto [first_column, end_column] =
        centres_in(within.xmin, within.xmax, grid.affine.x0, grid.affine.x_per_column, grid.width);
    const auto [first_row, end_row] =
        centres_in(within.ymax, within.ymin, grid.affine.y0, grid.affine.y_per_row, grid.height);
    const double nodata = layer.nodata.value_or(std::nan(""));
    std::vector<long long> cells(style.classes.size());
    long long unknown = 0;
    std::vector<float> line(static_cast<std::size_t>(grid.width));
    for (int row = first_row; row < end_row; ++row) {
        source.read(1, 0, row, grid.width, 1, line.data());
        for (int column = first_column; column < end_column; ++column) {
            const auto value = static_cast<double>(line[static_cast<std::size_t>(column)]);
            if (std::isnan(value) || value == nodata) {
                unknown += mask[static_cast<std::size_t>(row) * static_cast<std::size_t>(grid.width) +
                                static_cast<std::size_t>(column)];
            } else if (const int at = style.class_of(value); at >= 0) {
                ++cells[static_cast<std::size_t>(at)];
            }
        }
    }
    ClassAreas areas;
    const double cell_km2 = grid.cell_area() / 1e6;
    for (const auto n : cells) areas.km2.push_back(static_cast<double>(n) * cell_km2);
    areas.unknown_km2 = static_cast<double>(unknown) * cell_km2;
    for (const double km2 : areas.km2) areas.total_km2 += km2;
    areas.total_km2 += areas.unknown_km2;
    return areas;
}

}  // namespace riskmap::sheets
