#pragma once

#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

namespace riskmap::zones {

/// Sets of numbers 0, 1, 2, ... that only ever unite. The representative of a set is its smallest number.
class DisjointSets {
  public:
    DisjointSets() = default;
    explicit DisjointSets(std::size_t count) : parent_(count) {
        std::iota(parent_.begin(), parent_.end(), 0);
    }

    /// A new set of one; returns its number.
    std::int32_t add() {
        parent_.push_back(static_cast<std::int32_t>(parent_.size()));
        return parent_.back();
    }
    [[nodiscard]] std::size_t size() const { return parent_.size(); }

    [[nodiscard]] std::int32_t find(std::int32_t i) {
        while (parent(i) != i) {
            parent(i) = parent(parent(i));
            i = parent(i);
        }
        return i;
    }
    void unite(std::int32_t a, std::int32_t b) {
        a = find(a);
        b = find(b);
        if (b < a) std::swap(a, b);
        parent(b) = a;
    }

  private:
    std::int32_t& parent(std::int32_t i) { return parent_[static_cast<std::size_t>(i)]; }

    std::vector<std::int32_t> parent_;
};

}  // namespace riskmap::zones
