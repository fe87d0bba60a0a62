#pragma once

#include <memory>
#include <span>
#include <vector>

#include "geocore/grid/grid.hpp"
#include "mapgen/fields/field.hpp"
#include "mapgen/fields/kriging_system.hpp"

namespace riskmap::fields {

/// At most kTileSide on a side: one neighbourhood may serve a whole tile.
constexpr int kTileSide = 64;

/// A rectangle of cells whose centres are origin + (column dx, row dy).
struct Tile {
    grid::Point origin;  ///< centre of the first cell
    double dx = 0;
    double dy = 0;
    int width = 0;
    int height = 0;

    [[nodiscard]] std::size_t size() const {
        return static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    }
    [[nodiscard]] grid::Point centre(int column, int row) const {
        return {origin.x + column * dx, origin.y + row * dy};
    }
};

/// Predictions of a tile, row by row, on the transformed scale.
struct TileResult {
    std::vector<double> mean;
    std::vector<double> variance;  ///< NaN where the method has none
    std::vector<double> lagrange;
    std::vector<float> squared_distance;  ///< to the nearest sample, m2

    void resize(std::size_t n) {
        mean.resize(n);
        variance.resize(n);
        lagrange.resize(n);
        squared_distance.resize(n);
    }
};

/// One way to estimate, on the transformed scale. Immutable, safe for many threads.
class Predictor {
  public:
    Predictor() = default;
    virtual ~Predictor() = default;
    Predictor(const Predictor&) = delete;
    Predictor& operator=(const Predictor&) = delete;

    /// `drifts`: external variables at the target, empty where the method takes none.
    [[nodiscard]] virtual Prediction at(grid::Point target, std::span<const double> drifts) const = 0;
    /// The estimate at sample i from the samples that `excluded` does not mark.
    [[nodiscard]] virtual Prediction without(const std::vector<bool>& excluded, std::size_t i) const = 0;
    /// Estimates of the excluded samples, in their order, from the others.
    [[nodiscard]] virtual std::vector<Prediction> held_out(const std::vector<bool>& excluded) const;
    /// Estimates of every sample from all others.
    [[nodiscard]] virtual std::vector<Prediction> leave_one_out() const;
    [[nodiscard]] virtual std::size_t samples() const = 0;
    [[nodiscard]] virtual bool has_variance() const { return false; }
    /// Fills `result` faster than cell by cell; what lies exactly at a sample may differ from at().
    /// @return false where there is no faster way.
    [[nodiscard]] virtual bool tile([[maybe_unused]] const Tile& tile,
                                    [[maybe_unused]] const DriftAt* drift_at,
                                    [[maybe_unused]] TileResult& result) const {
        return false;
    }
    /// Instruction set of tile().
    [[nodiscard]] virtual std::string isa() const { return "x86-64"; }
};

}  // namespace riskmap::fields
