#include "tileserver/tiles/tile_cache.hpp"

namespace riskmap::tileserver::tiles {

TileCache::TileCache(std::size_t budget_bytes) : shard_budget_(budget_bytes / kShards) {}

TileCache::Shard& TileCache::shard_of(std::string_view key) {
    const std::size_t hash = std::hash<std::string_view>{}(key);
    return shards_[(hash >> 20U) % kShards];
}

TileCache::Value TileCache::find_in(Shard& shard, std::string_view key) {
    const auto found = shard.entries.find(key);
    if (found == shard.entries.end()) return nullptr;
    shard.recent.splice(shard.recent.begin(), shard.recent, found->second);
    ++shard.counts.hits;
    return found->second->value;
}

TileCache::Value TileCache::find(std::string_view key) {
    Shard& shard = shard_of(key);
    const std::lock_guard lock(shard.mutex);
    return find_in(shard, key);
}

void TileCache::insert(Shard& shard, std::string_view key, const Value& value) {
    const auto weight = [](const Entry& entry) {
        return entry.value->weight() + entry.key.size() + kEntryOverhead;
    };
    shard.recent.push_front({std::string(key), value});
    if (weight(shard.recent.front()) > shard_budget_) {
        shard.recent.pop_front();
        return;
    }
    shard.entries.emplace(shard.recent.front().key, shard.recent.begin());
    shard.counts.bytes += weight(shard.recent.front());
    while (shard.counts.bytes > shard_budget_) {
        shard.counts.bytes -= weight(shard.recent.back());
        shard.entries.erase(shard.recent.back().key);
        shard.recent.pop_back();
        ++shard.counts.evictions;
    }
}

TileCache::Value TileCache::get_or_make(std::string_view key, const std::function<Value()>& make) {
    Shard& shard = shard_of(key);
    std::shared_ptr<Flight> flight;
    {
        std::unique_lock lock(shard.mutex);
        if (auto value = find_in(shard, key)) return value;
        auto& place = shard.flights[std::string(key)];
        if (place) {
            flight = place;
            ++shard.counts.waits;
            flight->landed.wait(lock, [&] { return flight->done; });
            if (flight->failure) std::rethrow_exception(flight->failure);
            return flight->value;
        }
        place = flight = std::make_shared<Flight>();
        ++shard.counts.misses;
    }
    try {
        flight->value = make();
    } catch (...) {
        flight->failure = std::current_exception();
    }
    {
        const std::lock_guard lock(shard.mutex);
        if (flight->value) insert(shard, key, flight->value);
        flight->done = true;
        shard.flights.erase(std::string(key));
    }
    flight->landed.notify_all();
    if (flight->failure) std::rethrow_exception(flight->failure);
    return flight->value;
}

void TileCache::clear() {
    for (auto& shard : shards_) {
        const std::lock_guard lock(shard.mutex);
        shard.entries.clear();
        shard.recent.clear();
        shard.counts.bytes = 0;
    }
}

TileCache::Counts TileCache::counts() const {
    Counts total;
    for (const auto& shard : shards_) {
        const std::lock_guard lock(shard.mutex);
        total.hits += shard.counts.hits;
        total.misses += shard.counts.misses;
        total.waits += shard.counts.waits;
        total.evictions += shard.counts.evictions;
        total.bytes += shard.counts.bytes;
        total.entries += shard.entries.size();
    }
    return total;
}

}  // namespace riskmap::tileserver::tiles
