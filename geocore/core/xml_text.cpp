#include "geocore/core/xml_text.hpp"

namespace riskmap::core {
namespace {

/// Nothing for a character that stands for itself.
std::string_view entity_of(char c) {
    switch (c) {
        case '<':
            return "&lt;";
        case '>':
            return "&gt;";
        case '&':
            return "&amp;";
        case '"':
            return "&quot;";
        default:
            return {};
    }
}

}  // namespace

std::string xml_escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const auto entity = entity_of(c);
        if (entity.empty()) {
            out += c;
        } else {
            out += entity;
        }
    }
    return out;
}

std::string html_escaped(std::string_view text) {
    std::string out = xml_escaped(text);
    for (std::size_t at = out.find('\''); at != std::string::npos; at = out.find('\'', at)) {
        out.replace(at, 1, "&#39;");
    }
    return out;
}

}  // namespace riskmap::core
