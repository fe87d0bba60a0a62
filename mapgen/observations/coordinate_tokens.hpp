#pragma once

// For coordinate_text.cpp and coordinate_pair.cpp alone: the characters of a written angle.

#include <string>
#include <string_view>
#include <vector>

namespace riskmap::observations {

enum class TokenKind {
    number,
    degree_mark,
    minute_mark,
    second_mark,
    colon,
    hyphen,
    comma,      ///< comma or semicolon, half or full width
    letter,     ///< N, S, E or W; 北纬 and the like become their letter
    axis_word,  ///< 纬度 (N) or 经度 (E): the axis without a hemisphere
    other
};

struct Token {
    TokenKind kind = TokenKind::other;
    std::string text;  ///< a number's digits in ASCII, a letter in upper case
    std::size_t begin = 0;
    std::size_t end = 0;  ///< bytes of the source text
};

/// Spaces are left out; what nothing else matches is `other`, bytes that are not UTF-8 included.
[[nodiscard]] std::vector<Token> tokenize_coordinate(std::string_view text);

/// The text for a message: valid UTF-8, control characters and stray bytes as \xNN, cut after 60 bytes.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace riskmap::observations
