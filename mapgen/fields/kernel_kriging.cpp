#include "mapgen/fields/kernel_kriging.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace riskmap::fields {
namespace {

std::optional<KernelShape> matern_shape(double kappa) {
    if (kappa == 0.5) return KernelShape::exponential;
    if (kappa == 1.5) return KernelShape::exponential_linear;
    if (kappa == 2.5) return KernelShape::exponential_square;
    return std::nullopt;
}

std::optional<KernelShape> kernel_shape(const Structure& s) {
    switch (s.shape) {
        case Shape::spherical:
            return KernelShape::spherical;
        case Shape::exponential:
            return KernelShape::exponential;
        case Shape::gaussian:
            return KernelShape::gaussian;
        case Shape::pentaspherical:
            return KernelShape::pentaspherical;
        case Shape::matern:
        case Shape::stein_matern:
            return matern_shape(s.kappa);
        case Shape::linear:
            return s.range_m > 0 ? std::optional(KernelShape::linear) : std::nullopt;
        default:
            return std::nullopt;
    }
}

KernelStructure kernel_structure(const Structure& s, KernelShape shape) {
    double inverse_range = 1 / s.range_m;
    if (s.shape == Shape::stein_matern) inverse_range *= 2 * std::sqrt(s.kappa);
    if (s.minor_ratio == 1) return {shape, s.sill, inverse_range, 1, 0, 0, 1, 1};
    const double angle = s.major_axis_deg * std::numbers::pi / 180;
    const double sine = std::sin(angle);
    const double cosine = std::cos(angle);
    return {shape, s.sill, inverse_range, sine, cosine, cosine / s.minor_ratio, -sine / s.minor_ratio, 0};
}

}  // namespace

std::optional<std::vector<KernelStructure>> kernel_structures(const Variogram& variogram) {
    std::vector<KernelStructure> all;
    for (const auto& s : variogram.structures) {
        const auto shape = kernel_shape(s);
        if (!shape) return std::nullopt;
        all.push_back(kernel_structure(s, *shape));
    }
    if (all.empty()) return std::nullopt;
    return all;
}

template <class T>
KernelKriging<T>::KernelKriging(const KrigingSystem& system, const KernelTable& table,
                                std::vector<KernelStructure> structures)
    : table_(table),
      structures_(std::move(structures)),
      points_(system.data().points),
      at_zero_(system.covariance().at_zero()),
      trend_(system.trend()),
      drift_inverse_(system.drift_inverse()) {
    const auto n = system.data().size();
    for (Eigen::Index i = 0; i < n; ++i) rows_.push_back(static_cast<T>(system.dual()(i)));
    for (Eigen::Index j = 0; j < trend_.size(); ++j) {
        for (Eigen::Index i = 0; i < n; ++i) rows_.push_back(static_cast<T>(system.drift_dual()(i, j)));
    }
    Eigen::MatrixXd inverse_factor = Eigen::MatrixXd::Identity(n, n);
    system.factor().triangularView<Eigen::Lower>().solveInPlace(inverse_factor);
    pack(inverse_factor);
}

/// Panels of panel_rows rows; in a panel the rows' values stand together, column by column.
template <class T>
void KernelKriging<T>::pack(const Eigen::MatrixXd& inverse_factor) {
    const int n = static_cast<int>(inverse_factor.rows());
    const int rows = table_.panel_rows;
    for (int first = 0; first < n; first += rows) {
        const int length = std::min(first + rows, n);
        for (int j = 0; j < length; ++j) {
            for (int r = first; r < first + rows; ++r) {
                packed_.push_back(r < n && j <= r ? static_cast<T>(inverse_factor(r, j)) : T{0});
            }
        }
    }
}

template <>
void KernelKriging<float>::call(const KernelSystem<float>& system, const KernelRow& row, float* scratch,
                                const KernelOutput<float>& out) const {
    table_.kriging_float(system, row, scratch, out);
}

template <>
void KernelKriging<double>::call(const KernelSystem<double>& system, const KernelRow& row, double* scratch,
                                 const KernelOutput<double>& out) const {
    table_.kriging_double(system, row, scratch, out);
}

