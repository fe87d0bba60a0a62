#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace riskmap::core {

/// Without leading and trailing ASCII white space and U+3000.
[[nodiscard]] std::string_view trim(std::string_view text);
[[nodiscard]] std::string to_lower_ascii(std::string_view text);
[[nodiscard]] std::vector<std::string> split(std::string_view text, char separator);
[[nodiscard]] std::string join(const std::vector<std::string>& parts, std::string_view separator);

/// A number that takes up the whole (trimmed) text, independent of the locale; nothing for anything else,
/// infinities and NaN included.
[[nodiscard]] std::optional<double> parse_double(std::string_view text);
[[nodiscard]] std::optional<long long> parse_integer(std::string_view text);
/// Shortest text that reads back as the same number.
[[nodiscard]] std::string format_double(double value);

/// The candidate that a typing error most likely meant, by Damerau-Levenshtein distance, or else the
/// only one that begins so; nothing where none is near.
[[nodiscard]] std::optional<std::string> nearest_name(std::string_view word,
                                                      const std::vector<std::string>& candidates);
/// "; did you mean 'x'?" or, where nothing is near, "; allowed: a, b, c".
[[nodiscard]] std::string suggestion(std::string_view word, const std::vector<std::string>& candidates);

/// RFC 4648, with padding.
[[nodiscard]] std::string base64(std::string_view bytes);

[[nodiscard]] bool is_valid_utf8(std::string_view bytes);

}  // namespace riskmap::core
