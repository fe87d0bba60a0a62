#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace riskmap::tileserver::service {

/// One entry of a `links` array (OGC API Common, RFC 8288): the title is left out where it is empty.
[[nodiscard]] inline nlohmann::ordered_json link(const std::string& href, const char* rel, const char* type,
                                                 const std::string& title = {}) {
    nlohmann::ordered_json made{{"href", href}, {"rel", rel}, {"type", type}};
    if (!title.empty()) made["title"] = title;
    return made;
}

/// The same for an address with {variables} in it.
[[nodiscard]] inline nlohmann::ordered_json link_template(const std::string& href, const char* rel,
                                                          const char* type) {
    auto made = link(href, rel, type);
    made["templated"] = true;
    return made;
}

}  // namespace riskmap::tileserver::service
