#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "geocore/run/run_folder.hpp"
#include "mapgen/cli/commands.hpp"
#include "mapgen/sources/release_log.hpp"

namespace riskmap::cli {
namespace {

using nlohmann::json;

struct Options {
    std::string run;
    std::string enterprise;
    std::string by;
    std::string note;
};

/// A run with the folder that holds it and its log.
struct RunPlace {
    std::filesystem::path run;
    std::filesystem::path output;
};

RunPlace find_run(const std::string& folder) {
    const auto run = std::filesystem::canonical(run::resolve(folder));
    if (run.parent_path().filename() != "runs") {
        throw core::data_error(
            "{}: does not lie in an output folder's 'runs', so that there is no place for its log of "
            "releases",
            run.string());
    }
    return {run, run.parent_path().parent_path()};
}

json read_json(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in)
        throw core::data_error("{}: cannot be read; was the project built with a table [enterprises]?",
                               path.string());
    json root = json::parse(in, nullptr, false);
    if (root.is_discarded()) throw core::data_error("{}: is not JSON", path.string());
    return root;
}

std::vector<std::string> enterprises_of(const RunPlace& place) {
    std::vector<std::string> ids;
    const json index = read_json(place.run / "enterprises/index.json");
    for (const auto& entry : index.at("enterprises"))
        ids.push_back(entry.at("enterprise").get<std::string>());
    return ids;
}

json read_page(const RunPlace& place, const std::string& enterprise) {
    const auto ids = enterprises_of(place);
    if (std::find(ids.begin(), ids.end(), enterprise) == ids.end()) {
        const auto near = core::nearest_name(enterprise, ids);
        throw core::data_error("{}: enterprise '{}' is not in this run{}", place.run.string(), enterprise,
                               near ? fmt::format("; did you mean '{}'?", *near)
                                    : std::string("; 'mapgen sources list' tells those that are"));
    }
    return read_json(place.run / "enterprises" / (enterprise + ".json"));
}

std::string utc_now() {
    const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    std::tm utc{};
    gmtime_r(&now, &utc);
    std::array<char, 32> text{};
    return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &utc)};
}

int log_action(const Options& options, const char* action) {
    if (core::trim(options.by).empty())
        throw core::usage_error("--by: is empty; the name of the person who answers for it is expected");
    const RunPlace place = find_run(options.run);
    const json page = read_page(place, options.enterprise);
    const auto& grading = page.at("grading");
    const sources::ReleaseEntry entry{utc_now(),
                                      place.run.filename().string(),
                                      options.enterprise,
                                      action,
                                      grading.at("code").get<std::string>(),
                                      grading.at("grade").get<std::string>(),
                                      page.at("digest").get<std::string>(),
                                      std::string(core::trim(options.by)),
                                      options.note};
    if (entry.code == "none" && entry.action == "release") {
        throw core::data_error("{}: enterprise '{}' has no code yet; substances and emissions are missing",
                               place.run.string(), options.enterprise);
    }
    const auto log = sources::release_log_path(place.output);
    sources::append_release(log, entry);
    fmt::print("{} {} {} ({}) by {}, noted in {}\n",
               action == std::string("release") ? "released" : "withdrawn", options.enterprise, entry.code,
               entry.grade, entry.by, log.string());
    fmt::print("The next build shows it; runs that are there already never change.\n");
    return 0;
}

int list(const Options& options) {
    const RunPlace place = find_run(options.run);
    const auto log = sources::read_release_log(sources::release_log_path(place.output));
    for (const auto& id : enterprises_of(place)) {
        const json page = read_json(place.run / "enterprises" / (id + ".json"));
        const auto& grading = page.at("grading");
        const auto state = sources::release_state(log, id, page.at("digest").get<std::string>());
        std::string problems;
        for (const auto& problem : page.at("problems"))
            problems += " " + problem.at("rule").get<std::string>();
        fmt::print("{:<12} {:<9} {:<7} {}{}\n", id, grading.at("grade").get<std::string>(),
                   grading.at("code").get<std::string>(),
                   state.released        ? "released by " + state.by + " " + state.time
                   : state.changed_since ? "draft, changed since its release by " + state.by
                                         : std::string("draft"),
                   problems.empty() ? "" : "  rules" + problems);
    }
    return 0;
}

void add_log_command(CLI::App& parent, const char* action, const char* help,
                     const std::shared_ptr<Options>& options, Action& chosen) {
    CLI::App* command = parent.add_subcommand(action, help);
    command->add_option("RUN", options->run, "A run, or an output folder for its current run")->required();
    command->add_option("ENTERPRISE", options->enterprise, "Its id")->required();
    command->add_option("--by", options->by, "Name of the person who answers for it")->required();
    command->add_option("--note", options->note, "Why, in a few words");
    command->callback(
        [options, action, &chosen] { chosen = [options, action] { return log_action(*options, action); }; });
}

}  // namespace

void add_sources(CLI::App& app, Action& chosen) {
    auto options = std::make_shared<Options>();
    CLI::App* command =
        app.add_subcommand("sources", "List enterprises' risk codes, release or withdraw them");
    command->require_subcommand(1);
    CLI::App* list_command = command->add_subcommand("list", "Grade, code and release of every enterprise");
    list_command->add_option("RUN", options->run, "A run, or an output folder for its current run")
        ->required();
    list_command->callback([options, &chosen] { chosen = [options] { return list(*options); }; });
    add_log_command(*command, "release", "Note that a person releases an enterprise's code", options, chosen);
    add_log_command(*command, "withdraw", "Note that a person takes a release back", options, chosen);
}

}  // namespace riskmap::cli
