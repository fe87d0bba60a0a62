#pragma once

#include <filesystem>
#include <string>

namespace riskmap::core {

/// The file appears whole or not at all. @throws Error (data) where it cannot be written.
void write_file(const std::filesystem::path& output, const std::string& bytes);

}  // namespace riskmap::core
