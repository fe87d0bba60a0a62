#pragma once

#include <string>

namespace riskmap::core {

/// The linker's build id of the running program (lower-case hexadecimal): it changes with every change of the
/// program's code. Empty where the program was linked without one.
[[nodiscard]] std::string build_id();

}  // namespace riskmap::core
