#include "mapgen/pipeline/watch.hpp"

#include <sys/stat.h>

#include <vector>

#include "geocore/core/error.hpp"
#include "geocore/core/resources.hpp"

namespace riskmap::pipeline {
namespace {

namespace fs = std::filesystem;

/// A Shapefile is several files of one stem.
void add_family(const fs::path& file, const std::function<void(const fs::path&)>& add) {
    add(file);
    if (file.extension() != ".shp") return;
    for (const char* part : {".dbf", ".shx", ".prj", ".cpg"}) add(fs::path(file).replace_extension(part));
}

void add_files(const project::Project& p, const std::function<void(const fs::path&)>& add) {
    const auto of = [&](const project::DataFile& file) {
        if (!file.database) add_family(file.path, add);
    };
    of(p.stations);
    of(p.observations);
    for (const auto* file : {&p.study_area.land, &p.study_area.zones, &p.study_area.districts,
                             &p.study_area.polygon, &p.receptors, &p.sources}) {
        if (*file) of(**file);
    }
    if (p.berths) of(p.berths->file);
    if (p.population) of(p.population->file);
    if (p.weather) add(p.weather->file);
    std::vector<std::optional<fs::path>> tables;
    if (p.limits) tables.push_back(p.limits->file);
    if (p.risk) {
        tables.insert(tables.end(),
                      {p.risk->dose_response, p.risk->exposure, p.risk->levels, p.risk->backgrounds});
    }
    if (p.enterprises) {
        of(p.enterprises->file);
        tables.insert(tables.end(), {p.enterprises->rules, p.enterprises->lists, p.enterprises->measures});
    }
    for (const auto& table : tables) {
        if (table) add(*table);
    }
}

}  // namespace

void FileStates::add(const fs::path& file) {
    struct stat status {};
    State state;
    if (::stat(file.c_str(), &status) == 0) {
        state = {true, static_cast<std::uintmax_t>(status.st_size), status.st_ino,
                 std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec};
    }
    states_.emplace(file, state);
}

FileStates FileStates::take(const fs::path& project_file, const std::optional<project::Project>& project) {
    FileStates states;
    states.add(project_file);
    if (project) add_files(*project, [&](const fs::path& file) { states.add(file); });
    for (const auto& style : fs::directory_iterator(core::find_resource("styles"))) states.add(style.path());
    return states;
}

std::string FileStates::first_change(const FileStates& other) const {
    for (const auto& [file, state] : states_) {
        const auto found = other.states_.find(file);
        if (found == other.states_.end() || found->second != state) return file.string();
    }
    for (const auto& [file, state] : other.states_) {
        if (!states_.contains(file)) return file.string();
    }
    return {};
}

std::optional<FileStates> wait_for_change(const FileStates& seen, const WatchPace& pace,
                                          const std::function<FileStates()>& take,
                                          const std::function<bool(std::chrono::milliseconds)>& wait) {
    FileStates last = seen;
    std::chrono::milliseconds rested{0};
    for (;;) {
        if (wait(pace.look)) return std::nullopt;
        FileStates now = take();
        rested = now == last ? rested + pace.look : std::chrono::milliseconds{0};
        last = std::move(now);
        if (last != seen && rested >= pace.quiet) return last;
    }
}

}  // namespace riskmap::pipeline
