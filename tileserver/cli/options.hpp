#pragma once

#include <optional>

#include "tileserver/config/config.hpp"

namespace riskmap::tileserver::cli {

/// What the command line asks for. Nothing where help, version or the configuration was printed instead.
/// @throws core::Error (usage)
[[nodiscard]] std::optional<config::Config> parse_command_line(int argc, char** argv);

/// Parts of "127.0.0.1:8080", "[::1]:0" or ":8080".
struct Listen {
    std::string address;
    unsigned short port = 0;
};
/// @throws core::Error (usage)
[[nodiscard]] Listen parse_listen(const std::string& text);

}  // namespace riskmap::tileserver::cli
