#pragma once

#include <pugixml.hpp>
#include <string>

namespace riskmap::reports {

/// Reads well-formed HTML. @throws Error (data) naming the template and the line.
void load_html(pugi::xml_document& document, const std::string& html, const std::string& source);

/// The text within an element; white space as HTML has it: runs of it are one space, none at the ends; <br/>
/// is a line's end.
[[nodiscard]] std::string text_of(const pugi::xml_node& node);
/// The same as Pango markup, which keeps <sub> and <sup>.
[[nodiscard]] std::string markup_of(const pugi::xml_node& node);

/// Whether `name` is one of the words of a class attribute.
[[nodiscard]] bool has_class(const std::string& classes, const std::string& name);
[[nodiscard]] bool has_class(const pugi::xml_node& node, const std::string& name);

}  // namespace riskmap::reports
