#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "mapgen/project/project.hpp"

namespace riskmap::pipeline {

/// How the files that a build rests on look from the outside. They are looked at again and again rather than
/// told by the kernel: that also works on network shares.
class FileStates {
  public:
    /// The project file alone, or with every file that `project` names, what belongs to them (the other parts
    /// of a Shapefile) and the styles.
    [[nodiscard]] static FileStates take(const std::filesystem::path& project_file,
                                         const std::optional<project::Project>& project);
    [[nodiscard]] bool operator==(const FileStates& other) const = default;
    [[nodiscard]] std::size_t size() const { return states_.size(); }
    /// A file that differs from `other`. @pre they differ
    [[nodiscard]] std::string first_change(const FileStates& other) const;

  private:
    struct State {
        bool exists = false;
        std::uintmax_t size = 0;
        std::uintmax_t inode = 0;  ///< another one where an editor replaced the file
        std::int64_t changed_ns = 0;
        bool operator==(const State& other) const = default;
    };
    void add(const std::filesystem::path& file);

    std::map<std::filesystem::path, State> states_;
};

struct WatchPace {
    std::chrono::milliseconds look{500};    ///< between two looks at the files
    std::chrono::milliseconds quiet{1000};  ///< how long the files must rest before they are read
};

/// Waits until the files differ from `seen` and have come to rest.
/// @param wait sleeps; true ends the waiting
/// @return what they are now; nothing where the waiting ended
[[nodiscard]] std::optional<FileStates> wait_for_change(
    const FileStates& seen, const WatchPace& pace, const std::function<FileStates()>& take,
    const std::function<bool(std::chrono::milliseconds)>& wait);

}  // namespace riskmap::pipeline
