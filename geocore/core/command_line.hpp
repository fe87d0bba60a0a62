#pragma once

#include <CLI/CLI.hpp>
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"

namespace riskmap::core {

/// The error for the first word that looks like an option and is none of the command's, with the nearest
/// right one.
[[nodiscard]] inline std::optional<Error> unknown_option(const CLI::App& command, int argc, char** argv) {
    std::vector<std::string> allowed;
    for (const auto* option : command.get_options()) {
        for (const auto& name : option->get_lnames()) allowed.push_back("--" + name);
    }
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        const std::string name = word.substr(0, word.find('='));
        if (!name.starts_with("--") || std::find(allowed.begin(), allowed.end(), name) != allowed.end())
            continue;
        return usage_error("{}: the option is not known{}", name, suggestion(name, allowed));
    }
    return std::nullopt;
}

}  // namespace riskmap::core
