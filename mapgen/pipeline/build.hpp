#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "geocore/core/progress.hpp"
#include "mapgen/project/project.hpp"

namespace riskmap::pipeline {

struct BuildOptions {
    std::filesystem::path output;
    core::ProgressStyle progress = core::ProgressStyle::plain;
    bool force = false;          ///< build although nothing changed
    bool use_cache = true;       ///< take from `output`/cache what earlier builds made of the same inputs
    std::function<bool()> stop;  ///< asked between stages; true ends the build, which then changes nothing
};

struct BuildResult {
    std::filesystem::path run;
    bool built = true;    ///< false where the current run already is what would be built
    std::string summary;  ///< for people: layers, extent, area per level, flags raised, where the run is
};

/// Builds one run from a project: all of it, or nothing. @throws Error (data or usage).
[[nodiscard]] BuildResult build(const project::Project& project, const BuildOptions& options);

}  // namespace riskmap::pipeline
