#pragma once

#include <string>
#include <vector>

#include "geocore/gdal/raster_sink.hpp"
#include "geocore/grid/grid.hpp"
#include "mapgen/dispersion/group_fields.hpp"
#include "mapgen/observations/table.hpp"

namespace riskmap::cli {

/// What makes concentrations.
struct DispersionInputs {
    const std::vector<dispersion::Source>& sources;
    const dispersion::Weather& weather;
    const dispersion::SigmaCurves& curves;
};

/// Every column of `points`, then one per group of sources and `total`, ug/m3, by direct integration.
/// @throws Error (data) naming file, row and column; where a group is called like a column of `points`.
void write_dispersion_table(const DispersionInputs& inputs, const observations::Table& points,
                            const std::string& x, const std::string& y, const std::string& output);

/// One Float32 band per group and `total`, ug/m3, from polar tables.
void write_dispersion_raster(const DispersionInputs& inputs, const grid::Grid& grid,
                             const std::string& output, gdal::Compression compression);

/// A wind rose of 16 directions the wind comes from, as SVG, with the share of calms.
void write_wind_rose(const dispersion::Weather& weather, const std::string& output);

}  // namespace riskmap::cli
