#include "mapgen/observations/coordinate_tokens.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "geocore/core/text.hpp"

namespace riskmap::observations {
namespace {

constexpr std::size_t kShownBytes = 60;

struct Spelling {
    std::string_view text;
    TokenKind kind;
    std::string_view value;
};

// Longest first where one begins another.
constexpr std::array kSpellings{
    Spelling{"北纬", TokenKind::letter, "N"},     Spelling{"北緯", TokenKind::letter, "N"},
    Spelling{"南纬", TokenKind::letter, "S"},     Spelling{"南緯", TokenKind::letter, "S"},
    Spelling{"东经", TokenKind::letter, "E"},     Spelling{"東經", TokenKind::letter, "E"},
    Spelling{"西经", TokenKind::letter, "W"},     Spelling{"西經", TokenKind::letter, "W"},
    Spelling{"纬度", TokenKind::axis_word, "N"},  Spelling{"緯度", TokenKind::axis_word, "N"},
    Spelling{"经度", TokenKind::axis_word, "E"},  Spelling{"經度", TokenKind::axis_word, "E"},
    Spelling{"°", TokenKind::degree_mark, ""},    Spelling{"º", TokenKind::degree_mark, ""},
    Spelling{"˚", TokenKind::degree_mark, ""},    Spelling{"゜", TokenKind::degree_mark, ""},
    Spelling{"⁰", TokenKind::degree_mark, ""},    Spelling{"度", TokenKind::degree_mark, ""},
    Spelling{"d", TokenKind::degree_mark, ""},    Spelling{"D", TokenKind::degree_mark, ""},
    Spelling{"''", TokenKind::second_mark, ""},   Spelling{"’’", TokenKind::second_mark, ""},
    Spelling{"‘‘", TokenKind::second_mark, ""},   Spelling{"′′", TokenKind::second_mark, ""},
    Spelling{"＇＇", TokenKind::second_mark, ""}, Spelling{"´´", TokenKind::second_mark, ""},
    Spelling{"``", TokenKind::second_mark, ""},   Spelling{"'", TokenKind::minute_mark, ""},
    Spelling{"’", TokenKind::minute_mark, ""},    Spelling{"‘", TokenKind::minute_mark, ""},
    Spelling{"′", TokenKind::minute_mark, ""},    Spelling{"ʹ", TokenKind::minute_mark, ""},
    Spelling{"＇", TokenKind::minute_mark, ""},   Spelling{"´", TokenKind::minute_mark, ""},
    Spelling{"`", TokenKind::minute_mark, ""},    Spelling{"分", TokenKind::minute_mark, ""},
    Spelling{"\"", TokenKind::second_mark, ""},   Spelling{"”", TokenKind::second_mark, ""},
    Spelling{"“", TokenKind::second_mark, ""},    Spelling{"″", TokenKind::second_mark, ""},
    Spelling{"ʺ", TokenKind::second_mark, ""},    Spelling{"＂", TokenKind::second_mark, ""},
    Spelling{"〃", TokenKind::second_mark, ""},   Spelling{"秒", TokenKind::second_mark, ""},
    Spelling{":", TokenKind::colon, ""},          Spelling{"：", TokenKind::colon, ""},
    Spelling{"-", TokenKind::hyphen, ""},         Spelling{"−", TokenKind::hyphen, ""},
    Spelling{"－", TokenKind::hyphen, ""},        Spelling{"–", TokenKind::hyphen, ""},
    Spelling{",", TokenKind::comma, ""},          Spelling{"，", TokenKind::comma, ""},
    Spelling{";", TokenKind::comma, ""},          Spelling{"；", TokenKind::comma, ""},
    Spelling{"、", TokenKind::comma, ""},
};

constexpr std::array kSpaces{std::string_view(" "),      std::string_view("\t"),
                             std::string_view("\n"),     std::string_view("\r"),
                             std::string_view("\u00A0"), std::string_view("\u3000"),
                             std::string_view("\u2009"), std::string_view("\u202F"),
                             std::string_view("\u200B"), std::string_view("\uFEFF")};

/// Length in bytes of the character at the front; 1 for a byte that begins none.
std::size_t character_length(std::string_view text) {
    for (std::size_t length = 1; length <= std::min<std::size_t>(4, text.size()); ++length) {
        if (core::is_valid_utf8(text.substr(0, length))) return length;
    }
    return 1;
}

/// ASCII of a full-width form (U+FF01 to U+FF5E), the character itself where it is ASCII, else 0.
char to_ascii(std::string_view character) {
    if (character.size() == 1) {
        const auto byte = static_cast<unsigned char>(character[0]);
        return byte < 0x80 ? character[0] : '\0';
    }
    if (character.size() != 3 || character[0] != '\xEF') return '\0';
    const unsigned int code = ((static_cast<unsigned char>(character[1]) & 0x3FU) << 6U) |
                              (static_cast<unsigned char>(character[2]) & 0x3FU);
    const unsigned int offset = code + 0xF000U;
    if (offset < 0xFF01U || offset > 0xFF5EU) return '\0';
    return static_cast<char>(offset - 0xFF01U + 0x21U);
}

bool is_digit_or_point(char c) {
    return (c >= '0' && c <= '9') || c == '.';
}

std::string_view hemisphere(char c) {
    switch (c) {
        case 'N':
        case 'n':
            return "N";
        case 'S':
        case 's':
            return "S";
        case 'E':
        case 'e':
            return "E";
        case 'W':
        case 'w':
            return "W";
        default:
            return {};
    }
}

class Tokenizer {
  public:
    explicit Tokenizer(std::string_view text) : text_(text) {}

