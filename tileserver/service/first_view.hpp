#pragma once

#include <string>

#include "tileserver/service/call.hpp"

namespace riskmap::tileserver::service {

/// The viewer's page with what its first view needs of the current run written into it, so that a browser
/// asks for tiles at once: the manifest's part that the viewer reads, where each layer lies, the base map's
/// settings, the first legends. It holds what everybody may see, whoever asks.
[[nodiscard]] std::string with_first_view(const Call& call, const std::string& page);

}  // namespace riskmap::tileserver::service
