#include "geocore/core/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"

namespace riskmap::core {

ProgressStyle progress_style(const std::string& word) {
    if (word == "auto") return isatty(STDERR_FILENO) != 0 ? ProgressStyle::bar : ProgressStyle::plain;
    if (word == "plain") return ProgressStyle::plain;
    if (word == "json") return ProgressStyle::json;
    if (word == "none") return ProgressStyle::none;
    throw usage_error("--progress: '{}' is not known{}", word,
                      suggestion(word, {"auto", "plain", "json", "none"}));
}

Progress::~Progress() {
    if (bar_drawn_) std::fputc('\n', stderr);
}

void Progress::stage(const std::string& name, double fraction) {
    const std::lock_guard lock(mutex_);
    stage_ = name;
    fraction_ = fraction;
    show(true);
}

void Progress::advance(double fraction) {
    const std::lock_guard lock(mutex_);
    fraction_ = fraction;
    const auto now = std::chrono::steady_clock::now();
    if (style_ == ProgressStyle::bar && now - shown_ > std::chrono::milliseconds(100)) show(false);
}

void Progress::done() {
    stage("done", 1);
}

void Progress::show(bool stage_began) {
    shown_ = std::chrono::steady_clock::now();
    const double seconds = std::chrono::duration<double>(shown_ - start_).count();
    if (style_ == ProgressStyle::bar) {
        constexpr int kWidth = 30;
        const int filled = static_cast<int>(std::clamp(fraction_, 0.0, 1.0) * kWidth);
        fmt::print(stderr, "\r\033[K[{}{}] {:3.0f} % {:5.1f} s {}",
                   std::string(static_cast<std::size_t>(filled), '#'),
                   std::string(static_cast<std::size_t>(kWidth - filled), '.'), fraction_ * 100, seconds,
                   stage_);
        bar_drawn_ = true;
        std::fflush(stderr);
    } else if (style_ == ProgressStyle::plain && stage_began) {
        fmt::print(stderr, "{:3.0f} % {:6.1f} s  {}\n", fraction_ * 100, seconds, stage_);
    } else if (style_ == ProgressStyle::json && stage_began) {
        fmt::print(stderr, "{{\"fraction\": {:.3f}, \"seconds\": {:.2f}, \"stage\": \"{}\"}}\n", fraction_,
                   seconds, stage_);
    }
}

}  // namespace riskmap::core
