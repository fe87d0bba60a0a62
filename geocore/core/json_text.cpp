#include "geocore/core/json_text.hpp"

#include <fmt/format.h>

#include "geocore/core/text.hpp"

namespace riskmap::core {

std::string json_string(std::string_view text) {
    if (!is_valid_utf8(text)) text = "(not UTF-8)";
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        } else {
            out += c;
        }
    }
    return out + '"';
}

}  // namespace riskmap::core
