#include "mapgen/pipeline/build.hpp"

#include <fmt/format.h>
#include <tbb/global_control.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "geocore/core/error.hpp"
#include "geocore/core/interrupt.hpp"
#include "mapgen/cli/commands.hpp"
#include "mapgen/cli/failure.hpp"
#include "mapgen/pipeline/watch.hpp"

namespace riskmap::cli {
namespace {

struct Options {
    std::string project;
    std::string output = "build";
    int jobs = 0;
    std::string progress = "auto";
    bool force = false;
    bool no_cache = false;
    bool watch = false;
};

/// Builds whenever a file changed, until a signal ends it; a build that fails is told, and the next change is
/// waited for.
int watch(const Options& options, pipeline::BuildOptions build_options) {
    std::optional<project::Project> project;
    const auto take = [&] { return pipeline::FileStates::take(options.project, project); };
    for (;;) {
        pipeline::FileStates seen = take();
        try {
            project = project::read_project(options.project);
            seen = take();  // before the files are read, so that what changes meanwhile is a change
            fmt::print("{}", pipeline::build(*project, build_options).summary);
        } catch (const std::exception& e) {
            if (core::Interrupt::requested()) return 0;
            tell_failure(e);
        }
        build_options.force = false;
        fmt::print("Watching {} files; Ctrl-C ends.\n", seen.size());
        std::fflush(stdout);
        const auto now = pipeline::wait_for_change(seen, {}, take, core::Interrupt::wait);
        if (!now) return 0;
        fmt::print("Changed: {}\n", now->first_change(seen));
    }
}

int run_build(const Options& options) {
    if (options.jobs < 0)
        throw core::usage_error("--jobs: {} is not allowed; 0 (all cores) or more is expected", options.jobs);
    const auto limit =
        options.jobs > 0 ? std::make_unique<tbb::global_control>(tbb::global_control::max_allowed_parallelism,
                                                                 static_cast<std::size_t>(options.jobs))
                         : nullptr;
    const core::Interrupt interrupt;
    const pipeline::BuildOptions build_options{options.output, core::progress_style(options.progress),
                                               options.force, !options.no_cache, core::Interrupt::requested};
    if (options.watch) return watch(options, build_options);
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
    command->add_flag("--no-cache", options->no_cache, "Make every stage anew and keep none");
    command->add_flag("--watch", options->watch, "Build again whenever the project file or an input changes");
    command->callback([options, &chosen] { chosen = [options] { return run_build(*options); }; });
}

}  // namespace riskmap::cli
