#include "mapgen/zones/level_zones.hpp"

#include <algorithm>
#include <cmath>

#include "mapgen/zones/mapping_unit.hpp"
#include "mapgen/zones/outlines.hpp"
#include "mapgen/zones/simplify.hpp"

namespace riskmap::zones {
namespace {

template <class Wanted>
LevelAreas sum_areas(const grid::Raster<unsigned char>& levels, Wanted wanted) {
    std::array<std::size_t, 5> cells{};
    for (std::size_t i = 0; i < levels.values.size(); ++i) {
        if (levels.values[i] < cells.size() && wanted(i)) ++cells[levels.values[i]];
    }
    LevelAreas areas{};
    for (std::size_t level = 0; level < cells.size(); ++level) {
        areas[level] = static_cast<double>(cells[level]) * levels.grid.cell_area();
    }
    return areas;
}

}  // namespace

LevelAreas areas_by_level(const grid::Raster<unsigned char>& levels) {
    return sum_areas(levels, [](std::size_t) { return true; });
}

LevelAreas areas_by_level(const grid::Raster<unsigned char>& levels,
                          const grid::Raster<unsigned char>& inside) {
    return sum_areas(levels, [&](std::size_t i) { return inside.values[i] != 0; });
}

RiskZones risk_zones(const grid::Raster<unsigned char>& levels, const ZoneOptions& options) {
    const double cell_area = levels.grid.cell_area();
    const double unit_cells = std::ceil(options.mapping_unit_m2 / cell_area);
    Regions regions = find_regions(levels);
    if (unit_cells > 1) regions = merge_below_unit(regions, static_cast<std::size_t>(unit_cells));
    RiskZones result;
    std::vector<std::size_t> merged(regions.list.size(), 0);
    for (std::size_t cell = 0; cell < regions.label.size(); ++cell) {
        if (regions.label[cell] == Regions::kOutside) continue;
        const auto region = static_cast<std::size_t>(regions.label[cell]);
        const unsigned char before = levels.values[cell];
        const unsigned char after = regions.list[region].level;
        result.areas.cells.at(before) += cell_area;
        result.areas.zones.at(after) += cell_area;
        if (before == after) continue;
        result.areas.merged_out.at(before) += cell_area;
        result.areas.merged_in.at(after) += cell_area;
        ++merged[region];
    }
    Outlines outlines = trace_outlines(regions);
    simplify(outlines.arcs, options.simplify_m / levels.grid.affine.x_per_column);
    for (std::size_t i = 0; i < regions.list.size(); ++i) {
        const Region& region = regions.list[i];
        result.list.push_back({region.level,
                               static_cast<double>(region.cells) * cell_area,
                               static_cast<double>(merged[i]) * cell_area,
                               static_cast<double>(region.cells) < unit_cells,
                               {polygon_of(outlines, i, levels.grid.affine)}});
    }
    std::stable_sort(result.list.begin(), result.list.end(),
                     [](const RiskZone& a, const RiskZone& b) { return a.level > b.level; });
    return result;
}

}  // namespace riskmap::zones
