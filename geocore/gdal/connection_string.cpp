#include "geocore/gdal/connection_string.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"

namespace riskmap::gdal {
namespace {

using Settings = std::vector<std::pair<std::string, std::string>>;

constexpr std::string_view kKeywordPrefix = "PG:";
constexpr std::array<std::string_view, 2> kUriPrefixes{"postgresql://", "postgres://"};
/// Whose values no message may show.
constexpr std::array<std::string_view, 6> kSecretKeys{"password", "user",    "passfile",
                                                      "sslkey",   "sslcert", "sslpassword"};

core::Error malformed(std::string_view why) {
    return {core::ErrorKind::data, fmt::format("the connection string is malformed: {}", why),
            "Allowed: \"PG:host=HOST dbname=DATABASE user=USER\" or \"postgresql://USER@HOST/DATABASE\"; the "
            "password comes from PGPASSWORD, ~/.pgpass or ${NAME}."};
}

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// libpq's keywords and values: key = value, key = 'value with \' in it'.
class KeywordParser {
  public:
    explicit KeywordParser(std::string_view text) : text_(text) {}

    Settings run() {
        Settings settings;
        for (skip_blanks(); at_ < text_.size(); skip_blanks()) {
            std::string key = name();
            settings.emplace_back(std::move(key), value());
        }
        return settings;
    }

  private:
    void skip_blanks() {
        while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
    }

    std::string name() {
        const std::size_t begin = at_;
        while (at_ < text_.size() && text_[at_] != '=' && !is_blank(text_[at_])) ++at_;
        std::string key(text_.substr(begin, at_ - begin));
        skip_blanks();
        if (key.empty() || at_ >= text_.size() || text_[at_] != '=') throw malformed("key=value is expected");
        ++at_;
        skip_blanks();
        return core::to_lower_ascii(key);
    }

    std::string value() {
        const bool quoted = at_ < text_.size() && text_[at_] == '\'';
        if (quoted) ++at_;
        std::string text;
        for (; at_ < text_.size(); ++at_) {
            if (quoted ? text_[at_] == '\'' : is_blank(text_[at_])) break;
            if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
            text += text_[at_];
        }
        if (quoted && at_ >= text_.size()) throw malformed("a quotation mark is never closed");
        if (quoted) ++at_;
        return text;
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::string percent_decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
        const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
        if (high < 0 || low < 0) throw malformed("'%' without two hexadecimal digits");
        out += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return out;
}

void add(Settings& settings, std::string key, std::string_view encoded) {
    if (!encoded.empty()) settings.emplace_back(std::move(key), percent_decoded(encoded));
}

/// [user[:password]@][host[:port]][/database][?key=value&...] after the scheme.
Settings parse_uri(std::string_view rest) {
    Settings settings;
    const std::size_t question = rest.find('?');
    const std::string_view options =
        question == std::string_view::npos ? std::string_view() : rest.substr(question + 1);
    rest = rest.substr(0, question);
    const std::size_t slash = rest.find('/');
    const std::string_view database =
        slash == std::string_view::npos ? std::string_view() : rest.substr(slash + 1);
    std::string_view authority = rest.substr(0, slash);
    if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
        const std::string_view who = authority.substr(0, at);
        const std::size_t colon = who.find(':');
        add(settings, "user", who.substr(0, colon));
        if (colon != std::string_view::npos) add(settings, "password", who.substr(colon + 1));
        authority = authority.substr(at + 1);
    }
    const std::size_t bracket = authority.starts_with('[') ? authority.find(']') : 0;
    if (bracket == std::string_view::npos) throw malformed("'[' without ']'");
    const std::size_t colon = authority.find(':', bracket);
    const std::string_view host = authority.substr(0, colon);
    add(settings, "host", host.starts_with('[') ? host.substr(1, host.size() - 2) : host);
    if (colon != std::string_view::npos) add(settings, "port", authority.substr(colon + 1));
    add(settings, "dbname", database);
    for (const auto& option : options.empty() ? std::vector<std::string>() : core::split(options, '&')) {
        const std::size_t equals = option.find('=');
        if (equals == std::string::npos || equals == 0) throw malformed("key=value is expected after '?'");
        add(settings, option.substr(0, equals), std::string_view(option).substr(equals + 1));
    }
    return settings;
}

std::string from_environment(std::string_view text) {
    std::string out;
    while (true) {
        const std::size_t begin = text.find("${");
        const std::size_t end = begin == std::string_view::npos ? begin : text.find('}', begin);
        if (end == std::string_view::npos) return out + std::string(text);
        const std::string name(text.substr(begin + 2, end - begin - 2));
        const char* value = std::getenv(name.c_str());
        if (value == nullptr) {
            throw core::data_error("environment variable '{}', which the connection string names, is not set",
                                   name);
        }
        out += std::string(text.substr(0, begin)) + value;
        text.remove_prefix(end + 1);
    }
}

std::string quoted(std::string_view value) {
    std::string out = "'";
    for (const char c : value) {
        if (c == '\'' || c == '\\') out += '\\';
        out += c;
    }
    return out + "'";
}

void replace_all(std::string& text, const std::string& what, std::string_view by) {
    if (what.empty()) return;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
        text.replace(at, what.size(), by);
    }
}

std::optional<std::string_view> after_uri_scheme(std::string_view text) {
    for (const std::string_view prefix : kUriPrefixes) {
        if (core::to_lower_ascii(text.substr(0, prefix.size())) == prefix) return text.substr(prefix.size());
    }
    return std::nullopt;
}

bool has_keyword_prefix(std::string_view text) {
    return core::to_lower_ascii(text.substr(0, kKeywordPrefix.size())) == "pg:";
}

}  // namespace

