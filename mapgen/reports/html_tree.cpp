#include "mapgen/reports/html_tree.hpp"

#include <algorithm>
#include <cstring>
#include <string_view>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "geocore/core/xml_text.hpp"

namespace riskmap::reports {
namespace {

void add_words(std::string_view words, std::string& out) {
    for (const char c : words) {
        const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (!space) {
            out += c;
        } else if (!out.empty() && out.back() != ' ' && out.back() != '\n') {
            out += ' ';
        }
    }
}

void add_text(const pugi::xml_node& node, bool markup, std::string& out) {
    for (const auto& child : node.children()) {
        const std::string name = child.name();
        if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
            add_words(markup ? core::xml_escaped(child.value()) : child.value(), out);
        } else if (name == "br") {
            out += '\n';
        } else if (markup && (name == "sub" || name == "sup")) {
            out += "<" + name + ">";
            add_text(child, markup, out);
            out += "</" + name + ">";
        } else {
            add_text(child, markup, out);
        }
    }
}

std::string trimmed_text(const pugi::xml_node& node, bool markup) {
    std::string text;
    add_text(node, markup, text);
    return std::string(core::trim(text));
}

}  // namespace

void load_html(pugi::xml_document& document, const std::string& html, const std::string& source) {
    const auto result = document.load_buffer(
        html.data(), html.size(), pugi::parse_default | pugi::parse_ws_pcdata, pugi::encoding_utf8);
    if (result) return;
    const auto line = 1 + std::count(html.begin(), html.begin() + result.offset, '\n');
    throw core::data_error("{}: line {} of what it becomes is not well-formed: {}", source, line,
                           result.description());
}

std::string text_of(const pugi::xml_node& node) {
    return trimmed_text(node, false);
}

std::string markup_of(const pugi::xml_node& node) {
    return trimmed_text(node, true);
}

bool has_class(const std::string& classes, const std::string& name) {
    return (" " + classes + " ").find(" " + name + " ") != std::string::npos;
}

bool has_class(const pugi::xml_node& node, const std::string& name) {
    return has_class(std::string(node.attribute("class").value()), name);
}

}  // namespace riskmap::reports
