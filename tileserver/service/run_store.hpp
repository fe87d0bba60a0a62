#pragma once

#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tileserver/service/served_run.hpp"

namespace riskmap::tileserver::service {

using RunPtr = std::shared_ptr<const ServedRun>;

/// The runs of a folder: the current one, which a new `current` link replaces as a whole, and older ones on
/// request. A run that cannot be read is reported and the one before goes on being served.
class RunStore {
  public:
    /// `directory` holds `current` and `runs/`, or is a run itself.
    /// Where `current` is broken the newest whole run is served, and trouble() says so.
    /// @throws core::Error (data) where there is no run that can be served.
    RunStore(std::filesystem::path directory, LoadOptions options);

    [[nodiscard]] RunPtr current() const;
    /// Of the current run, without a lock.
    [[nodiscard]] std::uint64_t generation() const noexcept {
        return generation_.load(std::memory_order_acquire);
    }
    /// A run that is in memory; null where it would have to be read first.
    [[nodiscard]] RunPtr loaded(std::string_view id);
    /// Null where there is none of that id. Few are kept, their rasters in memory where the current run
    /// leaves room.
    /// @throws core::Error (data) where it is broken.
    [[nodiscard]] RunPtr pinned(const std::string& id);
    /// Ids of the whole runs in the folder, the latest first.
    [[nodiscard]] std::vector<std::string> ids() const;
    /// Looks at `current` again; true where another run was taken over.
    bool refresh();
    /// What is wrong with the run that `current` leads to; empty while it is the one being served.
    [[nodiscard]] std::string trouble() const;
    /// Called after each takeover, by the thread that made it. To be set before watch().
    void when_taken_over(std::function<void()> call) { taken_over_ = std::move(call); }
    /// Looks every `interval` until the object ends.
    void watch(std::chrono::milliseconds interval);
    /// Returns once the one that watches has ended.
    void stop_watching() { watcher_ = {}; }

  private:
    static constexpr std::size_t kPinned = 4;
    static constexpr int kRetryEvery = 10;  ///< looks between two tries of a run that was refused
    [[nodiscard]] std::filesystem::path resolve() const;
    [[nodiscard]] std::vector<std::string> folders() const;  ///< of runs, the latest first
    [[nodiscard]] RunPtr newest_whole_run() const;
    void note_trouble(const std::filesystem::path& folder, const std::string& message);

    std::filesystem::path directory_;
    LoadOptions options_;
    std::atomic<std::uint64_t> generation_{0};
    mutable std::mutex mutex_;  ///< of what follows
    RunPtr current_;
    std::string trouble_;
    std::list<RunPtr> pinned_;
    std::mutex loading_;  ///< one load of an older run at a time
    std::mutex refreshing_;
    std::filesystem::path refused_;
    int skipped_ = 0;
    std::function<void()> taken_over_;
    std::jthread watcher_;
};

}  // namespace riskmap::tileserver::service