bool ConnectionString::looks_like_one(std::string_view text) {
    text = core::trim(text);
    return has_keyword_prefix(text) || after_uri_scheme(text).has_value();
}

ConnectionString::ConnectionString(std::string_view text) {
    text = core::trim(text);
    if (const auto rest = after_uri_scheme(text)) {
        settings_ = parse_uri(*rest);
    } else if (has_keyword_prefix(text)) {
        settings_ = KeywordParser(text.substr(kKeywordPrefix.size())).run();
    } else {
        throw malformed("it begins with neither 'PG:' nor 'postgresql://'");
    }
}

std::string ConnectionString::value(std::string_view key) const {
    for (const auto& [name, text] : settings_) {
        if (name == key) return text;
    }
    return {};
}

std::string ConnectionString::label() const {
    const std::string service = value("service");
    const std::string host = value("host");
    const std::string database = value("dbname");
    if (host.empty() && database.empty() && !service.empty()) return "postgresql:service=" + service;
    return fmt::format("postgresql://{}/{}", host, database);
}

bool ConnectionString::holds_password() const {
    return std::any_of(settings_.begin(), settings_.end(), [](const auto& setting) {
        return (setting.first == "password" || setting.first == "sslpassword") && !setting.second.empty() &&
               setting.second.find("${") == std::string::npos;
    });
}

std::string ConnectionString::for_gdal() const {
    std::string text(kKeywordPrefix);
    for (const auto& [key, written] : settings_) {
        text += fmt::format("{}={} ", key, quoted(from_environment(written)));
    }
    if (value("connect_timeout").empty()) text += "connect_timeout='10' ";
    if (value("application_name").empty()) text += "application_name='mapgen' ";
    return text;
}

std::string ConnectionString::without_secrets(std::string message) const {
    for (const std::string_view key : kSecretKeys) {
        for (const auto& [name, written] : settings_) {
            if (name != key) continue;
            const std::string secret = from_environment(written);
            // A user's name may be part of ordinary words; the server quotes it.
            if (key == "user") {
                replace_all(message, '"' + secret + '"', "\"***\"");
            } else {
                replace_all(message, secret, "***");
            }
        }
    }
    const char* from_libpq = std::getenv("PGPASSWORD");
    if (from_libpq != nullptr) replace_all(message, from_libpq, "***");
    return message;
}

}  // namespace riskmap::gdal
