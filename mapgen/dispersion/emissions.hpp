#pragma once

#include <vector>

#include "mapgen/dispersion/sigma_curves.hpp"
#include "mapgen/dispersion/source.hpp"
#include "mapgen/dispersion/weather.hpp"
#include "mapgen/observations/table.hpp"
#include "mapgen/project/project.hpp"

namespace riskmap::dispersion {

/// What makes the plumes of a project.
struct Emissions {
    Weather weather;
    SigmaCurves curves;
    /// Per pollutant of the project, those that emit; their groups are zones (column zone, else group, else
    /// id).
    std::vector<std::vector<Source>> sources;
};

/// Positions are left at (0, 0): places are read with their CRS elsewhere. A source table without the column
/// `pollutant` serves a project of one pollutant.
/// @pre project.weather @throws Error (data) naming file, row, column, value and what is allowed.
[[nodiscard]] Emissions read_emissions(const project::Project& project, const observations::Table& sources,
                                       const observations::Table& weather);

}  // namespace riskmap::dispersion
