#pragma once

#include <chrono>

#include "tileserver/config/config.hpp"
#include "tileserver/service/metrics.hpp"
#include "tileserver/service/run_store.hpp"
#include "tileserver/service/static_files.hpp"
#include "tileserver/tiles/tile_cache.hpp"

namespace riskmap::tileserver::service {

/// What the handlers share; everything in it is safe for all threads.
struct Services {
    const config::Config& config;
    RunStore& runs;
    const StaticFiles& files;
    tiles::TileCache& cache;
    Metrics& metrics;
    std::chrono::steady_clock::time_point started = std::chrono::steady_clock::now();
};

}  // namespace riskmap::tileserver::service
