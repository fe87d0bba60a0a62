#pragma once

#include <string>

#include "geocore/run/manifest.hpp"

namespace riskmap::run {

/// What read_manifest() makes of a file, from the document's text; `source` names it in errors.
/// @throws Error (data)
[[nodiscard]] Manifest parse_manifest(std::string document, const std::string& source);

}  // namespace riskmap::run
