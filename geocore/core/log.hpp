#pragma once

#include <string>

namespace riskmap::core {

/// Messages for people who run the programs, on stderr, so that results on stdout stay clean.
void log_info(const std::string& message);
void log_warning(const std::string& message);
void log_error(const std::string& message);

}  // namespace riskmap::core
