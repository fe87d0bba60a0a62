#include <algorithm>
#include <cmath>

#include "mapgen/fields/kriging_system.hpp"

namespace riskmap::fields {

Covariance::Covariance(Variogram variogram, const std::vector<grid::Point>& points)
    : variogram_(std::move(variogram)) {
    if (variogram_.bounded()) {
        at_zero_ = variogram_.sill();
        return;
    }
    auto box = grid::Box::empty();
    for (const auto& p : points) box.extend(p);
    const double across = std::max(std::hypot(box.width(), box.height()), 1.0);
    at_zero_ = 2 * std::max(variogram_.semivariance(across, 0), variogram_.semivariance(0, across));
}

Eigen::MatrixXd Covariance::matrix(const std::vector<grid::Point>& points,
                                   const Eigen::VectorXd& error_variances) const {
    const auto n = static_cast<Eigen::Index>(points.size());
    Eigen::MatrixXd k(n, n);
    for (Eigen::Index j = 0; j < n; ++j) {
        const auto& q = points[static_cast<std::size_t>(j)];
        k(j, j) = at_zero_ + error_variances(j);
        for (Eigen::Index i = j + 1; i < n; ++i) {
            const auto& p = points[static_cast<std::size_t>(i)];
            k(i, j) = (*this)(p.x - q.x, p.y - q.y);
            k(j, i) = k(i, j);
        }
    }
    return k;
}

}  // namespace riskmap::fields
