#pragma once

#include <cmath>
#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

#include "geocore/grid/geometry.hpp"

namespace riskmap::zones {

/// Segments by square buckets of the plane. Nothing is ever taken out: who asks knows which still stand.
class SegmentIndex {
  public:
    using Ends = std::pair<int, int>;  ///< whatever names a segment

    void add(Ends ends, grid::Point a, grid::Point b) {
        grid::Box box = grid::Box::empty();
        box.extend(a);
        box.extend(b);
        for_each_bucket(box, [&](std::int64_t key) { buckets_[key].push_back(ends); });
    }

    /// Stops where `visit` returns false, and returns whether it never did. A segment may come several times.
    template <class Visit>
    bool all_near(const grid::Box& box, Visit visit) const {
        bool good = true;
        for_each_bucket(box, [&](std::int64_t key) {
            const auto at = buckets_.find(key);
            if (!good || at == buckets_.end()) return;
            for (const Ends& ends : at->second) good = good && visit(ends);
        });
        return good;
    }

  private:
    template <class Use>
    static void for_each_bucket(const grid::Box& box, Use use) {
        constexpr double kSide = 8;
        const auto bucket = [](double v) { return static_cast<std::int64_t>(std::floor(v / kSide)); };
        for (std::int64_t y = bucket(box.ymin); y <= bucket(box.ymax); ++y) {
            for (std::int64_t x = bucket(box.xmin); x <= bucket(box.xmax); ++x) use(y * (1LL << 32) + x);
        }
    }

    std::unordered_map<std::int64_t, std::vector<Ends>> buckets_;
};

}  // namespace riskmap::zones
