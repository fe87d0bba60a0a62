#pragma once

#include <string>

#include "tileserver/service/served_run.hpp"

namespace riskmap::tileserver::service {

/// The manifest as JSON text, without what a caller without the key may not see: layers, vector layers and
/// tables by their ids, and what is said about single rows where stations are restricted.
[[nodiscard]] std::string visible_manifest(const ServedRun& run, bool authorised);

}  // namespace riskmap::tileserver::service
