#pragma once

#include <initializer_list>
#include <span>
#include <string_view>

namespace riskmap::tileserver::http {

/// Content codings, as RFC 9110 names them.
enum class Encoding { identity, gzip, brotli };
/// The one that an Accept-Encoding header likes best; br before gzip where it likes both as much.
[[nodiscard]] Encoding preferred_encoding(std::string_view accept_encoding);

/// How much an Accept header likes a media type, 0 (not at all) to 1, by the most specific range that fits
/// it; 1 where the header is empty (RFC 9110, 12.5.1). Parameters of ranges other than q are not looked at.
/// @param type without parameters: "image/png"
[[nodiscard]] double quality_of(std::string_view accept, std::string_view type);
/// Position of the offered type that the header likes best, the first of those that it likes as much; -1
/// where it accepts none.
[[nodiscard]] int preferred_type(std::string_view accept, std::span<const std::string_view> offered);
[[nodiscard]] inline int preferred_type(std::string_view accept,
                                        std::initializer_list<std::string_view> offered) {
    return preferred_type(accept, std::span(offered.begin(), offered.size()));
}

}  // namespace riskmap::tileserver::http
