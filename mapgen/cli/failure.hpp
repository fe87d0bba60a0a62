#pragma once

#include <exception>

namespace riskmap::cli {

/// Says on stderr what went wrong, with advice where there is some. @return the exit code: 1 data, 2 usage
int tell_failure(const std::exception& failure);

}  // namespace riskmap::cli
