#include "tileserver/http/negotiation.hpp"

#include <algorithm>

#include "geocore/core/text.hpp"
#include "tileserver/http/header_list.hpp"

namespace riskmap::tileserver::http {
namespace {

bool same_token(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (lower(a[i]) != lower(b[i])) return false;
    }
    return true;
}

/// The weight among an item's parameters; 1 where there is none, 0 where it is malformed.
double weight_of(std::string_view parameters) {
    while (!parameters.empty()) {
        const auto end = parameters.find(';');
        const auto parameter = core::trim(parameters.substr(0, end));
        parameters = end == std::string_view::npos ? std::string_view() : parameters.substr(end + 1);
        const auto equals = parameter.find('=');
        if (equals == std::string_view::npos || !same_token(core::trim(parameter.substr(0, equals)), "q"))
            continue;
        const double weight = core::parse_double(core::trim(parameter.substr(equals + 1))).value_or(0);
        return weight >= 0 && weight <= 1 ? weight : 0;
    }
    return 1;
}

struct Item {
    std::string_view name;
    double weight;
};

Item item_of(std::string_view text) {
    const auto semicolon = text.find(';');
    return {core::trim(text.substr(0, semicolon)),
            semicolon == std::string_view::npos ? 1.0 : weight_of(text.substr(semicolon + 1))};
}

/// 3 for the type itself, 2 for "image/*", 1 for "*/*", 0 where the range is another's.
int closeness(std::string_view range, std::string_view type) {
    if (range == "*/*" || range == "*") return 1;
    if (range.ends_with("/*"))
        return same_token(range.substr(0, range.size() - 1), type.substr(0, type.find('/') + 1)) ? 2 : 0;
    return same_token(range, type) ? 3 : 0;
}

}  // namespace

Encoding preferred_encoding(std::string_view accept_encoding) {
    double gzip = -1;
    double brotli = -1;
    double any = -1;
    for_each_item(accept_encoding, [&](std::string_view text) {
        const auto [name, weight] = item_of(text);
        if (same_token(name, "gzip") || same_token(name, "x-gzip")) gzip = weight;
        if (same_token(name, "br")) brotli = weight;
        if (name == "*") any = weight;
    });
    if (gzip < 0) gzip = any;
    if (brotli < 0) brotli = any;
    if (gzip <= 0 && brotli <= 0) return Encoding::identity;
    return brotli >= gzip ? Encoding::brotli : Encoding::gzip;
}

double quality_of(std::string_view accept, std::string_view type) {
    if (core::trim(accept).empty()) return 1;
    int closest = 0;
    double quality = 0;
    for_each_item(accept, [&](std::string_view text) {
        const auto [range, weight] = item_of(text);
        const int close = closeness(range, type);
        if (close == 0 || close < closest) return;
        quality = close == closest ? std::max(quality, weight) : weight;
        closest = close;
    });
    return quality;
}

int preferred_type(std::string_view accept, std::span<const std::string_view> offered) {
    int best = -1;
    double most = 0;
    for (std::size_t i = 0; i < offered.size(); ++i) {
        const double quality = quality_of(accept, offered[i]);
        if (quality <= most) continue;
        most = quality;
        best = static_cast<int>(i);
    }
    return best;
}

}  // namespace riskmap::tileserver::http
