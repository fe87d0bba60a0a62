#pragma once

#include <array>
#include <vector>

#include "geocore/grid/grid.hpp"
#include "geocore/grid/level_order.hpp"
#include "mapgen/project/project.hpp"
#include "mapgen/zones/study_area.hpp"

namespace riskmap::zones {

/// People at a position in the project's CRS; not a whole number where a total is spread over an area.
struct Inhabitants {
    grid::Point position;
    double people = 0;
};

/// Reads where people live. Points: at their point. Polygons with totals: spread evenly over their land cells
/// (over all their cells where they have none, or the project has no land), on the project's cells continued
/// beyond the map. A raster of people per cell: spread evenly over parts no larger than the project's cells;
/// what lies more than `margin_m` off the map is left out.
/// @throws Error (data) naming file, row or feature and value: numbers below 0 and missing columns.
[[nodiscard]] std::vector<Inhabitants> read_population(const project::Project& project, const StudyArea& area,
                                                       const grid::Grid& grid, double margin_m);

/// People per level 0 to 4, and where the raster says nothing.
struct PeoplePerLevel {
    std::array<double, 5> levels{};
    double elsewhere = 0;
};

/// @param within nullptr: everywhere
[[nodiscard]] PeoplePerLevel count_people(const std::vector<Inhabitants>& population,
                                          const grid::Raster<unsigned char>& levels,
                                          const grid::MultiPolygon* within);

/// People within a distance.
[[nodiscard]] double people_within(const std::vector<Inhabitants>& population, grid::Point centre,
                                   double radius_m);

}  // namespace riskmap::zones
