#include "mapgen/fields/drift_basis.hpp"

#include <algorithm>
#include <cmath>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"

namespace riskmap::fields {
namespace {

const std::vector<std::string>& known_terms() {
    static const std::vector<std::string> terms{"x", "y", "x2", "xy", "y2"};
    return terms;
}

double polynomial(const std::string& term, double x, double y) {
    if (term == "x") return x;
    if (term == "y") return y;
    if (term == "x2") return x * x;
    if (term == "xy") return x * y;
    return y * y;
}

}  // namespace

DriftBasis::DriftBasis(const FieldOptions& options, const PreparedSamples& samples) {
    if (options.method == Method::simple_kriging) return;
    size_ = 1;
    auto box = grid::Box::empty();
    for (const auto& p : samples.points) box.extend(p);
    centre_ = {0.5 * (box.xmin + box.xmax), 0.5 * (box.ymin + box.ymax)};
    scale_ = std::max({box.width(), box.height(), 1e-300}) / 2;
    if (options.method == Method::universal_kriging) {
        terms_ = options.trend.empty() ? std::vector<std::string>{"x", "y"} : options.trend;
        for (const auto& term : terms_) {
            if (std::find(known_terms().begin(), known_terms().end(), term) == known_terms().end()) {
                throw core::usage_error("unknown trend term '{}'{}", term,
                                        core::suggestion(term, known_terms()));
            }
        }
    }
    if (options.method == Method::external_drift) {
        const auto count = samples.drifts.front().size();
        if (count == 0)
            throw core::usage_error("kriging with external drift needs at least one drift variable");
        const auto n = static_cast<double>(samples.size());
        for (std::size_t d = 0; d < count; ++d) {
            External e;
            double square = 0;
            for (const auto& row : samples.drifts) e.mean += row[d] / n;
            for (const auto& row : samples.drifts) square += (row[d] - e.mean) * (row[d] - e.mean) / n;
            e.scale = std::sqrt(square);
            if (!(e.scale > 1e-12 * std::fabs(e.mean))) {
                throw core::data_error("drift variable {} has the same value at every sample", d + 1);
            }
            externals_.push_back(e);
        }
    }
    size_ += static_cast<int>(terms_.size() + externals_.size());
}

void DriftBasis::at(grid::Point p, std::span<const double> externals, std::span<double> f) const {
    if (size_ == 0) return;
    std::size_t next = 0;
    f[next++] = 1;
    const double x = (p.x - centre_.x) / scale_;
    const double y = (p.y - centre_.y) / scale_;
    for (const auto& term : terms_) f[next++] = polynomial(term, x, y);
    if (externals.size() < externals_.size()) {
        throw core::data_error("a target at ({}, {}) has {} drift values, {} are needed", p.x, p.y,
                               externals.size(), externals_.size());
    }
    for (std::size_t d = 0; d < externals_.size(); ++d) {
        f[next++] = (externals[d] - externals_[d].mean) / externals_[d].scale;
    }
}

KrigingData kriging_data(const PreparedSamples& samples, const DriftBasis& basis) {
    KrigingData data;
    const auto n = static_cast<Eigen::Index>(samples.size());
    data.points = samples.points;
    data.ids = samples.ids;
    data.values = Eigen::Map<const Eigen::VectorXd>(samples.values.data(), n);
    data.error_variances = Eigen::Map<const Eigen::VectorXd>(samples.error_variances.data(), n);
    data.drift.resize(n, basis.size());
    std::vector<double> f(static_cast<std::size_t>(basis.size()));
    for (Eigen::Index i = 0; i < n; ++i) {
        const auto k = static_cast<std::size_t>(i);
        basis.at(samples.points[k], samples.drifts[k], f);
        for (Eigen::Index j = 0; j < basis.size(); ++j) data.drift(i, j) = f[static_cast<std::size_t>(j)];
    }
    return data;
}

}  // namespace riskmap::fields
