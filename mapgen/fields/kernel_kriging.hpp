#pragma once

#include <optional>
#include <vector>

#include "mapgen/fields/kernels/kernel_table.hpp"
#include "mapgen/fields/kriging_system.hpp"
#include "mapgen/fields/predictor.hpp"

namespace riskmap::fields {

/// The variogram's structures as the kernels take them; nothing where one of them has no vectorised form.
[[nodiscard]] std::optional<std::vector<KernelStructure>> kernel_structures(const Variogram& variogram);

/// Drift values of a target into a span of the drift's size.
using DriftValues = std::function<void(grid::Point, std::span<double>)>;

/// Kriging equations laid out for a raster kernel, in T (float or double). Dual form for the mean; the
/// variance by the inverse of the Cholesky factor, a blocked triangular multiplication. @pre
/// system.positive_definite()
template <class T>
class KernelKriging {
  public:
    KernelKriging(const KrigingSystem& system, const KernelTable& table,
                  std::vector<KernelStructure> structures);

    /// Without the jump at samples that lie exactly on a cell's centre.
    void tile(const Tile& tile, const DriftValues& drift_at, bool constant_drift, double offset,
              TileResult& result) const;

  private:
    void pack(const Eigen::MatrixXd& inverse_factor);
    void assemble(int cells, const double* drift0, const T* products, const T* squares, double offset,
                  TileResult& result, std::size_t at) const;
    void call(const KernelSystem<T>& system, const KernelRow& row, T* scratch,
              const KernelOutput<T>& out) const;

    const KernelTable& table_;
    std::vector<KernelStructure> structures_;
    std::vector<grid::Point> points_;
    std::vector<T> rows_;
    std::vector<T> packed_;
    double at_zero_;
    Eigen::VectorXd trend_;
    Eigen::MatrixXd drift_inverse_;
};

}  // namespace riskmap::fields
