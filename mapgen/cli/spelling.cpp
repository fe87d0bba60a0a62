#include "mapgen/cli/spelling.hpp"

#include <CLI/CLI.hpp>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"

namespace riskmap::cli {

void refuse_extras(const CLI::App& command) {
    const auto extras = command.remaining();
    if (extras.empty()) return;
    std::vector<std::string> options;
    for (const CLI::Option* option : command.get_options()) {
        for (const auto& name : option->get_lnames()) options.push_back("--" + name);
    }
    const auto word = core::split(extras.front(), '=').front();
    const auto near = core::nearest_name(word, options);
    throw core::usage_error("{}: '{}' was not expected{}; see mapgen {} --help", command.get_name(),
                            extras.front(), near ? "; did you mean '" + *near + "'?" : "",
                            command.get_name());
}

void refuse_word(const char* option, const std::string& word, const std::vector<std::string>& allowed) {
    throw core::usage_error("{}: '{}' is not allowed{} (allowed: {})", option, word,
                            core::nearest_name(word, allowed) ? core::suggestion(word, allowed) : "",
                            core::join(allowed, ", "));
}

}  // namespace riskmap::cli
