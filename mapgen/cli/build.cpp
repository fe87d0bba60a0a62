#include "mapgen/pipeline/build.hpp"

#include <fmt/format.h>
#include <tbb/global_control.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "geocore/core/error.hpp"
#include "mapgen/cli/commands.hpp"

namespace riskmap::cli {
namespace {

struct Options {
    std::string project;
    std::string output = "build";
    int jobs = 0;
    std::string progress = "auto";
    bool force = false;
};

int run_build(const Options& options) {
    if (options.jobs < 0)
        throw core::usage_error("--jobs: {} is not allowed; 0 (all cores) or more is expected", options.jobs);
    const auto limit =
        options.jobs > 0 ? std::make_unique<tbb::global_control>(tbb::global_control::max_allowed_parallelism,
                                                                 static_cast<std::size_t>(options.jobs))
                         : nullptr;
    pipeline::BuildOptions build_options{options.output, core::progress_style(options.progress),
                                         options.force};
    const auto result = pipeline::build(project::read_project(options.project), build_options);
    fmt::print("{}", result.summary);
    return 0;
}

}  // namespace

void add_build(CLI::App& app, Action& chosen) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("build", "Build a run of risk maps from a project file");
    command->add_option("PROJECT", options->project, "Project file (TOML)")->required();
    command->add_option("--output", options->output, "Folder for runs; its 'current' is replaced last")
        ->capture_default_str();
    command->add_option("--jobs", options->jobs, "Threads; 0 means all cores")->capture_default_str();
    command->add_option("--progress", options->progress, "auto, plain, json or none")->capture_default_str();
    command->add_flag("--force", options->force, "Build although nothing changed");
    command->callback([options, &chosen] { chosen = [options] { return run_build(*options); }; });
}

}  // namespace riskmap::cli
