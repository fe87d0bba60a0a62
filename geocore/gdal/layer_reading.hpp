#pragma once

// For the .cpp files of geocore/gdal alone: what files and databases share in reading.

#include <string>
#include <vector>

#include "geocore/gdal/common.hpp"
#include "geocore/gdal/vector.hpp"

namespace riskmap::gdal {

/// All features of a layer. `place` begins every message.
/// @throws Error (data) where reading breaks off, and for lines.
[[nodiscard]] VectorLayer read_layer(OGRLayerH source, const std::string& place);

}  // namespace riskmap::gdal
