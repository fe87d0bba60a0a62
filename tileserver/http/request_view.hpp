#pragma once

#include "tileserver/http/beast.hpp"
#include "tileserver/http/message.hpp"

namespace riskmap::tileserver::http {

/// A parsed message as the services see it; valid as long as the message. Lists that stand in several lines
/// are joined in it.
[[nodiscard]] Request view_of(boost::beast::http::request<boost::beast::http::string_body>& message);

}  // namespace riskmap::tileserver::http
