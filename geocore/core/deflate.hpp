#pragma once

#include <string>
#include <string_view>

namespace riskmap::core {

/// Deterministic: no name, no time.
/// @param level of libdeflate, 1 (quick) to 12 (small)
/// @throws Error (data) without memory
[[nodiscard]] std::string gzipped(std::string_view bytes, int level);

/// A raw DEFLATE stream (RFC 1951), as ZIP archives hold it. Level and errors as gzipped().
[[nodiscard]] std::string deflated(std::string_view bytes, int level);

}  // namespace riskmap::core
