#include <fmt/format.h>
#include <malloc.h>
#include <sys/resource.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <thread>

#include "geocore/core/error.hpp"
#include "geocore/core/json_log.hpp"
#include "geocore/core/log.hpp"
#include "tileserver/cli/export_command.hpp"
#include "tileserver/cli/options.hpp"
#include "tileserver/http/server.hpp"
#include "tileserver/service/app.hpp"

namespace {

using namespace riskmap;
using namespace riskmap::tileserver;

constexpr std::chrono::milliseconds kLongestEnd(4300);
constexpr int kOwnMapping_bytes = 512 * 1024;

/// SIGTERM and SIGINT stop, SIGHUP looks for a new run; handled in a thread of their own, blocked everywhere
/// else.
sigset_t block_signals() {
    sigset_t set;
    sigemptyset(&set);
    for (const int number : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&set, number);
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    return set;
}

/// An export or a run being read can outlast the time that those who stop services grant.
void end_in_time() {
    std::thread([] {
        std::this_thread::sleep_for(kLongestEnd);
        core::log_warning("ended with work still under way");
        std::_Exit(0);
    }).detach();
}

void wait_for_stop(const sigset_t& set, http::Server& server, service::RunStore& runs) {
    for (int number = 0;;) {
        if (sigwait(&set, &number) != 0) continue;
        if (number != SIGHUP) break;
        runs.refresh();
    }
    server.stop();
    end_in_time();
}

std::filesystem::path web_folder(const std::filesystem::path& given) {
    if (!given.empty()) {
        if (std::filesystem::exists(given / "index.html")) return given;
        throw core::usage_error("--web: {} holds no index.html", given.string());
    }
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
    for (const auto& candidate :
         {program / "../share/riskmap/web", std::filesystem::path(RISKMAP_WEB_DIST)}) {
        if (std::filesystem::exists(candidate / "index.html", error)) return candidate;
    }
    return {};
}

/// Raises the limit of open files as far as it goes, and keeps within it: a client that cannot be accepted is
/// told nothing at all, one too many is told 503.
int connections_within_limit(int wanted) {
    constexpr rlim_t kOwnFiles = 256;  ///< rasters being read, the log, sockets that listen
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return wanted;
    const rlim_t needed = static_cast<rlim_t>(wanted) + kOwnFiles;
    if (limit.rlim_cur < needed) {
        limit.rlim_cur = std::min(needed, limit.rlim_max);
        setrlimit(RLIMIT_NOFILE, &limit);
        getrlimit(RLIMIT_NOFILE, &limit);
    }
    if (limit.rlim_cur >= needed) return wanted;
    const auto bearable = static_cast<int>(std::max(limit.rlim_cur, kOwnFiles + 16) - kOwnFiles);
    core::log_warning(
        fmt::format("max_connections = {}, and the system allows {} open files: {} connections are served",
                    wanted, limit.rlim_cur, bearable));
    return bearable;
}

http::ServerOptions server_options(const config::Config& config, int threads) {
    const auto listen = cli::parse_listen(config.listen);
    http::ServerOptions options;
    options.address = listen.address;
    options.port = listen.port;
    options.threads = threads;
    options.heavy_threads = std::max(2, threads / 2);
    options.max_connections = connections_within_limit(config.max_connections);
    options.idle_timeout_s = config.idle_timeout_s;
    options.read_timeout_s = config.read_timeout_s;
    options.write_timeout_s = config.write_timeout_s;
    return options;
}

void serve(const config::Config& config) {
    if (config.log_format == "json") core::use_json_log();
    const sigset_t signals = block_signals();
    const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    const int threads = config.threads > 0 ? config.threads : cores;
    mallopt(M_ARENA_MAX, threads + 1);
    // Rasters go back to the system with the run that they belong to; left to itself the limit grows beyond
    // their size.
    mallopt(M_MMAP_THRESHOLD, kOwnMapping_bytes);
    service::RunStore runs(config.directory, {static_cast<std::size_t>(config.raster_mb) << 20U, threads});
    const auto web = web_folder(config.web);
    const service::StaticFiles files = web.empty() ? service::StaticFiles() : service::StaticFiles(web);
    if (files.empty())
        core::log_warning("the viewer is not installed; tiles and data are served all the same");
    service::App app(config, runs, files);
    http::Server server(server_options(config, threads), app);
    runs.watch(std::chrono::milliseconds(config.poll_ms));
    std::thread waiter([&] { wait_for_stop(signals, server, runs); });
    fmt::print("listening on http://{}\n", server.address());
    std::fflush(stdout);
    core::log_info(fmt::format("serving run {} with {} layers", runs.current()->manifest.id,
                               runs.current()->layers.size()));
    server.run();
    waiter.join();
    core::log_info("stopped");
}

}  // namespace

int main(int argc, char** argv) {
    try {
        if (argc > 1 && std::string_view(argv[1]) == "export") {
            cli::export_command(argc - 1, argv + 1);
            return 0;
        }
        const auto config = cli::parse_command_line(argc, argv);
        if (config) serve(*config);
        return 0;
    } catch (const core::Error& e) {
        fmt::print(stderr, "tileserver: {}\n", e.what());
        if (!e.advice().empty()) fmt::print(stderr, "  {}\n", e.advice());
        return e.kind() == core::ErrorKind::usage ? 2 : 1;
    } catch (const std::exception& e) {
        fmt::print(stderr, "tileserver: {}\n", e.what());
        return 1;
    }
}
