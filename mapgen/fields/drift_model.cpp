#include "mapgen/fields/drift_model.hpp"

#include <algorithm>
#include <cmath>

namespace riskmap::fields {

DriftModel::DriftModel(const PlumeDrift& drift, double background, double background_sd, bool zones)
    : of_values_(drift.of_values) {
    std::vector<std::string> names;
    for (const auto& s : drift.sources) {
        if (std::find(names.begin(), names.end(), s.zone) == names.end()) names.push_back(s.zone);
    }
    const auto p = static_cast<Eigen::Index>(drift.sources.size()) + 1;
    const auto z = static_cast<Eigen::Index>(names.size());
    prior_mean_ = Eigen::VectorXd::Zero(p);
    prior_mean_(0) = std::log(background);
    spread_ = Eigen::MatrixXd::Zero(p, zones ? 2 + z + p - 1 : 2);
    spread_(0, 0) = background_sd;
    for (Eigen::Index j = 1; j < p; ++j) {
        spread_(j, 1) = drift.common_sd;
        if (!zones) continue;
        const auto& zone = drift.sources[static_cast<std::size_t>(j - 1)].zone;
        spread_(j, 2 + (std::find(names.begin(), names.end(), zone) - names.begin())) = drift.zone_sd;
        spread_(j, 1 + z + j) = drift.source_sd;
    }
}

double DriftModel::trend(const Eigen::VectorXd& theta, std::span<const double> plumes,
                         double* gradient) const {
    const double logarithm = log_mean(theta, plumes, gradient);
    if (!of_values_) return logarithm;
    const double sum = std::exp(logarithm);
    for (std::size_t j = 0; j <= plumes.size(); ++j) gradient[j] *= sum;
    return sum;
}

double DriftModel::log_mean(const Eigen::VectorXd& theta, std::span<const double> plumes, double* gradient) {
    double sum = std::exp(theta(0));
    gradient[0] = sum;
    for (std::size_t j = 0; j < plumes.size(); ++j) {
        const double part = std::exp(theta(static_cast<Eigen::Index>(j) + 1)) * std::max(plumes[j], 0.0);
        gradient[j + 1] = part;
        sum += part;
    }
    for (std::size_t j = 0; j <= plumes.size(); ++j) gradient[j] /= sum;
    return std::log(sum);
}

}  // namespace riskmap::fields
