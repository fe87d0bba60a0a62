#include "tileserver/tiles/tile_cache.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <random>
#include <thread>

using namespace riskmap::tileserver;
using tiles::TileCache;

namespace {

TileCache::Value payload(std::size_t bytes) {
    return http::make_payload(200, "image/png", std::string(bytes, 'x'), "\"t\"", {}, 0);
}

}  // namespace

TEST_CASE("what was made is found again, and not made twice") {
    TileCache cache(1 << 20);
    int made = 0;
    const auto make = [&] {
        ++made;
        return payload(10);
    };
    const auto first = cache.get_or_make("a", make);
    CHECK(cache.get_or_make("a", make) == first);
    CHECK(cache.find("a") == first);
    CHECK(cache.find("b") == nullptr);
    CHECK(made == 1);
}

TEST_CASE("bytes stay within the budget, the least recently used go first") {
    TileCache cache(16 * 10000);
    for (int i = 0; i < 2000; ++i) {
        (void)cache.get_or_make("key" + std::to_string(i), [] { return payload(1000); });
        (void)cache.find("key0");
    }
    const auto counts = cache.counts();
    CHECK(counts.bytes <= 16 * 10000);
    CHECK(counts.entries > 50);
    CHECK(counts.evictions == 2000 - counts.entries);
    CHECK(cache.find("key0") != nullptr);
    CHECK(cache.find("key1") == nullptr);
    (void)cache.get_or_make("huge", [] { return payload(1 << 20); });
    CHECK(cache.find("huge") == nullptr);
    cache.clear();
    CHECK(cache.counts().bytes == 0);
    CHECK(cache.find("key0") == nullptr);
}

TEST_CASE("what fails or is not to be kept is tried again") {
    TileCache cache(1 << 20);
    CHECK_THROWS_AS(cache.get_or_make("a", []() -> TileCache::Value { throw std::runtime_error("x"); }),
                    std::runtime_error);
    CHECK(cache.get_or_make("a", []() -> TileCache::Value { return nullptr; }) == nullptr);
    CHECK(cache.get_or_make("a", [] { return payload(1); }) != nullptr);
}

TEST_CASE("many who ask for one missing answer make it once") {
    TileCache cache(1 << 20);
    std::atomic<int> made{0};
    std::vector<std::jthread> crowd;
    for (int i = 0; i < 8; ++i) {
        crowd.emplace_back([&] {
            (void)cache.get_or_make("a", [&] {
                std::this_thread::sleep_for(std::chrono::milliseconds(50));
                ++made;
                return payload(10);
            });
        });
    }
    crowd.clear();
    CHECK(made == 1);
}

TEST_CASE("several threads over a small cache agree with what they asked for") {
    TileCache cache(16 * 4000);
    std::atomic<int> wrong{0};
    std::vector<std::jthread> crowd;
    for (unsigned seed = 0; seed < 4; ++seed) {
        crowd.emplace_back([&, seed] {
            std::mt19937 random(seed);
            for (int i = 0; i < 5000; ++i) {
                const std::size_t size = 1 + random() % 400;
                const auto found = cache.get_or_make(std::to_string(size), [&] { return payload(size); });
                if (found->body.size() != size) ++wrong;
                if (i % 500 == 0) (void)cache.counts();
                if (i % 1700 == 0) cache.clear();
            }
        });
    }
    crowd.clear();
    CHECK(wrong == 0);
}
