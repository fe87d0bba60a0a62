#include "mapgen/zones/mapping_unit.hpp"

#include <algorithm>
#include <queue>
#include <tuple>

#include "mapgen/zones/disjoint_sets.hpp"

namespace riskmap::zones {
namespace {

class Merger {
  public:
    Merger(const Regions& regions, std::size_t least_cells)
        : list_(regions.list),
          neighbours_(neighbours_of(regions)),
          sets_(regions.list.size()),
          least_cells_(least_cells) {}

    DisjointSets merge() {
        for (std::size_t i = 0; i < list_.size(); ++i) consider(static_cast<std::int32_t>(i));
        while (!waiting_.empty()) {
            const auto [cells, first_cell, region] = waiting_.top();
            waiting_.pop();
            const bool stale = sets_.find(region) != region || of(region).cells != cells;
            if (!stale) merge_region(region);
        }
        return std::move(sets_);
    }

    [[nodiscard]] const Region& merged(std::int32_t root) const {
        return list_[static_cast<std::size_t>(root)];
    }

  private:
    using Entry = std::tuple<std::size_t, std::size_t, std::int32_t>;

    Region& of(std::int32_t region) { return list_[static_cast<std::size_t>(region)]; }
    std::vector<std::int32_t>& around(std::int32_t region) {
        return neighbours_[static_cast<std::size_t>(region)];
    }

    void consider(std::int32_t region) {
        if (of(region).cells < least_cells_)
            waiting_.emplace(of(region).cells, of(region).first_cell, region);
    }

    std::vector<std::int32_t> roots_around(std::int32_t region) {
        std::vector<std::int32_t> roots;
        for (const auto neighbour : around(region)) roots.push_back(sets_.find(neighbour));
        std::sort(roots.begin(), roots.end());
        roots.erase(std::unique(roots.begin(), roots.end()), roots.end());
        std::erase(roots, region);
        return roots;
    }

    void merge_region(std::int32_t region) {
        const auto neighbours = roots_around(region);
        if (neighbours.empty()) return;
        const auto rank = [&](std::int32_t r) { return grid::level_rank(of(r).level); };
        const auto first =
            *std::max_element(neighbours.begin(), neighbours.end(),
                              [&](std::int32_t a, std::int32_t b) { return rank(a) < rank(b); });
        if (rank(first) <= rank(region)) return;
        const unsigned char level = of(first).level;
        std::int32_t united = region;
        for (const auto neighbour : neighbours) {
            if (of(neighbour).level == level) united = unite(united, neighbour, level);
        }
        consider(united);
        for (const auto neighbour : neighbours) {
            // What was turned down before may have a neighbour that stands before it now.
            if (sets_.find(neighbour) == neighbour && neighbour != united) consider(neighbour);
        }
    }

    std::int32_t unite(std::int32_t a, std::int32_t b, unsigned char level) {
        auto longer = std::move(around(a));
        auto shorter = std::move(around(b));
        if (longer.size() < shorter.size()) std::swap(longer, shorter);
        longer.insert(longer.end(), shorter.begin(), shorter.end());
        const std::size_t cells = of(a).cells + of(b).cells;
        const std::size_t first_cell = std::min(of(a).first_cell, of(b).first_cell);
        sets_.unite(a, b);
        const std::int32_t root = sets_.find(a);
        of(root) = {level, cells, first_cell};
        around(root) = std::move(longer);
        return root;
    }

    std::vector<Region> list_;
    std::vector<std::vector<std::int32_t>> neighbours_;
    DisjointSets sets_;
    std::size_t least_cells_;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> waiting_;
};

}  // namespace

Regions merge_below_unit(const Regions& regions, std::size_t least_cells) {
    Merger merger(regions, least_cells);
    DisjointSets sets = merger.merge();
    Regions merged;
    merged.width = regions.width;
    merged.height = regions.height;
    merged.label.resize(regions.label.size());
    std::vector<std::int32_t> number(regions.list.size(), -1);
    for (std::size_t i = 0; i < regions.list.size(); ++i) {
        // A set's representative is its smallest number, so it comes before the others of its set.
        const std::int32_t root = sets.find(static_cast<std::int32_t>(i));
        if (static_cast<std::size_t>(root) == i) {
            number[i] = static_cast<std::int32_t>(merged.list.size());
            merged.list.push_back(merger.merged(root));
        } else {
            number[i] = number[static_cast<std::size_t>(root)];
        }
    }
    std::transform(regions.label.begin(), regions.label.end(), merged.label.begin(), [&](std::int32_t label) {
        return label == Regions::kOutside ? label : number[static_cast<std::size_t>(label)];
    });
    return merged;
}

}  // namespace riskmap::zones