template <class T>
void KernelKriging<T>::assemble(int cells, const double* drift0, const T* products, const T* squares,
                                double offset, TileResult& result, std::size_t at) const {
    const auto p = trend_.size();
    if (p == 1 && drift0 == nullptr) {
        const double mean = trend_(0) + offset;
        const double inverse = drift_inverse_(0, 0);
        for (int c = 0; c < cells; ++c) {
            const auto i = at + static_cast<std::size_t>(c);
            const double rest = 1 - static_cast<double>(products[kernel_cells + c]);
            result.mean[i] = mean + static_cast<double>(products[c]);
            result.variance[i] =
                std::max(at_zero_ - static_cast<double>(squares[c]) + rest * inverse * rest, 0.0);
            result.lagrange[i] = inverse * rest;
        }
        return;
    }
    Eigen::VectorXd rest(p);
    for (int c = 0; c < cells; ++c) {
        const auto i = at + static_cast<std::size_t>(c);
        const Eigen::Map<const Eigen::VectorXd> f0(drift0 + static_cast<Eigen::Index>(c) * p, p);
        for (Eigen::Index j = 0; j < p; ++j)
            rest(j) = f0(j) - static_cast<double>(products[(j + 1) * kernel_cells + c]);
        const Eigen::VectorXd multipliers = drift_inverse_ * rest;
        result.mean[i] = f0.dot(trend_) + static_cast<double>(products[c]) + offset;
        result.variance[i] =
            std::max(at_zero_ - static_cast<double>(squares[c]) + rest.dot(multipliers), 0.0);
        result.lagrange[i] = f0.dot(multipliers);
    }
}

template <class T>
void KernelKriging<T>::tile(const Tile& tile, const DriftValues& drift_at, bool constant_drift, double offset,
                            TileResult& result) const {
    const auto n = points_.size();
    const auto p = static_cast<std::size_t>(trend_.size());
    std::vector<T> x(n), y(n), scratch(n * kernel_cells), products((p + 1) * kernel_cells),
        squares(kernel_cells), nearest(kernel_cells);
    const grid::Point origin = tile.centre(tile.width / 2, tile.height / 2);
    for (std::size_t i = 0; i < n; ++i) {
        x[i] = static_cast<T>(points_[i].x - origin.x);
        y[i] = static_cast<T>(points_[i].y - origin.y);
    }
    const KernelSystem<T> system{static_cast<int>(n),
                                 x.data(),
                                 y.data(),
                                 structures_.data(),
                                 static_cast<int>(structures_.size()),
                                 rows_.data(),
                                 static_cast<int>(p + 1),
                                 packed_.data(),
                                 table_.panel_rows};
    std::vector<double> drift0(constant_drift ? 0 : p * kernel_cells);
    for (int row = 0; row < tile.height; ++row) {
        for (int column = 0; column < tile.width; column += kernel_cells) {
            const int cells = std::min(kernel_cells, tile.width - column);
            const auto first = tile.centre(column, row);
            for (int c = 0; !constant_drift && p > 0 && c < cells; ++c) {
                drift_at(tile.centre(column + c, row),
                         std::span(drift0).subspan(static_cast<std::size_t>(c) * p, p));
            }
            call(system, {first.x - origin.x, tile.dx, first.y - origin.y, cells}, scratch.data(),
                 {products.data(), squares.data(), nearest.data()});
            const auto at = static_cast<std::size_t>(row) * static_cast<std::size_t>(tile.width) +
                            static_cast<std::size_t>(column);
            assemble(cells, constant_drift && p == 1 ? nullptr : drift0.data(), products.data(),
                     squares.data(), offset, result, at);
            for (int c = 0; c < cells; ++c) {
                result.squared_distance[at + static_cast<std::size_t>(c)] =
                    static_cast<float>(nearest[static_cast<std::size_t>(c)]);
            }
        }
    }
}

template class KernelKriging<float>;
template class KernelKriging<double>;

}  // namespace riskmap::fields
