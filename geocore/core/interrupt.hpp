#pragma once

#include <chrono>

namespace riskmap::core {

/// While it lives, the first SIGINT or SIGTERM only sets a flag, so that work can end cleanly; a second one
/// ends the process at once. One at a time.
class Interrupt {
  public:
    [[nodiscard]] Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    [[nodiscard]] static bool requested();
    /// Sleeps, but no longer than until the signal comes. @return requested()
    static bool wait(std::chrono::milliseconds time);
};

}  // namespace riskmap::core
