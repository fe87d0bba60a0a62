#include "geocore/core/input_file.hpp"

#include <fstream>
#include <sstream>
#include <system_error>
#include <utility>

namespace riskmap::core {

std::optional<std::string> read_file(const std::filesystem::path& path) {
    std::error_code ignored;
    std::ifstream in(path, std::ios::binary);
    if (!in || std::filesystem::is_directory(path, ignored)) return std::nullopt;
    std::ostringstream bytes;
    bytes << in.rdbuf();
    return std::move(bytes).str();
}

}  // namespace riskmap::core
