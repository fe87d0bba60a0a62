#pragma once

#include "mapgen/exports/run_source.hpp"

namespace riskmap::exports {

/// Writes a KMZ for Google Earth and its like, in WGS 84: the vector layers that may go out, areas and places
/// in the run's level colours, risk zones one folder per scenario; with `layer` that raster as a picture on
/// the ground, in the colours of its style. Run, audience, caption, legend and the mark of synthetic data
/// stand in the description, the mark in every name list too. The same run gives the same bytes.
/// @param layer null for none
void export_kmz(const RunSource& source, const std::vector<std::string>& vectors, const run::Layer* layer,
                const std::filesystem::path& output, Language language);

}  // namespace riskmap::exports
