#pragma once

#include <string>

#include "geocore/style/style.hpp"

namespace riskmap::exports {

/// A raster style as a QGIS layer file (.qml): the same classes and colours, labels in Chinese and English.
[[nodiscard]] std::string raster_qml(const style::Style& style);

}  // namespace riskmap::exports
