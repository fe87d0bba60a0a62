#include "geocore/core/progress.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"

namespace riskmap::core {
namespace {

std::size_t terminal_columns() {
    winsize size{};
    return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

/// One line that fits the terminal: a longer one would break and no longer be overwritten.
std::string bar_line(double fraction, double seconds, const std::string& stage) {
    const std::size_t columns = terminal_columns();
    const std::size_t width = std::clamp<std::size_t>(columns / 3, 4, 30);
    const auto filled = static_cast<std::size_t>(std::clamp(fraction, 0.0, 1.0) * static_cast<double>(width));
    const std::string line = fmt::format("[{}{}] {:3.0f} % {:5.1f} s {}", std::string(filled, '#'),
                                         std::string(width - filled, '.'), fraction * 100, seconds, stage);
    return line.substr(0, columns - 1);
}

}  // namespace

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
    if (stop_ && stop_()) throw data_error("interrupted before '{}'; nothing was changed", name);
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
    const std::lock_guard lock(mutex_);
    stage_ = "done";
    fraction_ = 1;
    show(true);
}

void Progress::show(bool stage_began) {
    shown_ = std::chrono::steady_clock::now();
    const double seconds = std::chrono::duration<double>(shown_ - start_).count();
    if (style_ == ProgressStyle::bar) {
        fmt::print(stderr, "\r\033[K{}", bar_line(fraction_, seconds, stage_));
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
