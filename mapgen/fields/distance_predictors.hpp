#pragma once

#include "mapgen/fields/kd_tree.hpp"
#include "mapgen/fields/kernels/kernel_table.hpp"
#include "mapgen/fields/predictor.hpp"
#include "mapgen/fields/prepared_samples.hpp"

namespace riskmap::fields {

/// The value of the nearest sample; of equally near ones the first.
class NearestPredictor : public Predictor {
  public:
    NearestPredictor(const PreparedSamples& samples, const FieldOptions& options);
    [[nodiscard]] Prediction at(grid::Point target, std::span<const double> drifts) const override;
    [[nodiscard]] Prediction without(const std::vector<bool>& excluded, std::size_t i) const override;
    [[nodiscard]] std::size_t samples() const override { return values_.size(); }

  private:
    KdTree tree_;
    std::vector<double> values_;
    double radius_;
};

/// Inverse distance weighting (Shepard 1968): weights (d^2 + smoothing^2)^(-power/2); without smoothing exact
/// at the samples. Values of the nearest N within the radius, or of all.
class IdwPredictor : public Predictor {
  public:
    IdwPredictor(const PreparedSamples& samples, const FieldOptions& options);
    [[nodiscard]] Prediction at(grid::Point target, std::span<const double> drifts) const override;
    [[nodiscard]] Prediction without(const std::vector<bool>& excluded, std::size_t i) const override;
    [[nodiscard]] std::size_t samples() const override { return values_.size(); }

    [[nodiscard]] bool tile(const Tile& tile, const DriftAt* drift_at, TileResult& result) const override;
    [[nodiscard]] std::string isa() const override { return table_ != nullptr ? table_->isa : "x86-64"; }

  private:
    class Sum;
    const KernelTable* table_ = nullptr;
    KdTree tree_;
    std::vector<double> values_;
    double power_;
    double smoothing2_;
    Neighbourhood neighbourhood_;
};

}  // namespace riskmap::fields
