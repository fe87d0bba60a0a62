#include "mapgen/sources/permit_number.hpp"

#include <fmt/format.h>

#include <array>

namespace riskmap::sources {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
constexpr std::size_t kCreditCode = 18;
constexpr std::size_t kPermit = 22;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_capital(char c) {
    return c >= 'A' && c <= 'Z';
}

int alphanumeric_value(char c) {
    return is_digit(c) ? c - '0' : c - 'A' + 10;
}

/// Characters of UTF-8 text, so that a full-width digit counts as one.
std::size_t count_characters(std::string_view text) {
    std::size_t count = 0;
    for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
    return count;
}

std::string_view character_at(std::string_view text, std::size_t begin) {
    std::size_t end = begin + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
    return text.substr(begin, end - begin);
}

Fault at(std::size_t position, std::string_view character, const std::string& zh, const std::string& en) {
    return {fmt::format("第{}位是“{}”，{}", position, character, zh),
            fmt::format("character {} is '{}'; {}", position, character, en)};
}

std::optional<Fault> foreign_character(std::string_view number) {
    std::size_t position = 0;
    for (std::size_t i = 0; i < number.size();) {
        const std::string_view character = character_at(number, i);
        ++position;
        if (character.size() > 1)
            return at(position, character, "应为半角数字或大写字母",
                      "half-width digits and capitals are expected");
        if (character[0] >= 'a' && character[0] <= 'z')
            return at(position, character, "应为大写字母", "a capital letter is expected");
        if (!is_digit(character[0]) && !is_capital(character[0]))
            return at(position, character, "只能是数字和大写字母", "only digits and capitals are allowed");
        i += character.size();
    }
    return std::nullopt;
}

std::optional<Fault> wrong_length(std::string_view number) {
    const std::size_t length = count_characters(number);
    if (length == kPermit) return std::nullopt;
    if (length == kCreditCode) {
        return Fault{"只有18位，是统一社会信用代码，缺少许可证的后4位(如001P)",
                     "has 18 characters, a unified social credit code; the permit's last 4 (such as 001P) "
                     "are missing"};
    }
    return Fault{fmt::format("有{}位，应为22位", length),
                 fmt::format("has {} characters; 22 are expected", length)};
}

std::optional<Fault> wrong_credit_code(std::string_view code) {
    for (std::size_t i = 0; i < kCreditCode; ++i) {
        if (kAlphabet.find(code[i]) == std::string_view::npos) {
            return at(i + 1, code.substr(i, 1), "信用代码不使用字母I、O、S、V、Z",
                      "a credit code does not use the letters I, O, S, V and Z");
        }
    }
    for (std::size_t i = 2; i < 8; ++i) {
        if (!is_digit(code[i])) {
            return at(i + 1, code.substr(i, 1), "第3至8位是登记机关行政区划码，应为数字",
                      "characters 3 to 8 are the registering authority's area code, digits");
        }
    }
    const char organisation = organisation_check_character(code.substr(8, 8));
    if (code[16] != organisation) {
        return at(17, code.substr(16, 1),
                  fmt::format("按第9至16位计算组织机构代码校验码应为“{}”", organisation),
                  fmt::format("by characters 9 to 16 the organisation code's check character is '{}'",
                              organisation));
    }
    const char check = credit_code_check_character(code.substr(0, 17));
    if (code[17] != check) {
        return at(18, code.substr(17, 1), fmt::format("按前17位计算校验码应为“{}”", check),
                  fmt::format("by the first 17 the check character is '{}'", check));
    }
    return std::nullopt;
}

std::optional<Fault> wrong_serial(std::string_view number) {
    for (std::size_t i = kCreditCode; i < kCreditCode + 3; ++i) {
        if (!is_digit(number[i])) {
            return at(i + 1, number.substr(i, 1), "第19至21位是顺序码，应为数字",
                      "characters 19 to 21 are the serial number, digits");
        }
    }
    if (number.substr(kCreditCode, 3) == "000")
        return Fault{"顺序码是000，应从001起", "the serial number is 000; it begins at 001"};
    return std::nullopt;
}

}  // namespace

char credit_code_check_character(std::string_view first_17) {
    std::size_t sum = 0;
    std::size_t weight = 1;
    for (const char c : first_17) {
        sum += kAlphabet.find(c) * weight;
        weight = weight * 3 % 31;
    }
    return kAlphabet[(31 - sum % 31) % 31];
}

char organisation_check_character(std::string_view first_8) {
    constexpr std::array<int, 8> kWeights{3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (std::size_t i = 0; i < kWeights.size(); ++i) sum += alphanumeric_value(first_8[i]) * kWeights[i];
    const int check = 11 - sum % 11;
    if (check == 10) return 'X';
    return check == 11 ? '0' : static_cast<char>('0' + check);
}

std::optional<Fault> permit_fault(std::string_view number) {
    if (number.empty()) return Fault{"没有填写", "is missing"};
    if (auto fault = foreign_character(number)) return fault;
    if (auto fault = wrong_length(number)) return fault;
    if (!number.starts_with("H9")) {
        if (auto fault = wrong_credit_code(number.substr(0, kCreditCode))) return fault;
    }
    return wrong_serial(number);
}

}  // namespace riskmap::sources
