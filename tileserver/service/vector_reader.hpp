#pragma once

#include <string>
#include <vector>

#include "tileserver/service/served_run.hpp"

namespace riskmap::tileserver::service {

/// The run's vector layers, in longitude and latitude, each feature ready as GeoJSON.
/// @throws core::Error (data)
[[nodiscard]] std::vector<ServedCollection> read_collections(const ServedRun& run);

/// The GeoJSON geometry, seven decimals (a centimetre).
[[nodiscard]] std::string geometry_json(const gdal::Geometry& geometry);
/// The properties as a JSON object.
[[nodiscard]] std::string properties_json(const std::vector<gdal::FieldSpec>& fields,
                                          const std::vector<gdal::Value>& values);

}  // namespace riskmap::tileserver::service
