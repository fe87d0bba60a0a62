#include "mapgen/zones/level_zones.hpp"

#include <algorithm>

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

std::vector<RiskZone> risk_zones(const grid::Raster<unsigned char>& levels) {
    std::vector<RiskZone> zones;
    for (auto& region : gdal::polygonize(levels)) {
        const double area_m2 = grid::area(region.area);
        zones.push_back({region.value, area_m2, std::move(region.area)});
    }
    std::stable_sort(zones.begin(), zones.end(),
                     [](const RiskZone& a, const RiskZone& b) { return a.level > b.level; });
    return zones;
}

}  // namespace riskmap::zones
