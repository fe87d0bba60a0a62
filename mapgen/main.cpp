#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>

#include "geocore/core/error.hpp"
#include "mapgen/cli/commands.hpp"

namespace {

int run(int argc, char** argv) {
    CLI::App app("Builds environmental-health risk maps from monitoring data.", "mapgen");
    app.set_version_flag("--version", RISKMAP_VERSION);
    riskmap::cli::Action action;
    riskmap::cli::add_commands(app, action);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        return app.exit(e) == 0 ? 0 : 2;
    }
    return action();
}

}  // namespace

int main(int argc, char** argv) {
    using riskmap::core::ErrorKind;
    try {
        return run(argc, argv);
    } catch (const riskmap::core::Error& e) {
        fmt::print(stderr, "mapgen: {}\n", e.what());
        if (!e.advice().empty()) fmt::print(stderr, "  {}\n", e.advice());
        return e.kind() == ErrorKind::usage ? 2 : 1;
    } catch (const std::exception& e) {
        fmt::print(stderr, "mapgen: {}\n", e.what());
        return 1;
    }
}
