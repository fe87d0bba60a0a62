#pragma once

#include "tileserver/http/beast.hpp"
#include "tileserver/http/message.hpp"

namespace riskmap::tileserver::http {

/// A parsed message as the services see it; valid as long as the message.
[[nodiscard]] Request view_of(const boost::beast::http::request<boost::beast::http::string_body>& message);

}  // namespace riskmap::tileserver::http
