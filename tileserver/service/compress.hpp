#pragma once

#include <string>
#include <string_view>

#include "tileserver/http/negotiation.hpp"

namespace riskmap::tileserver::service {

/// The bytes under that content coding; the bytes themselves for `identity`.
/// @throws core::Error (data) where the coder fails
[[nodiscard]] std::string compress(http::Encoding encoding, std::string_view bytes);

}  // namespace riskmap::tileserver::service
