#include "mapgen/cli/commands.hpp"

#include <CLI/CLI.hpp>

namespace riskmap::cli {

void add_commands(CLI::App& app, [[maybe_unused]] Action& chosen) {
    app.require_subcommand(1);
}

}  // namespace riskmap::cli
