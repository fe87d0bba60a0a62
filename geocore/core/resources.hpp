#pragma once

#include <filesystem>
#include <string>

namespace riskmap::core {

/// A file or folder that belongs to the programs ("styles", "web"): beside the installed program in
/// ../share/riskmap, or in the source tree the program was built from.
/// @throws Error (data) naming both places where it is in neither.
[[nodiscard]] std::filesystem::path find_resource(const std::string& name);

}  // namespace riskmap::core
