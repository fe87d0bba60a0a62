#include "tileserver/http/message.hpp"

#include <fmt/format.h>

#include "geocore/core/text.hpp"

namespace riskmap::tileserver::http {
namespace {

constexpr std::string_view kServer = "Server: riskmap/" RISKMAP_VERSION "\r\n";

std::string head_of(int status, const Headers& headers, std::string_view etag) {
    std::string head = fmt::format("HTTP/1.1 {} {}\r\n", status, reason_phrase(status));
    head += kServer;
    for (const auto& [name, value] : headers) {
        head += name;
        head += ": ";
        head += value;
        head += "\r\n";
    }
    if (!etag.empty()) {
        head += "ETag: ";
        head += etag;
        head += "\r\n";
    }
    return head;
}

/// Calls `visit` with each trimmed item of a comma-separated header.
template <class Visit>
void for_each_item(std::string_view list, Visit visit) {
    while (!list.empty()) {
        const auto comma = list.find(',');
        visit(core::trim(list.substr(0, comma)));
        list = comma == std::string_view::npos ? std::string_view() : list.substr(comma + 1);
    }
}

}  // namespace

std::shared_ptr<const Payload> make_payload(int status, std::string_view content_type, std::string body,
                                            std::string_view etag, const Headers& headers, int route) {
    auto payload = std::make_shared<Payload>();
    payload->status = status;
    payload->route = route;
    payload->etag = etag;
    payload->head = head_of(status, headers, etag);
    if (!etag.empty()) payload->not_modified_head = head_of(304, headers, etag);
    if (status != 204) {
        if (!content_type.empty()) payload->head += fmt::format("Content-Type: {}\r\n", content_type);
        payload->head += fmt::format("Content-Length: {}\r\n", body.size());
    }
    payload->body = std::move(body);
    return payload;
}

std::string_view reason_phrase(int status) {
    switch (status) {
        case 200:
            return "OK";
        case 204:
            return "No Content";
        case 206:
            return "Partial Content";
        case 304:
            return "Not Modified";
        case 400:
            return "Bad Request";
        case 401:
            return "Unauthorized";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 406:
            return "Not Acceptable";
        case 408:
            return "Request Timeout";
        case 413:
            return "Content Too Large";
        case 414:
            return "URI Too Long";
        case 415:
            return "Unsupported Media Type";
        case 416:
            return "Range Not Satisfiable";
        case 422:
            return "Unprocessable Content";
        case 431:
            return "Request Header Fields Too Large";
        case 500:
            return "Internal Server Error";
        case 501:
            return "Not Implemented";
        case 503:
            return "Service Unavailable";
        default:
            return "Status";
    }
}

bool matches_etag(std::string_view if_none_match, std::string_view etag) {
    if (if_none_match.empty() || etag.empty()) return false;
    bool found = false;
    for_each_item(if_none_match, [&](std::string_view item) {
        if (item.starts_with("W/")) item.remove_prefix(2);
        found = found || item == etag || item == "*";
    });
    return found;
}

bool accepts_gzip(std::string_view accept_encoding) {
    bool accepted = false;
    for_each_item(accept_encoding, [&](std::string_view item) {
        const auto semicolon = item.find(';');
        const auto name = core::trim(item.substr(0, semicolon));
        if (name != "gzip" && name != "x-gzip") return;
        const auto q = item.find("q=");
        accepted = q == std::string_view::npos || core::parse_double(item.substr(q + 2)).value_or(0) > 0;
    });
    return accepted;
}

}  // namespace riskmap::tileserver::http
