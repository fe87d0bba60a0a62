#pragma once

#include <string>

#include "geocore/style/style.hpp"

namespace riskmap::exports {

/// Vector renderers and labels as QGIS writes them (<renderer-v2>, <labeling>).

/// Areas striped from lower left to upper right, without an edge.
[[nodiscard]] std::string hatched_areas(style::Colour colour);
/// Areas in the colours of their field `level`; hatched classes are striped.
[[nodiscard]] std::string areas_by_level(const style::Style& levels);
/// Outlines, dashed where the field `approximate` is 1.
[[nodiscard]] std::string outlines();
/// Areas of one colour without an edge.
[[nodiscard]] std::string plain_areas(style::Colour colour);
/// Points of one shape of QGIS ("circle", "diamond", "triangle") and colour.
[[nodiscard]] std::string plain_points(const std::string& shape, style::Colour colour);
/// Points in the colours of their field `level`; those without one are white.
[[nodiscard]] std::string points_by_level(const std::string& shape, const style::Style& levels);

/// The texts of a field beside or within its features.
[[nodiscard]] std::string labels(const std::string& field);

}  // namespace riskmap::exports
