#include "mapgen/cli/commands.hpp"

#include <CLI/CLI.hpp>

namespace riskmap::cli {

void add_build(CLI::App& app, Action& chosen);
void add_check(CLI::App& app, Action& chosen);
void add_crossvalidate(CLI::App& app, Action& chosen);
void add_dispersion(CLI::App& app, Action& chosen);
void add_export(CLI::App& app, Action& chosen);
void add_interpolate(CLI::App& app, Action& chosen);
void add_report(CLI::App& app, Action& chosen);
void add_runs(CLI::App& app, Action& chosen);
void add_sheet(CLI::App& app, Action& chosen);
void add_sources(CLI::App& app, Action& chosen);
void add_variogram(CLI::App& app, Action& chosen);

void add_commands(CLI::App& app, Action& chosen) {
    app.require_subcommand(1);
    add_build(app, chosen);
    add_check(app, chosen);
    add_crossvalidate(app, chosen);
    add_dispersion(app, chosen);
    add_export(app, chosen);
    add_interpolate(app, chosen);
    add_report(app, chosen);
    add_runs(app, chosen);
    add_sheet(app, chosen);
    add_sources(app, chosen);
    add_variogram(app, chosen);
}

}  // namespace riskmap::cli
