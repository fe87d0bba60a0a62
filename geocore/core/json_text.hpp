#pragma once

#include <string>
#include <string_view>

namespace riskmap::core {

/// With quotes around it, as JSON wants it; bytes that are no UTF-8 become "(not UTF-8)".
[[nodiscard]] std::string json_string(std::string_view text);

}  // namespace riskmap::core
