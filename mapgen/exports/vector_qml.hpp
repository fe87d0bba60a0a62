#pragma once

#include "mapgen/exports/run_source.hpp"

namespace riskmap::exports {

/// A QGIS layer style (.qml) for one of the run's vector layers (`name` as the run has it): risk zones,
/// receptors and berths by their level in the run's own colours, the unknown striped; zones, stations and
/// sources with one symbol. In Chinese the columns have Chinese aliases.
[[nodiscard]] std::string vector_qml(const RunSource& source, const std::string& name,
                                     const gdal::VectorLayer& layer, Language language);

}  // namespace riskmap::exports
