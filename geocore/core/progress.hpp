#pragma once

#include <chrono>
#include <functional>
#include <mutex>
#include <string>

namespace riskmap::core {

enum class ProgressStyle { bar, plain, json, none };

/// "auto" is a bar on a terminal and lines otherwise.
/// @throws Error (usage) for any other word than auto, plain, json and none.
[[nodiscard]] ProgressStyle progress_style(const std::string& word);

/// Tells on stderr how far a long job is. Safe to call from several threads.
class Progress {
  public:
    /// @param stop asked whenever a stage begins: true ends the job there
    explicit Progress(ProgressStyle style, std::function<bool()> stop = {})
        : style_(style), stop_(std::move(stop)) {}
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /// A new stage begins; `fraction` (0..1) is how much of the whole job is behind it.
    /// @throws Error (data) where the job is to stop.
    void stage(const std::string& name, double fraction);
    /// The same stage, further on.
    void advance(double fraction);
    void done();

  private:
    void show(bool stage_began);

    ProgressStyle style_;
    std::function<bool()> stop_;
    std::mutex mutex_;
    std::string stage_;
    double fraction_ = 0;
    bool bar_drawn_ = false;
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
    std::chrono::steady_clock::time_point shown_{};
};

}  // namespace riskmap::core
