#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace riskmap::reports {

/// Fills a mustache template: {{name}} (escaped for HTML), {{{name}}} (as it is), {{#list}}...{{/list}},
/// {{^empty}}...{{/empty}} (for empty lists, empty texts and what is not true). Names are looked up from the
/// innermost list outwards.
/// @param facts objects, lists, texts and truth values
/// @param source names the template in errors
/// @throws Error (data) naming template, line and the nearest name that exists, or what is wrong with the
/// tags.
[[nodiscard]] std::string fill(const std::string& text, const nlohmann::ordered_json& facts,
                               const std::string& source);

}  // namespace riskmap::reports
