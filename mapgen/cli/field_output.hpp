#pragma once

#include <string>

#include "geocore/gdal/raster_sink.hpp"
#include "mapgen/cli/sample_input.hpp"
#include "mapgen/fields/field.hpp"

namespace riskmap::cli {

/// Estimates at the points of a file: CSV with x, y (as given), estimate and variance, numbers that read back
/// exactly, empty where there is no estimate.
void write_field_table(const fields::Field& field, const SampleArguments& arguments,
                       const std::string& points_file, const Plane& plane, const std::string& output);

/// Estimate and, where the method has one, variance as Float32 bands, block by block: memory stays bounded.
void write_field_raster(const fields::Field& field, const grid::Grid& grid, const std::string& output,
                        gdal::Compression compression);

}  // namespace riskmap::cli
