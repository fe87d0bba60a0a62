#pragma once

#include <string>

#include "tileserver/service/served_run.hpp"

namespace riskmap::tileserver::service {

/// The manifest as JSON text; for those without a key what tells of restricted layers, vector layers and
/// tables is left out, the rest stays. What is said of tables, inputs and findings stays only where it is
/// known to tell of nothing restricted. `restricted` itself stays: what a key would open may be known by
/// name.
[[nodiscard]] std::string visible_manifest(const ServedRun& run, bool authorised);

}  // namespace riskmap::tileserver::service
