#pragma once

#include "mapgen/exports/run_source.hpp"

namespace riskmap::exports {

/// Writes the run's vector layers (those of `names`, or all that may go out) as a GeoPackage in the run's
/// CRS, layers named in `language`, risk zones one layer per scenario, with the styles that QGIS takes up by
/// itself (table layer_styles), in the colours that the run was drawn with. Run, audience and the mark of
/// synthetic data stand in the file's metadata.
/// @throws Error (usage) for a layer that the run does not have, or that may not go out.
void export_geopackage(const RunSource& source, const std::vector<std::string>& names,
                       const std::filesystem::path& output, Language language);

}  // namespace riskmap::exports
