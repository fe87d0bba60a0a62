#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace riskmap::sources {

/// What is wrong with a text, said in both languages.
struct Fault {
    std::string zh;
    std::string en;
};

/// The 18th character of a unified social credit code: 31 - (sum of C_i * 3^(i-1) mod 31) mod 31 over its
/// first 17 (GB 32100-2015, 5.5).
/// @pre 17 characters of the code's alphabet: digits and capitals without I, O, S, V, Z.
[[nodiscard]] char credit_code_check_character(std::string_view first_17);

/// The 9th character of an organisation code, which is the 17th of a credit code: 11 - sum of C_i * W_i mod
/// 11, X for 10 (GB 11714-1997). @pre 8 digits or capitals.
[[nodiscard]] char organisation_check_character(std::string_view first_8);

/// The first fault of a permit number: a unified social credit code (18), a serial number (3 digits) and one
/// character, P in HJ 608-2017. Permits of units without a credit code begin with H9; their check character
/// has another rule and is not judged. Nothing where the number is sound; an empty text is a fault.
[[nodiscard]] std::optional<Fault> permit_fault(std::string_view number);

}  // namespace riskmap::sources
