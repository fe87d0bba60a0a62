#include <exception>
#include <string>
#include <vector>

#include "geocore/core/command_line.hpp"
#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "mapgen/cli/commands.hpp"
#include "mapgen/cli/failure.hpp"

namespace {

using riskmap::core::usage_error;

/// The parser's refusal in our words: which word is wrong, and the nearest right one.
riskmap::core::Error refusal(const CLI::App& app, const CLI::ParseError& error, int argc, char** argv) {
    const std::vector<std::string> words(argv + 1, argv + argc);
    std::vector<std::string> commands;
    for (const auto* command : app.get_subcommands([](const CLI::App*) { return true; })) {
        commands.push_back(command->get_name());
    }
    if (words.empty()) return usage_error("a command is expected: {}", riskmap::core::join(commands, ", "));
    const auto chosen = app.get_subcommands();
    if (chosen.empty() && !words.front().starts_with('-')) {
        return usage_error("'{}' is not a command{}", words.front(),
                           riskmap::core::suggestion(words.front(), commands));
    }
    const CLI::App& command = chosen.empty() ? app : *chosen.front();
    if (command.get_subcommands().empty()) {
        if (const auto unknown = riskmap::core::unknown_option(command, argc, argv)) return *unknown;
    }
    return usage_error("{}: {} ('mapgen {} --help' shows how it is used)", command.get_name(), error.what(),
                       chosen.empty() ? "" : command.get_name());
}

int run(int argc, char** argv) {
    CLI::App app("Builds environmental-health risk maps from monitoring data.", "mapgen");
    app.set_version_flag("--version", RISKMAP_VERSION);
    riskmap::cli::Action action;
    riskmap::cli::add_commands(app, action);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        if (e.get_exit_code() == 0) return app.exit(e);
        throw refusal(app, e, argc, argv);
    }
    return action();
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const std::exception& e) {
        return riskmap::cli::tell_failure(e);
    }
}
