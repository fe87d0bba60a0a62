#pragma once

// The map of the report, and of pages like it.

#include <map>
#include <string>
#include <utility>

#include "mapgen/check/report.hpp"

namespace riskmap::check {

/// An <svg> element: land, zones, then points with their worst finding's severity as class. Empty without an
/// extent.
[[nodiscard]] std::string sketch_svg(const Report& report);
/// The same with its buttons and its key, which the report's style and script belong to.
[[nodiscard]] std::string report_map(const Report& report);

}  // namespace riskmap::check
