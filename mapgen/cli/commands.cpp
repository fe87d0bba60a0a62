#include "mapgen/cli/commands.hpp"

#include <CLI/CLI.hpp>

namespace riskmap::cli {

void add_build(CLI::App& app, Action& chosen);
void add_check(CLI::App& app, Action& chosen);
void add_runs(CLI::App& app, Action& chosen);

void add_commands(CLI::App& app, Action& chosen) {
    app.require_subcommand(1);
    add_build(app, chosen);
    add_check(app, chosen);
    add_runs(app, chosen);
}

}  // namespace riskmap::cli
