#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "mapgen/sources/assessment.hpp"

namespace riskmap::sources {

/// One line of the log: a person releases a code, or takes a release back.
struct ReleaseEntry {
    std::string time;  ///< UTC, ISO 8601
    std::string run;   ///< id of the run whose code was released
    std::string enterprise;
    std::string action;  ///< release | withdraw
    std::string code;
    std::string grade;
    std::string digest;  ///< AssessedEnterprise::digest: what exactly was released
    std::string by;
    std::string note;
};

/// DIR/releases.csv, beside the runs: append-only and outside of them, since a run never changes.
[[nodiscard]] std::filesystem::path release_log_path(const std::filesystem::path& output);

/// Oldest first; empty where there is no log yet.
/// @throws Error (data) naming file, row and column where the log is damaged.
[[nodiscard]] std::vector<ReleaseEntry> read_release_log(const std::filesystem::path& file);

/// Adds one line under a lock and brings it to the disk; earlier lines are never touched.
/// @throws Error (data) where the file cannot be written.
void append_release(const std::filesystem::path& file, const ReleaseEntry& entry);

/// What the log says of an enterprise whose code is now `digest`: its last line counts, and only while the
/// digest is the one that was released.
[[nodiscard]] ReleaseState release_state(const std::vector<ReleaseEntry>& log, const std::string& enterprise,
                                         const std::string& digest);

}  // namespace riskmap::sources
