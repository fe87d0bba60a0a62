#include "tileserver/config/config.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <sstream>
#include <variant>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"

namespace riskmap::tileserver::config {
namespace {

using Member =
    std::variant<std::string Config::*, int Config::*, bool Config::*, std::filesystem::path Config::*>;

/// Every key of the file, in one table: reading, printing, checking and docs follow it.
struct Key {
    const char* name;
    Member member;
    int minimum;
    int maximum;
    std::vector<std::string> words;
    const char* comment;
};

const std::vector<Key>& keys() {
    static const std::vector<Key> table{
        {"listen", &Config::listen, 0, 0, {}, "address:port; port 0 takes a free one and prints it"},
        {"threads", &Config::threads, 0, 256, {}, "0: one per core"},
        {"cache_mb", &Config::cache_mb, 0, 1 << 20, {}, "finished answers kept in memory"},
        {"raster_mb",
         &Config::raster_mb,
         0,
         1 << 20,
         {},
         "rasters kept decoded; others are read block by block"},
        {"empty_tile", &Config::empty_tile, 0, 0, {"transparent", "204"}, "what a tile without data is"},
        {"min_zoom", &Config::min_zoom, 0, 22, {}, "advertised; lower zooms are served all the same"},
        {"max_zoom", &Config::max_zoom, 0, 22, {}, "advertised; higher zooms are served all the same"},
        {"max_age_s",
         &Config::max_age_s,
         0,
         86400,
         {},
         "Cache-Control of routes that are not pinned to a run"},
        {"poll_ms", &Config::poll_ms, 10, 3600000, {}, "how often DIR/current is looked at"},
        {"public_url",
         &Config::public_url,
         0,
         0,
         {},
         "in links, e.g. https://maps.example.org; empty: the Host header"},
        {"web", &Config::web, 0, 0, {}, "the viewer's files; empty: beside the program"},
        {"max_connections", &Config::max_connections, 1, 1000000, {}, "more are answered 503"},
        {"idle_timeout_s", &Config::idle_timeout_s, 1, 3600, {}, "between two requests of a connection"},
        {"read_timeout_s", &Config::read_timeout_s, 1, 3600, {}, "for a request to arrive"},
        {"write_timeout_s",
         &Config::write_timeout_s,
         1,
         3600,
         {},
         "for an answer to leave, and 1 s more per 16 KiB"},
        {"max_export_cells", &Config::max_export_cells, 1, 1000000000, {}, "of one coverage export"},
        {"access_log", &Config::access_log, 0, 0, {}, "one line a request on stderr"},
        {"base_map",
         &Config::base_map,
         0,
         0,
         {"plain", "tianditu", "gcj02", "xyz"},
         "that the viewer opens with"},
        {"tianditu_key",
         &Config::tianditu_key,
         0,
         0,
         {},
         "for the viewer's Tianditu; every visitor can read it"},
        {"gcj02_url", &Config::gcj02_url, 0, 0, {}, "a base map over GCJ-02 (AMap's kind): {z}, {x}, {y}"},
        {"xyz_url", &Config::xyz_url, 0, 0, {}, "a base map in Web Mercator: {z}, {x}, {y}"},
        {"log_format", &Config::log_format, 0, 0, {"text", "json"}, "of everything on stderr"},
    };
    return table;
}

/// As a TOML basic string.
std::string quoted(const std::string& text) {
    std::string made = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            made += '\\';
            made += c;
        } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
            made += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
        } else {
            made += c;
        }
    }
    return made + "\"";
}

bool is_public_url(std::string_view url) {
    const auto host = url.starts_with("https://")  ? url.substr(8)
                      : url.starts_with("http://") ? url.substr(7)
                                                   : "";
    return !host.empty() && host.front() != '/' &&
           host.find_first_of("?# \t\r\n\"<>\\") == std::string_view::npos;
}

/// What one key alone cannot tell. @param source the file's name and ": ", or nothing
void check_together(const Config& config, const std::string& source) {
    if (config.min_zoom > config.max_zoom) {
        throw core::usage_error("{}min_zoom is {}; allowed: 0 to max_zoom, which is {}", source,
                                config.min_zoom, config.max_zoom);
    }
    if (!config.public_url.empty() && !is_public_url(config.public_url)) {
        throw core::usage_error("{}public_url is {}; allowed: http:// or https://, a host and a path", source,
                                quoted(config.public_url));
    }
}

std::string allowed_of(const Key& key) {
    if (!key.words.empty()) return core::join(key.words, ", ");
    if (std::holds_alternative<int Config::*>(key.member)) {
        return fmt::format("a whole number from {} to {}", key.minimum, key.maximum);
    }
    return std::holds_alternative<bool Config::*>(key.member) ? "true, false" : "a text";
}

