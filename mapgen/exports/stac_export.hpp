#pragma once

#include "mapgen/exports/run_source.hpp"

namespace riskmap::exports {

/// Writes the run as a STAC 1.0.0 item: footprint and bounds in WGS 84, the period as start and end, an asset
/// per raster (with the extensions projection, raster and file), for vectors, tables, styles and the
/// manifest; addresses are relative to the item. What may not go out is not listed: the GeoPackage where any
/// of its layers may not, the manifest where anything may not. The same run and the same place give the same
/// bytes.
void export_stac(const RunSource& source, const std::filesystem::path& output);

}  // namespace riskmap::exports
