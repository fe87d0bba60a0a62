#include "mapgen/zones/regions.hpp"

#include <algorithm>

#include "mapgen/zones/disjoint_sets.hpp"

namespace riskmap::zones {
namespace {

/// Runs of equal level along rows, joined to the runs above them: far fewer than cells.
class RunJoiner {
  public:
    RunJoiner(const grid::Raster<unsigned char>& levels, std::vector<std::int32_t>& label)
        : levels_(levels), label_(label) {}

    DisjointSets join() {
        for (int row = 0; row < levels_.grid.height; ++row) join_row(row);
        return std::move(sets_);
    }

  private:
    void join_row(int row) {
        for (int column = 0; column < levels_.grid.width; ++column) {
            const std::size_t cell = levels_.index(column, row);
            const unsigned char level = levels_.values[cell];
            if (level == grid::kLevelNodata) continue;
            const std::size_t above = cell - static_cast<std::size_t>(levels_.grid.width);
            const bool joins_left = column > 0 && levels_.values[cell - 1] == level;
            const bool joins_above = row > 0 && levels_.values[above] == level;
            label_[cell] = joins_left ? label_[cell - 1] : joins_above ? label_[above] : sets_.add();
            if (joins_left && joins_above) sets_.unite(label_[cell], label_[above]);
        }
    }

    const grid::Raster<unsigned char>& levels_;
    std::vector<std::int32_t>& label_;
    DisjointSets sets_;
};

}  // namespace

Regions find_regions(const grid::Raster<unsigned char>& levels) {
    Regions regions;
    regions.width = levels.grid.width;
    regions.height = levels.grid.height;
    regions.label.assign(levels.values.size(), Regions::kOutside);
    DisjointSets sets = RunJoiner(levels, regions.label).join();
    std::vector<std::int32_t> number(sets.size(), -1);
    for (std::size_t cell = 0; cell < regions.label.size(); ++cell) {
        auto& label = regions.label[cell];
        if (label == Regions::kOutside) continue;
        auto& own = number[static_cast<std::size_t>(sets.find(label))];
        if (own < 0) {
            own = static_cast<std::int32_t>(regions.list.size());
            regions.list.push_back({levels.values[cell], 0, cell});
        }
        label = own;
        ++regions.list[static_cast<std::size_t>(own)].cells;
    }
    return regions;
}

std::vector<std::vector<std::int32_t>> neighbours_of(const Regions& regions) {
    std::vector<std::vector<std::int32_t>> neighbours(regions.list.size());
    const auto touch = [&](std::int32_t a, std::int32_t b) {
        if (a == b || a == Regions::kOutside || b == Regions::kOutside) return;
        auto& of_a = neighbours[static_cast<std::size_t>(a)];
        if (!of_a.empty() && of_a.back() == b) return;
        of_a.push_back(b);
        neighbours[static_cast<std::size_t>(b)].push_back(a);
    };
    for (int row = 0; row < regions.height; ++row) {
        for (int column = 0; column < regions.width; ++column) {
            touch(regions.at(column, row), regions.at(column + 1, row));
            touch(regions.at(column, row), regions.at(column, row + 1));
        }
    }
    for (auto& list : neighbours) {
        std::sort(list.begin(), list.end());
        list.erase(std::unique(list.begin(), list.end()), list.end());
    }
    return neighbours;
}

}  // namespace riskmap::zones
