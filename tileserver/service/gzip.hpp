#pragma once

#include <string>
#include <string_view>

namespace riskmap::tileserver::service {

/// RFC 1952, without name and time: the same bytes give the same bytes.
[[nodiscard]] std::string gzip(std::string_view bytes);

}  // namespace riskmap::tileserver::service
