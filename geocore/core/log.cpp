#include "geocore/core/log.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <atomic>

#include "geocore/core/json_log.hpp"
#include "geocore/core/json_text.hpp"

namespace riskmap::core {
namespace {

std::atomic<bool> as_json{false};

spdlog::logger& logger() {
    static const auto instance = [] {
        auto made = spdlog::stderr_color_mt("riskmap");
        made->set_pattern("%Y-%m-%dT%H:%M:%S%z %^%l%$ %v");
        made->flush_on(spdlog::level::info);
        return made;
    }();
    return *instance;
}

void write(spdlog::level::level_enum level, const std::string& message) {
    if (!as_json) return logger().log(level, "{}", message);
    const auto name = spdlog::level::to_string_view(level);
    logger().log(level, R"({{"time":"{:%Y-%m-%dT%H:%M:%SZ}","level":"{}","message":{}}})",
                 fmt::gmtime(std::time(nullptr)), std::string_view(name.data(), name.size()),
                 json_string(message));
}

}  // namespace

void use_json_log() {
    logger().set_pattern("%v");
    as_json = true;
}
void log_info(const std::string& message) {
    write(spdlog::level::info, message);
}
void log_warning(const std::string& message) {
    write(spdlog::level::warn, message);
}
void log_error(const std::string& message) {
    write(spdlog::level::err, message);
}

}  // namespace riskmap::core
