#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace riskmap::tileserver::config {

/// A key that opens what a run marks restricted; the key itself is never stored.
struct AccessKey {
    std::string name;
    std::string sha256;  ///< of the key, lower-case hexadecimal
};

struct Config {
    std::filesystem::path directory;
    std::string listen = "127.0.0.1:8080";
    int threads = 0;       ///< 0: one per core
    int cache_mb = 256;    ///< finished answers
    int raster_mb = 1024;  ///< rasters kept decoded; what does not fit is read block by block
    std::string empty_tile = "transparent";  ///< | "204"
    int min_zoom = 9;           ///< what TileJSON advertises; lower zooms are served all the same
    int max_zoom = 18;          ///< likewise
    int max_age_s = 60;         ///< Cache-Control of unpinned routes
    int poll_ms = 1000;         ///< how often `current` is looked at
    std::string public_url;     ///< in links; empty: from the Host header
    std::filesystem::path web;  ///< the viewer's files; empty: beside the program
    int max_connections = 4096;
    int idle_timeout_s = 30;
    int read_timeout_s = 10;
    int write_timeout_s = 30;
    int max_export_cells = 25'000'000;
    bool access_log = false;
    std::string base_map = "plain";   ///< that the viewer opens with: | "tianditu" | "gcj02" | "xyz"
    std::string tianditu_key;         ///< of the viewer's Tianditu base map; every visitor can read it
    std::string gcj02_url;            ///< XYZ tiles over GCJ-02 (AMap's kind), with {z}, {x} and {y}
    std::string xyz_url;              ///< XYZ tiles in Web Mercator, likewise
    std::string log_format = "text";  ///< | "json"
    std::vector<AccessKey> keys;
};

/// Over `base`, what the file says.
/// @throws core::Error (usage) naming file, key, value and what is allowed.
[[nodiscard]] Config read_config(const std::filesystem::path& file, Config base);
/// As TOML that read_config() reads back, every key with its value and a comment, access keys by name and
/// digest.
[[nodiscard]] std::string print_config(const Config& config);
/// @throws core::Error (usage) naming the option.
void validate(const Config& config);

}  // namespace riskmap::tileserver::config
