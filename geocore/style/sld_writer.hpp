#pragma once

#include <string>

#include "geocore/style/style.hpp"

namespace riskmap::style {

/// The style as a document that read_sld() and QGIS read; `digest` is not part of it.
[[nodiscard]] std::string sld_text(const Style& style);

}  // namespace riskmap::style
