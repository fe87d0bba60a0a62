#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

namespace riskmap::tileserver::service {

/// `components.schemas` of the OpenAPI document.
[[nodiscard]] const nlohmann::ordered_json& openapi_schemas();
/// `content` of a route's answer 200; null where the document describes it in words alone.
[[nodiscard]] nlohmann::ordered_json openapi_content(std::string_view route_id);

}  // namespace riskmap::tileserver::service
