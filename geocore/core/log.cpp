#include "geocore/core/log.hpp"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

namespace riskmap::core {
namespace {

spdlog::logger& logger() {
    static const auto instance = [] {
        auto made = spdlog::stderr_color_mt("riskmap");
        made->set_pattern("%Y-%m-%dT%H:%M:%S%z %^%l%$ %v");
        made->flush_on(spdlog::level::info);
        return made;
    }();
    return *instance;
}

}  // namespace

void log_info(const std::string& message) {
    logger().info("{}", message);
}
void log_warning(const std::string& message) {
    logger().warn("{}", message);
}
void log_error(const std::string& message) {
    logger().error("{}", message);
}

}  // namespace riskmap::core
