#include <algorithm>
#include <cmath>
#include <optional>

#include "geocore/core/error.hpp"
#include "mapgen/observations/coordinate_text.hpp"
#include "mapgen/observations/coordinate_tokens.hpp"

namespace riskmap::observations {
namespace {

bool names_axis(const Token& token) {
    return token.kind == TokenKind::letter || token.kind == TokenKind::axis_word;
}

bool is_longitude(const Token& token) {
    return token.text == "E" || token.text == "W";
}

/// Where the second angle begins: after the first comma, else after the letter that closes the first angle or
/// before the one that opens the second.
std::optional<std::size_t> split_at(const std::vector<Token>& tokens) {
    const auto is_comma = [](const Token& t) { return t.kind == TokenKind::comma; };
    const auto comma = std::find_if(tokens.begin(), tokens.end(), is_comma);
    if (comma != tokens.end() && comma + 1 != tokens.end()) return comma->end;
    const auto letter = std::find_if(tokens.begin(), tokens.end(), names_axis);
    if (letter == tokens.end()) return std::nullopt;
    if (letter != tokens.begin()) return letter->end;
    const auto other = std::find_if(letter, tokens.end(), [&](const Token& t) {
        return names_axis(t) && is_longitude(t) != is_longitude(*letter);
    });
    if (other == tokens.end()) return std::nullopt;
    return other->begin;
}

std::optional<bool> longitude_first_by_letters(std::string_view first, std::string_view second) {
    const auto first_tokens = tokenize_coordinate(first);
    const auto second_tokens = tokenize_coordinate(second);
    const auto a = std::find_if(first_tokens.begin(), first_tokens.end(), names_axis);
    const auto b = std::find_if(second_tokens.begin(), second_tokens.end(), names_axis);
    if (a != first_tokens.end()) return is_longitude(*a);
    if (b != second_tokens.end()) return !is_longitude(*b);
    return std::nullopt;
}

}  // namespace

ParsedPosition parse_position(std::string_view text) {
    const auto at = split_at(tokenize_coordinate(text));
    if (!at) {
        throw core::data_error(
            "'{}' is not a pair of latitude and longitude: a comma or a letter between them is expected",
            printable(text));
    }
    const std::string_view first = text.substr(0, *at);
    const std::string_view second = text.substr(*at);
    if (const auto longitude_first = longitude_first_by_letters(first, second)) {
        return *longitude_first ? parse_position(second, first) : parse_position(first, second);
    }
    const ParsedAngle a = parse_angle(first, Axis::longitude);
    const ParsedAngle b = parse_angle(second, Axis::longitude);
    const bool a_beyond = std::abs(a.degrees) > 90;
    const bool b_beyond = std::abs(b.degrees) > 90;
    if (a_beyond == b_beyond) {
        throw core::data_error(
            "'{}' does not say which of both is the latitude: N and E, or 北纬 and 东经, are expected",
            printable(text));
    }
    return a_beyond ? ParsedPosition{b, a} : ParsedPosition{a, b};
}

}  // namespace riskmap::observations
