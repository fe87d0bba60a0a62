#include "mapgen/fields/field.hpp"

#include <algorithm>
#include <cmath>

#include "geocore/core/error.hpp"
#include "mapgen/fields/drift_model.hpp"
#include "mapgen/fields/field_state.hpp"
#include "mapgen/fields/normal.hpp"

namespace riskmap::fields {

Field::Field(std::unique_ptr<State> state) : state_(std::move(state)) {}
Field::~Field() = default;
Field::Field(Field&&) noexcept = default;
Field& Field::operator=(Field&&) noexcept = default;

Field Field::fit(std::vector<Sample> samples, FieldOptions options) {
    return Field(std::make_unique<State>(std::move(samples), std::move(options)));
}

const std::optional<Variogram>& Field::variogram() const {
    return state_->variogram;
}
const std::vector<std::string>& Field::remarks() const {
    return state_->remarks;
}
const std::vector<DriftScale>& Field::drift_scales() const {
    return state_->drift_scales;
}
std::vector<double> Field::drift_coefficients() const {
    auto coefficients = state_->drift_parameters;
    for (auto& c : coefficients) c = std::exp(c);
    return coefficients;
}
std::vector<double> Field::drift_shares(double x_m, double y_m) const {
    const auto& theta = state_->drift_parameters;
    if (theta.empty()) return {};
    std::vector<double> plumes(theta.size() - 1);
    state_->options.drift_at(x_m, y_m, plumes);
    std::vector<double> shares(theta.size());
    (void)DriftModel::log_mean(
        Eigen::Map<const Eigen::VectorXd>(theta.data(), static_cast<Eigen::Index>(theta.size())), plumes,
        shares.data());
    return shares;
}
bool Field::has_variance() const {
    return state_->predictor->has_variance() && !state_->options.exceedance;
}
std::string Field::isa() const {
    return state_->predictor->isa();
}

double Field::practical_range_m() const {
    return state_->variogram ? state_->variogram->practical_range_m()
                             : std::numeric_limits<double>::infinity();
}

CrossValidation Field::cross_validation() const {
    return state_->leave_one_out();
}

CrossValidation Field::cross_validation_by_folds(int folds) const {
    const auto n = static_cast<int>(state_->samples.size());
    if (folds < 2 || folds > n) {
        throw core::usage_error("{} folds are not possible with {} places: 2 to {} are", folds, n, n);
    }
    std::vector<int> fold;
    for (int i = 0; i < n; ++i) fold.push_back(i % folds);
    return state_->by_folds(fold, folds);
}

CrossValidation Field::cross_validation_by_groups() const {
    std::vector<std::string> groups;
    std::vector<int> fold;
    for (const auto& group : state_->samples.groups) {
        const auto at = std::find(groups.begin(), groups.end(), group);
        fold.push_back(static_cast<int>(at - groups.begin()));
        if (at == groups.end()) groups.push_back(group);
    }
    if (groups.size() < 2) throw core::data_error("cross-validation by groups needs at least two groups");
    return state_->by_folds(fold, static_cast<int>(groups.size()));
}

Field::Estimate Field::at(double x_m, double y_m) const {
    const auto count = state_->samples.drifts.front().size();
    if (state_->options.method != Method::external_drift) return at(x_m, y_m, {});
    if (!state_->options.drift_at)
        throw core::usage_error("kriging with external drift needs drift values at targets");
    std::vector<double> drifts(count);
    state_->options.drift_at(x_m, y_m, drifts);
    return at(x_m, y_m, drifts);
}

Field::Estimate Field::at(double x_m, double y_m, std::span<const double> drifts) const {
    const auto prediction = state_->predictor->at({x_m, y_m}, drifts);
    auto estimate = state_->publish(prediction);
    estimate.known = state_->known(estimate, prediction, state_->tree.nearest({x_m, y_m}).squared_distance);
    return estimate;
}

}  // namespace riskmap::fields
