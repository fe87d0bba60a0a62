#pragma once

#include <array>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "tileserver/http/message.hpp"

namespace riskmap::tileserver::tiles {

/// Answers by key, the least recently used ones dropped once their bytes exceed the budget. Where several ask
/// for one missing answer, one makes it and the others wait.
class TileCache {
  public:
    using Value = std::shared_ptr<const http::Payload>;

    explicit TileCache(std::size_t budget_bytes);

    [[nodiscard]] Value find(std::string_view key);
    /// `make` runs without a lock. What it throws reaches the caller and everyone who waited. A null value is
    /// handed on and not kept.
    [[nodiscard]] Value get_or_make(std::string_view key, const std::function<Value()>& make);
    void clear();

    struct Counts {
        std::uint64_t hits = 0;
        std::uint64_t misses = 0;
        std::uint64_t waits = 0;
        std::uint64_t evictions = 0;
        std::size_t bytes = 0;
        std::size_t entries = 0;
    };
    [[nodiscard]] Counts counts() const;

  private:
    struct Flight {
        std::condition_variable landed;
        bool done = false;
        Value value;
        std::exception_ptr failure;
    };
    struct Entry {
        std::string key;
        Value value;
    };
    struct Shard {
        mutable std::mutex mutex;
        std::list<Entry> recent;  ///< the latest first
        std::unordered_map<std::string_view, std::list<Entry>::iterator> entries;
        std::unordered_map<std::string, std::shared_ptr<Flight>> flights;
        Counts counts;
    };
    static constexpr std::size_t kShards = 16;
    static constexpr std::size_t kEntryOverhead = 160;

    [[nodiscard]] Shard& shard_of(std::string_view key);
    [[nodiscard]] static Value find_in(Shard& shard, std::string_view key);
    void insert(Shard& shard, std::string_view key, const Value& value);

    std::size_t shard_budget_;
    std::array<Shard, kShards> shards_;
};

}  // namespace riskmap::tileserver::tiles
