#pragma once

#include <string>

#include "geocore/style/style.hpp"

namespace riskmap::exports {

/// The label as QGIS shows it: "zh / en", or the one text that serves both.
[[nodiscard]] std::string both(const style::Label& label);

/// The label of a hatched class where it is drawn without stripes.
[[nodiscard]] style::Label unstriped(style::Label label);

/// QGIS's <pipe> of a raster with these classes and colours.
[[nodiscard]] std::string raster_pipe(const style::Style& style);

/// A raster style as a QGIS layer file (.qml): the same classes and colours, labels in Chinese and English.
[[nodiscard]] std::string raster_qml(const style::Style& style);

}  // namespace riskmap::exports
