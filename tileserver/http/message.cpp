#include "tileserver/http/message.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "geocore/core/text.hpp"
#include "tileserver/http/header_list.hpp"

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

/// What a 304 says beside its tag (RFC 9110, 15.4.5): the rest stands with the answer that the client kept.
Headers of_not_modified(const Headers& headers) {
    constexpr std::array<std::string_view, 5> kSaid{"Cache-Control", "Vary", "Access-Control-Allow-Origin",
                                                    "X-Riskmap-Run", "X-Riskmap-Synthetic"};
    Headers said;
    std::copy_if(headers.begin(), headers.end(), std::back_inserter(said), [&](const auto& header) {
        return std::find(kSaid.begin(), kSaid.end(), header.first) != kSaid.end();
    });
    return said;
}

}  // namespace

std::shared_ptr<const Payload> make_payload(int status, std::string_view content_type, std::string body,
                                            std::string_view etag, const Headers& headers, int route,
                                            bool ranged) {
    auto payload = std::make_shared<Payload>();
    payload->status = status;
    payload->route = route;
    payload->ranged = ranged;
    payload->etag = etag;
    payload->head = head_of(status, headers, etag);
    if (ranged) payload->head += "Accept-Ranges: bytes\r\n";
    if (!etag.empty()) payload->not_modified_head = head_of(304, of_not_modified(headers), etag);
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
        case 303:
            return "See Other";
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
        case 417:
            return "Expectation Failed";
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

RangeVerdict parse_range(std::string_view header, std::size_t size, ByteRange& range) {
    constexpr std::string_view kUnit = "bytes=";
    if (!header.starts_with(kUnit)) return RangeVerdict::ignore;
    const auto spec = core::trim(header.substr(kUnit.size()));
    const auto dash = spec.find('-');
    if (dash == std::string_view::npos || spec.find_first_not_of("0123456789-") != std::string_view::npos ||
        spec.find('-', dash + 1) != std::string_view::npos) {
        return RangeVerdict::ignore;
    }
    const auto first = core::parse_integer(spec.substr(0, dash));
    const auto last = core::parse_integer(spec.substr(dash + 1));
    if (!first && !last) return RangeVerdict::ignore;
    if (!first) {  // the last so many bytes
        const auto count = std::min(static_cast<std::size_t>(*last), size);
        if (count == 0) return RangeVerdict::unsatisfiable;
        range = {size - count, size - 1};
        return RangeVerdict::satisfiable;
    }
    if (last && *last < *first) return RangeVerdict::ignore;
    range.first = static_cast<std::size_t>(*first);
    if (range.first >= size) return RangeVerdict::unsatisfiable;
    range.last = last ? std::min(static_cast<std::size_t>(*last), size - 1) : size - 1;
    return RangeVerdict::satisfiable;
}

std::shared_ptr<const Payload> partial(const Payload& whole, const ByteRange& range) {
    auto part = std::make_shared<Payload>();
    part->status = 206;
    part->route = whole.route;
    part->etag = whole.etag;
    const auto from = whole.head.find("\r\n") + 2;
    const auto to = whole.head.rfind("Content-Length:");  // make_payload() writes it last
    part->head = fmt::format("HTTP/1.1 {} {}\r\n{}", part->status, reason_phrase(part->status),
                             std::string_view(whole.head).substr(from, to - from));
    part->body = whole.body.substr(range.first, range.last - range.first + 1);
    part->head += fmt::format("Content-Range: bytes {}-{}/{}\r\nContent-Length: {}\r\n", range.first,
                              range.last, whole.body.size(), part->body.size());
    return part;
}

}  // namespace riskmap::tileserver::http
