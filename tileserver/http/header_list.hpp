#pragma once

#include <string_view>

#include "geocore/core/text.hpp"

namespace riskmap::tileserver::http {

/// Calls `visit` with each trimmed item of a comma-separated header.
template <class Visit>
void for_each_item(std::string_view list, Visit visit) {
    while (!list.empty()) {
        const auto comma = list.find(',');
        visit(core::trim(list.substr(0, comma)));
        list = comma == std::string_view::npos ? std::string_view() : list.substr(comma + 1);
    }
}

}  // namespace riskmap::tileserver::http
