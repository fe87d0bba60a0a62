#include "tileserver/api/target.hpp"

#include <fmt/format.h>

#include "geocore/core/text.hpp"
#include "tileserver/api/error_table.hpp"

namespace riskmap::tileserver::api {
namespace {

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::string decoded(std::string_view text, bool plus_is_space) {
    const auto plain = percent_decode(text, plus_is_space);
    if (!plain) throw ApiError(ErrorCode::target_malformed, "the address holds a malformed %-escape");
    if (!core::is_valid_utf8(*plain)) throw ApiError(ErrorCode::target_malformed, "the address is not UTF-8");
    for (const char c : *plain) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
            throw ApiError(ErrorCode::target_malformed, "the address holds a control character");
        }
    }
    return *plain;
}

void parse_query(std::string_view raw, Target& target) {
    while (!raw.empty()) {
        const auto end = raw.find('&');
        const auto item = raw.substr(0, end);
        raw = end == std::string_view::npos ? std::string_view() : raw.substr(end + 1);
        if (item.empty()) continue;
        const auto equals = item.find('=');
        std::string name = decoded(item.substr(0, equals), true);
        std::string value = equals == std::string_view::npos ? "" : decoded(item.substr(equals + 1), true);
        if (target.find(name) != nullptr) throw invalid_parameter(name, value, "one value (it stands twice)");
        target.query.emplace_back(std::move(name), std::move(value));
    }
}

}  // namespace

const std::string* Target::find(std::string_view name) const {
    for (const auto& [key, value] : query) {
        if (key == name) return &value;
    }
    return nullptr;
}

std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space) {
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus_is_space) {
            plain += ' ';
        } else if (text[i] != '%') {
            plain += text[i];
        } else {
            if (i + 2 >= text.size()) return std::nullopt;
            const int high = hex_digit(text[i + 1]);
            const int low = hex_digit(text[i + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            plain += static_cast<char>(high * 16 + low);
            i += 2;
        }
    }
    return plain;
}

std::string percent_encode(std::string_view text) {
    std::string encoded;
    for (const char c : text) {
        const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           c == '-' || c == '_' || c == '.' || c == '~' || c == ',' || c == ':';
        if (plain) {
            encoded += c;
        } else {
            fmt::format_to(std::back_inserter(encoded), "%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return encoded;
}

Target parse_target(std::string_view raw) {
    if (raw.empty() || raw.front() != '/') {
        throw ApiError(ErrorCode::target_malformed, "the address is no absolute path");
    }
    if (raw.find('#') != std::string_view::npos) {
        throw ApiError(ErrorCode::target_malformed, "the address holds a fragment");
    }
    Target target;
    const auto question = raw.find('?');
    const auto path = raw.substr(0, question);
    target.path = path;
    for (const auto& segment : core::split(path.substr(1), '/'))
        target.segments.push_back(decoded(segment, false));
    if (target.segments.size() == 1 && target.segments.front().empty()) target.segments.clear();
    if (question != std::string_view::npos) parse_query(raw.substr(question + 1), target);
    return target;
}

void require_known(const Target& target, const std::vector<std::string>& known) {
    for (const auto& [name, value] : target.query) {
        bool found = false;
        for (const auto& candidate : known) found = found || candidate == name;
        if (found) continue;
        throw ApiError(
            ErrorCode::parameter_unknown,
            known.empty() ? fmt::format("parameter '{}' is not known; this address takes none", name)
                          : fmt::format("parameter '{}' is not known{}", name, core::suggestion(name, known)))
            .about(name, value, core::join(known, ", "));
    }
}

void require_format(const Target& target, const std::vector<std::string>& formats) {
    const std::string* format = target.find("f");
    if (format == nullptr) return;
    for (const auto& allowed : formats) {
        if (*format == allowed) return;
    }
    throw invalid_parameter("f", *format, core::join(formats, ", "));
}

double number_parameter(const Target& target, const std::string& name, double minimum, double maximum) {
    const std::string allowed = fmt::format("a number from {} to {}", minimum, maximum);
    const std::string* text = target.find(name);
    if (text == nullptr) {
        throw ApiError(ErrorCode::parameter_missing,
                       fmt::format("parameter '{}' is missing; {}", name, allowed))
            .about(name, "", allowed);
    }
    const auto value = core::parse_double(*text);
    if (!value || *value < minimum || *value > maximum) throw invalid_parameter(name, *text, allowed);
    return *value;
}

long long integer_parameter(const Target& target, const std::string& name, long long minimum,
                            long long maximum, long long fallback) {
    const std::string* text = target.find(name);
    if (text == nullptr) return fallback;
    const auto value = core::parse_integer(*text);
    if (!value || *value < minimum || *value > maximum) {
        throw invalid_parameter(name, *text, fmt::format("a whole number from {} to {}", minimum, maximum));
    }
    return *value;
}

int plain_integer(const std::string& name, std::string_view text, int maximum) {
    bool plain = !text.empty() && text.size() <= 9 && (text.size() == 1 || text.front() != '0');
    for (const char c : text) plain = plain && c >= '0' && c <= '9';
    if (!plain)
        throw invalid_parameter(name, std::string(text), fmt::format("a whole number from 0 to {}", maximum));
    return std::stoi(std::string(text));
}

std::optional<grid::Box> bbox_parameter(const Target& target, AxisOrder order) {
    const std::string* text = target.find("bbox");
    if (text == nullptr) return std::nullopt;
    const char* expected = order.y_first ? "YMIN,XMIN,YMAX,XMAX" : "XMIN,YMIN,XMAX,YMAX";
    std::vector<double> numbers;
    for (const auto& part : core::split(*text, ',')) {
        const auto number = core::parse_double(part);
        if (!number) throw invalid_parameter("bbox", *text, fmt::format("{}, four numbers", expected));
        numbers.push_back(*number);
    }
    if (numbers.size() == 6) numbers = {numbers[0], numbers[1], numbers[3], numbers[4]};
    if (numbers.size() == 4 && order.y_first) numbers = {numbers[1], numbers[0], numbers[3], numbers[2]};
    const auto is_longitude = [](double x) { return x >= -180 && x <= 180; };
    const bool fits =
        numbers.size() == 4 && numbers[1] <= numbers[3] &&
        (numbers[0] <= numbers[2] || (order.degrees && is_longitude(numbers[0]) && is_longitude(numbers[2])));
    if (!fits) {
        throw invalid_parameter("bbox", *text,
                                fmt::format("{} with YMIN <= YMAX and XMIN <= XMAX{}", expected,
                                            order.degrees ? ", or longitudes across the antimeridian" : ""));
    }
    return grid::Box{numbers[0], numbers[1], numbers[2], numbers[3]};
}

std::vector<grid::Box> parts_of(const grid::Box& box) {
    if (box.xmin <= box.xmax) return {box};
    return {{box.xmin, box.ymin, 180, box.ymax}, {-180, box.ymin, box.xmax, box.ymax}};
}

}  // namespace riskmap::tileserver::api
