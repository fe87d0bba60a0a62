#pragma once

#include <string>
#include <string_view>

namespace riskmap::core {

/// Text between tags or within double quotes of an XML document.
[[nodiscard]] std::string xml_escaped(std::string_view text);

/// The same for HTML, within single quotes too.
[[nodiscard]] std::string html_escaped(std::string_view text);

}  // namespace riskmap::core
