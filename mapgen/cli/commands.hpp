#pragma once

#include <functional>
#include <string>

namespace CLI {
class App;
}

namespace riskmap::cli {

/// What the chosen subcommand does after the command line has been read; returns the exit code.
using Action = std::function<int()>;

/// Registers every subcommand of mapgen; reading the command line sets `chosen`.
void add_commands(CLI::App& app, Action& chosen);

}  // namespace riskmap::cli
