#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace riskmap::core {

/// All bytes of a file; nothing where it cannot be read. For files that fit into memory.
[[nodiscard]] std::optional<std::string> read_file(const std::filesystem::path& path);

}  // namespace riskmap::core