bool is_allowed(const Key& key, const Config& config) {
    if (const auto* number = std::get_if<int Config::*>(&key.member)) {
        return config.**number >= key.minimum && config.**number <= key.maximum;
    }
    const auto* text = std::get_if<std::string Config::*>(&key.member);
    if (text == nullptr || key.words.empty()) return true;
    return std::find(key.words.begin(), key.words.end(), config.**text) != key.words.end();
}

std::string shown(const Key& key, const Config& config) {
    if (const auto* number = std::get_if<int Config::*>(&key.member)) return std::to_string(config.**number);
    if (const auto* flag = std::get_if<bool Config::*>(&key.member)) return config.**flag ? "true" : "false";
    if (const auto* path = std::get_if<std::filesystem::path Config::*>(&key.member)) {
        return quoted((config.**path).string());
    }
    return quoted(config.*std::get<std::string Config::*>(key.member));
}

bool assign(const Key& key, const toml::node& node, Config& config) {
    if (const auto* number = std::get_if<int Config::*>(&key.member)) {
        const auto value = node.value_exact<std::int64_t>();
        if (!value || *value < key.minimum || *value > key.maximum) return false;
        config.** number = static_cast<int>(*value);
        return true;
    }
    if (const auto* flag = std::get_if<bool Config::*>(&key.member)) {
        const auto value = node.value_exact<bool>();
        if (value) config.** flag = *value;
        return value.has_value();
    }
    const auto value = node.value_exact<std::string>();
    if (!value) return false;
    if (const auto* path = std::get_if<std::filesystem::path Config::*>(&key.member)) {
        config.** path = *value;
    } else {
        config.*std::get<std::string Config::*>(key.member) = *value;
    }
    return is_allowed(key, config);
}

AccessKey access_key(const toml::node& node, const std::string& source) {
    const auto* table = node.as_table();
    AccessKey key;
    if (table != nullptr) {
        key.name = (*table)["name"].value_or(std::string());
        key.sha256 = core::to_lower_ascii((*table)["sha256"].value_or(std::string()));
    }
    if (key.name.empty() || key.sha256.size() != 64 ||
        key.sha256.find_first_not_of("0123456789abcdef") != std::string::npos) {
        throw core::usage_error("{}: [[keys]] needs name and sha256 (64 hexadecimal digits, of the key)",
                                source);
    }
    return key;
}

}  // namespace

Config read_config(const std::filesystem::path& file, Config base) {
    toml::table root;
    try {
        root = toml::parse_file(file.string());
    } catch (const toml::parse_error& e) {
        throw core::usage_error("{}: line {}: {}", file.string(), e.source().begin.line, e.description());
    }
    std::vector<std::string> names{"keys"};
    for (const auto& key : keys()) names.emplace_back(key.name);
    for (const auto& [name, node] : root) {
        const std::string text(name.str());
        if (text == "keys") {
            if (const auto* list = node.as_array()) {
                for (const auto& entry : *list) base.keys.push_back(access_key(entry, file.string()));
                continue;
            }
            throw core::usage_error("{}: keys is no list of tables ([[keys]])", file.string());
        }
        const Key* found = nullptr;
        for (const auto& key : keys()) found = key.name == text ? &key : found;
        if (found == nullptr) {
            throw core::usage_error("{}: key '{}' is not known{}", file.string(), text,
                                    core::suggestion(text, names));
        }
        if (!assign(*found, node, base)) {
            std::ostringstream value;
            node.visit([&](const auto& n) { value << n; });
            throw core::usage_error("{}: {} is {}; allowed: {}", file.string(), text, value.str(),
                                    allowed_of(*found));
        }
    }
    check_together(base, file.string() + ": ");
    return base;
}

std::string print_config(const Config& config) {
    std::string text;
    for (const auto& key : keys()) {
        text += fmt::format("{} = {}  # {}\n", key.name, shown(key, config), key.comment);
    }
    text += "# [[keys]]                  # opens what a run marks restricted: Authorization: Bearer KEY\n";
    text += "# name = \"inspector\"\n# sha256 = \"...\"            # printf %s KEY | sha256sum\n";
    for (const auto& key : config.keys) {
        text += fmt::format("[[keys]]\nname = {}\nsha256 = \"{}\"\n", quoted(key.name), key.sha256);
    }
    return text;
}

void validate(const Config& config) {
    for (const auto& key : keys()) {
        if (!is_allowed(key, config)) {
            throw core::usage_error("{} is {}; allowed: {}", key.name, shown(key, config), allowed_of(key));
        }
    }
    check_together(config, "");
}

}  // namespace riskmap::tileserver::config
