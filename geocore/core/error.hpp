#pragma once

#include <fmt/format.h>

#include <stdexcept>
#include <string>
#include <utility>

namespace riskmap::core {

/// What kind of failure an Error is: it decides the exit code (data 1, usage 2).
enum class ErrorKind { data, usage };

/// A failure that a user can act on. The message names file, row or key, value and what is allowed.
class Error : public std::runtime_error {
  public:
    Error(ErrorKind kind, const std::string& message, std::string advice = {});

    [[nodiscard]] ErrorKind kind() const noexcept { return kind_; }
    /// What to do about it; empty where there is nothing to add.
    [[nodiscard]] const std::string& advice() const noexcept { return advice_; }
    /// The same failure, told from one level further up: "context: message".
    [[nodiscard]] Error within(const std::string& context) const;

  private:
    ErrorKind kind_;
    std::string advice_;
};

template <class... Args>
[[nodiscard]] Error data_error(fmt::format_string<Args...> format, Args&&... args) {
    return {ErrorKind::data, fmt::format(format, std::forward<Args>(args)...)};
}

template <class... Args>
[[nodiscard]] Error usage_error(fmt::format_string<Args...> format, Args&&... args) {
    return {ErrorKind::usage, fmt::format(format, std::forward<Args>(args)...)};
}

}  // namespace riskmap::core
