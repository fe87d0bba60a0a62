#include "geocore/core/resources.hpp"

#include "geocore/core/error.hpp"

namespace riskmap::core {

std::filesystem::path find_resource(const std::string& name) {
    std::error_code ignored;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", ignored);
    const auto installed = program.parent_path().parent_path() / "share" / "riskmap" / name;
    if (std::filesystem::exists(installed)) return installed;
    const auto source = std::filesystem::path(RISKMAP_SOURCE_DIR) / (name == "web" ? "web/dist" : name);
    if (std::filesystem::exists(source)) return source;
    throw data_error("'{}' is neither in {} nor in {}; is the program installed whole?", name,
                     installed.string(), source.string());
}

}  // namespace riskmap::core
