#include "tileserver/http/request_view.hpp"

#include "geocore/core/text.hpp"

namespace riskmap::tileserver::http {
namespace {

namespace beast = boost::beast;

std::string_view as_view(boost::beast::string_view text) {
    return {text.data(), text.size()};
}

Method method_of(beast::http::verb verb) {
    switch (verb) {
        case beast::http::verb::get:
            return Method::get;
        case beast::http::verb::head:
            return Method::head;
        case beast::http::verb::options:
            return Method::options;
        case beast::http::verb::post:
            return Method::post;
        default:
            return Method::other;
    }
}

/// RFC 9112, 3.2.2: the absolute form must be taken too, and its authority is then the host.
void undo_absolute_form(Request& request) {
    const auto scheme = request.target.find("://");
    if (scheme == std::string_view::npos) return;
    const auto name = core::to_lower_ascii(request.target.substr(0, scheme));
    if (name != "http" && name != "https") return;
    const auto rest = request.target.substr(scheme + 3);
    const auto path = rest.find('/');
    request.host = rest.substr(0, path);
    request.target = path == std::string_view::npos ? std::string_view("/") : rest.substr(path);
}

/// A list may stand in several lines (RFC 9110, 5.3): they become one.
void join_lines(beast::http::request<beast::http::string_body>& message, beast::http::field name) {
    if (message.count(name) < 2) return;
    std::string all;
    const auto [first, last] = message.equal_range(name);
    for (auto line = first; line != last; ++line) {
        if (!all.empty()) all += ", ";
        all += as_view(line->value());
    }
    message.set(name, all);
}

}  // namespace

Request view_of(beast::http::request<beast::http::string_body>& message) {
    using beast::http::field;
    for (const auto name : {field::accept, field::accept_encoding, field::if_none_match}) {
        join_lines(message, name);
    }
    Request request;
    request.method = method_of(message.method());
    request.target = as_view(message.target());
    request.body = message.body();
    for (const auto& line : message) {
        const auto value = as_view(line.value());
        switch (line.name()) {
            case field::host:
                request.host = value;
                break;
            case field::accept:
                request.accept = value;
                break;
            case field::accept_encoding:
                request.accept_encoding = value;
                break;
            case field::authorization:
                request.authorization = value;
                break;
            case field::content_type:
                request.content_type = value;
                break;
            case field::if_none_match:
                request.if_none_match = value;
                break;
            case field::if_range:
                request.if_range = value;
                break;
            case field::range:
                request.range = value;
                break;
            default:
                break;
        }
    }
    undo_absolute_form(request);
    return request;
}

}  // namespace riskmap::tileserver::http
