#pragma once

#include "tileserver/service/app.hpp"

namespace riskmap::fuzz {

/// The server without sockets, over the runs in the folder that RISKMAP_FUZZ_RUNS names; `key` opens what
/// they restrict.
[[nodiscard]] tileserver::service::App& app();

/// Asks it, and requires a status of HTTP's that does not blame the server.
void ask(const tileserver::http::Request& request);

}  // namespace riskmap::fuzz
