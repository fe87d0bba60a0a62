#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace riskmap::artefacts {

/// Finished stages of earlier builds, each under a digest of all that went into it. An entry that is damaged
/// is told, removed and counts as absent; one that cannot be kept is told once: the cache changes what a
/// build costs, never its bytes, and never makes it fail. Safe for several threads; the builder's lock keeps
/// other processes from writing at the same time.
class StageCache {
  public:
    /// A cache that finds and keeps nothing.
    StageCache() = default;
    /// @param program what makes the stages: build id, libraries, instruction set; part of every key
    StageCache(std::filesystem::path folder, std::string program);
    StageCache(const StageCache&) = delete;
    StageCache& operator=(const StageCache&) = delete;

    /// The key of a stage that makes its result from `inputs`.
    [[nodiscard]] std::string key(std::string_view stage, std::string_view inputs) const;

    [[nodiscard]] std::optional<std::string> find(const std::string& key);
    void keep(const std::string& key, std::string_view bytes);

    /// Gives `target` the content kept under `key`, as a hard link where the file system has them.
    /// @param sha256 of the content; another one means damage
    [[nodiscard]] bool fetch_file(const std::string& key, const std::string& sha256,
                                  const std::filesystem::path& target);
    void keep_file(const std::string& key, const std::filesystem::path& file);

    /// Ends a whole build: entries that it neither found nor kept stay, the last used first, while they take
    /// no more room than its own. Space that runs share with the cache by hard links is not counted.
    void finish();

    /// Removes every entry that the last whole build had no part in.
    static void clear_old(const std::filesystem::path& folder);

  private:
    void use(const std::string& key);
    void give_up(const std::string& what, const std::string& why);
    [[nodiscard]] std::filesystem::path file_of(const std::string& key) const;

    std::filesystem::path folder_;
    std::string program_;
    std::atomic<bool> enabled_ = false;
    std::mutex mutex_;
    std::set<std::string> used_;
    unsigned written_ = 0;
};

/// Replaces every file of `run` that has the same bytes under the same path in `previous` by a hard link to
/// it; where the file system has none the file stays.
void link_unchanged(const std::filesystem::path& run, const std::filesystem::path& previous);

}  // namespace riskmap::artefacts
