#pragma once

#include <string>
#include <string_view>

#include "tileserver/http/negotiation.hpp"

namespace riskmap::tileserver::service {

/// The bytes under that content coding; the bytes themselves for `identity`.
/// @throws core::Error (data) where the coder fails
[[nodiscard]] std::string compress(http::Encoding encoding, std::string_view bytes);

/// The coding's name in headers: "br", "gzip" or nothing.
[[nodiscard]] std::string_view coding_name(http::Encoding encoding);
/// The tag of an answer under that coding. @param etag unquoted
[[nodiscard]] std::string coded_etag(const std::string& etag, http::Encoding encoding);

}  // namespace riskmap::tileserver::service