    std::vector<Token> run() {
        while (at_ < text_.size()) step();
        return std::move(tokens_);
    }

  private:
    void step() {
        const std::string_view rest = text_.substr(at_);
        for (const std::string_view space : kSpaces) {
            if (rest.starts_with(space)) {
                at_ += space.size();
                return;
            }
        }
        const std::string_view character = rest.substr(0, character_length(rest));
        const char ascii = to_ascii(character);
        if (is_digit_or_point(ascii)) return number();
        for (const Spelling& spelling : kSpellings) {
            if (rest.starts_with(spelling.text))
                return add(spelling.kind, spelling.value, spelling.text.size());
        }
        const std::string_view letter = hemisphere(ascii);
        add(letter.empty() ? TokenKind::other : TokenKind::letter, letter.empty() ? character : letter,
            character.size());
    }

    void number() {
        const std::size_t begin = at_;
        std::string digits;
        while (at_ < text_.size()) {
            const std::string_view rest = text_.substr(at_);
            const std::size_t length = character_length(rest);
            const char ascii = to_ascii(rest.substr(0, length));
            if (!is_digit_or_point(ascii)) break;
            digits += ascii;
            at_ += length;
        }
        tokens_.push_back({TokenKind::number, std::move(digits), begin, at_});
    }

    void add(TokenKind kind, std::string_view value, std::size_t length) {
        tokens_.push_back({kind, std::string(value), at_, at_ + length});
        at_ += length;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> tokenize_coordinate(std::string_view text) {
    return Tokenizer(text).run();
}

std::string printable(std::string_view text) {
    std::string shown;
    while (!text.empty()) {
        if (shown.size() >= kShownBytes) return shown + "...";
        const std::string_view character = text.substr(0, character_length(text));
        text.remove_prefix(character.size());
        const auto byte = static_cast<unsigned char>(character[0]);
        const bool plain = character.size() > 1 || (byte >= 0x20 && byte < 0x7F);
        shown += plain ? std::string(character) : fmt::format("\\x{:02X}", byte);
    }
    return shown;
}

}  // namespace riskmap::observations
