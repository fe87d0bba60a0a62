#pragma once

#include <mutex>

#include "mapgen/fields/drift_basis.hpp"
#include "mapgen/fields/kd_tree.hpp"
#include "mapgen/fields/kernel_kriging.hpp"
#include "mapgen/fields/predictor.hpp"

namespace riskmap::fields {

/// Every kind of kriging: with all samples or a neighbourhood, at points or over blocks.
class KrigingPredictor : public Predictor {
  public:
    KrigingPredictor(KrigingData data, Variogram variogram, DriftBasis basis, const FieldOptions& options);

    [[nodiscard]] Prediction at(grid::Point target, std::span<const double> drifts) const override;
    [[nodiscard]] Prediction without(const std::vector<bool>& excluded, std::size_t i) const override;
    [[nodiscard]] std::vector<Prediction> held_out(const std::vector<bool>& excluded) const override;
    [[nodiscard]] std::vector<Prediction> leave_one_out() const override;
    [[nodiscard]] std::size_t samples() const override { return static_cast<std::size_t>(data_.size()); }
    [[nodiscard]] bool has_variance() const override { return true; }

    [[nodiscard]] bool tile(const Tile& tile, const DriftAt* drift_at, TileResult& result) const override;
    [[nodiscard]] std::string isa() const override { return table_ != nullptr ? table_->isa : "x86-64"; }

  private:
    [[nodiscard]] bool tile_of_all(const Tile& tile, const DriftValues& drift, TileResult& result) const;
    [[nodiscard]] bool tile_of_neighbours(const Tile& tile, const DriftValues& drift,
                                          TileResult& result) const;
    /// A part of a tile, in cells.
    struct Block {
        int column, row, width, height;
    };
    void fill_block(const Tile& tile, const Block& block, const DriftValues& drift, TileResult& result) const;
    void fill_shared(const Tile& part, const std::vector<int>& rows, const DriftValues& drift,
                     TileResult& result) const;
    void fill_cell(const Tile& cell, const DriftValues& drift, TileResult& result) const;
    [[nodiscard]] std::vector<int> shared_rows(const grid::Box& box) const;
    void lay_out_kernels(const Tile& tile) const;
    [[nodiscard]] bool float_suffices(const KrigingSystem& system, const Tile& tile) const;
    [[nodiscard]] Prediction predict(const KrigingSystem& system, grid::Point target,
                                     std::span<const double> drift0) const;
    [[nodiscard]] Prediction from_rows(std::span<const int> rows, grid::Point target,
                                       std::span<const double> drift0) const;
    void lay_out_block(double dx, double dy);

    KrigingData data_;
    Variogram variogram_;
    DriftBasis basis_;
    Neighbourhood neighbourhood_;
    double mean_ = 0;  ///< of simple kriging, taken off the values
    std::unique_ptr<KrigingSystem> global_;
    KdTree tree_;
    const KernelTable* table_ = nullptr;
    std::optional<std::vector<KernelStructure>> structures_;
    mutable std::once_flag laid_out_;
    mutable bool in_float_ = true;
    mutable std::unique_ptr<KernelKriging<float>> fast_;
    mutable std::unique_ptr<KernelKriging<double>> exact_;
    std::vector<grid::Point> block_offsets_;
    std::vector<double> block_weights_;
    double block_within_ = 0;
};

}  // namespace riskmap::fields
