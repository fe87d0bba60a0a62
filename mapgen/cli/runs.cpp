#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <memory>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "geocore/run/manifest.hpp"
#include "geocore/run/run_folder.hpp"
#include "mapgen/artefacts/run_diff.hpp"
#include "mapgen/artefacts/stage_cache.hpp"
#include "mapgen/cli/commands.hpp"

namespace riskmap::cli {
namespace {

struct Options {
    std::string folder;
    std::string before;
    std::string after;
    int keep = 0;
    std::string format = "text";
};

void require_folder(const std::string& folder) {
    if (!std::filesystem::is_directory(folder)) {
        throw core::data_error("{}: is not a folder; the --output of a build is expected", folder);
    }
}

int list(const Options& options) {
    require_folder(options.folder);
    const auto current = run::current_run(options.folder);
    for (const auto& id : run::list_runs(options.folder)) {
        const auto manifest = run::read_manifest(std::filesystem::path(options.folder) / "runs" / id);
        fmt::print("{} {}  {}  {} layers{}\n", id == current ? "*" : " ", id, manifest.project_name,
                   manifest.layers.size(), manifest.synthetic ? "  synthetic" : "");
    }
    return 0;
}

int prune(const Options& options) {
    require_folder(options.folder);
    if (options.keep < 1)
        throw core::usage_error("--keep: {} is not allowed; at least 1 is expected", options.keep);
    const run::OutputLock lock(options.folder);
    auto ids = run::list_runs(options.folder);
    const auto current = run::current_run(options.folder);
    const std::size_t keep = std::min(ids.size(), static_cast<std::size_t>(options.keep));
    ids.resize(ids.size() - keep);
    for (const auto& id : ids) {
        if (id == current) continue;
        run::remove_run(options.folder, id);
        fmt::print("removed {}\n", id);
    }
    artefacts::StageCache::clear_old(std::filesystem::path(options.folder) / "cache");
    return 0;
}

int diff(const Options& options) {
    const std::vector<std::string> formats{"text", "json"};
    if (std::find(formats.begin(), formats.end(), options.format) == formats.end()) {
        throw core::usage_error("--format: '{}' is not known{}", options.format,
                                core::suggestion(options.format, formats));
    }
    const auto compare = options.format == "json" ? artefacts::changes_json : artefacts::describe_changes;
    fmt::print("{}", compare(run::resolve(options.before), run::resolve(options.after)));
    return 0;
}

}  // namespace

void add_runs(CLI::App& app, Action& chosen) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("runs", "List, prune or compare runs");
    command->require_subcommand(1);
    CLI::App* list_command =
        command->add_subcommand("list", "List runs, oldest first; * marks the current one");
    list_command->add_option("DIR", options->folder, "Output folder of builds")->required();
    list_command->callback([options, &chosen] { chosen = [options] { return list(*options); }; });
    CLI::App* prune_command = command->add_subcommand(
        "prune", "Remove all but the newest runs, never the current one, and what the cache holds of them");
    prune_command->add_option("DIR", options->folder, "Output folder of builds")->required();
    prune_command->add_option("--keep", options->keep, "How many runs to keep")->required();
    prune_command->callback([options, &chosen] { chosen = [options] { return prune(*options); }; });
    CLI::App* diff_command = command->add_subcommand("diff", "What changed from one run to another");
    diff_command->add_option("BEFORE", options->before, "A run, or an output folder for its current run")
        ->required();
    diff_command->add_option("AFTER", options->after, "A run, or an output folder for its current run")
        ->required();
    diff_command->add_option("--format", options->format, "text or json")->capture_default_str();
    diff_command->callback([options, &chosen] { chosen = [options] { return diff(*options); }; });
}

}  // namespace riskmap::cli
