#include "app.hpp"

#include <algorithm>
#include <array>

#include "geocore/core/digest.hpp"
#include "target.hpp"

namespace riskmap::fuzz {
namespace {

using namespace riskmap::tileserver;

struct World {
    config::Config config;
    service::RunStore runs;
    service::StaticFiles files;
    service::App app;

    explicit World(const char* folder)
        : config(configured(folder)), runs(folder, {64U << 20U, 1}), app(config, runs, files) {}

    static config::Config configured(const char* folder) {
        config::Config made;
        made.directory = folder;
        made.cache_mb = 1;
        made.max_export_cells = 20000;
        made.keys.push_back({"fuzz", core::sha256_hex("key")});
        return made;
    }
};

}  // namespace

service::App& app() {
    static World* const world = [] {
        const char* folder = std::getenv("RISKMAP_FUZZ_RUNS");
        require(folder != nullptr, "RISKMAP_FUZZ_RUNS is not set");
        return new World(folder);
    }();
    return world->app;
}

void ask(const http::Request& request) {
    constexpr std::array kAllowed{200, 204, 206, 304, 400, 401, 404, 405, 406, 413, 415, 416, 501};
    auto response = app().ready(request);
    if (!response.payload) response = app().handle(request);
    require(response.payload != nullptr, "no answer");
    const auto status = response.payload->status;
    if (std::find(kAllowed.begin(), kAllowed.end(), status) != kAllowed.end()) return;
    std::fprintf(stderr, "fuzz: status %d for %.*s\n", status, static_cast<int>(request.target.size()),
                 request.target.data());
    std::abort();
}

}  // namespace riskmap::fuzz

/// libFuzzer calls it before the first input, whose time is limited: the server may start slowly.
extern "C" int LLVMFuzzerInitialize(int* /*argc*/, char*** /*argv*/) {
    (void)riskmap::fuzz::app();
    return 0;
}
