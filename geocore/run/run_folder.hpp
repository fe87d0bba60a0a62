#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace riskmap::run {

/// The folder of the run that `folder` means: `folder` itself where it holds a manifest, else its `current`.
/// @throws Error (data) where it is neither.
[[nodiscard]] std::filesystem::path resolve(const std::filesystem::path& folder);

/// Ids of the whole runs below `output`/runs, oldest first.
[[nodiscard]] std::vector<std::string> list_runs(const std::filesystem::path& output);

/// The id that `output`/current means, if there is one.
[[nodiscard]] std::optional<std::string> current_run(const std::filesystem::path& output);

/// The right to change an output folder; one process at a time has it.
class OutputLock {
  public:
    /// @throws Error (data) where the folder cannot be written or another process has the lock.
    [[nodiscard]] explicit OutputLock(const std::filesystem::path& output);
    ~OutputLock();
    OutputLock(const OutputLock&) = delete;
    OutputLock& operator=(const OutputLock&) = delete;

  private:
    int file_ = -1;
};

/// Removes a run so that it is either there whole or not at all. @pre the caller has the lock
void remove_run(const std::filesystem::path& output, const std::string& id);

/// A run being written: a hidden folder below `output`/runs that becomes a run by publish(), or disappears.
/// One writer per output folder: a second one is refused while the first lives. What a killed writer left is
/// removed.
class RunBuilder {
  public:
    /// @throws Error (data) where the folder cannot be made or another writer is at work.
    explicit RunBuilder(const std::filesystem::path& output);
    ~RunBuilder();
    RunBuilder(const RunBuilder&) = delete;
    RunBuilder& operator=(const RunBuilder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    /// Brings every file to the disk, gives the folder its name and moves `current` to it, last and
    /// atomically.
    /// @return the run's folder
    std::filesystem::path publish(const std::string& id);

  private:
    std::filesystem::path output_;
    OutputLock lock_;
    std::filesystem::path path_;
};

}  // namespace riskmap::run
