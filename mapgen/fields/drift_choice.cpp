#include "mapgen/fields/drift_choice.hpp"

#include <cmath>

#include "geocore/core/error.hpp"

namespace riskmap::fields {
namespace {

double rmse(const CrossValidation& cv, Transform transform, ErrorScale scale) {
    double sum = 0;
    int n = 0;
    for (const auto& p : cv.points) {
        const bool as_is = transform == Transform::log || scale == ErrorScale::value;
        const double error =
            as_is ? p.observed - p.estimate : std::log(p.observed / std::fmax(p.estimate, 1e-12));
        if (!std::isfinite(error)) continue;
        sum += error * error;
        ++n;
    }
    return n > 0 ? std::sqrt(sum / n) : std::numeric_limits<double>::quiet_NaN();
}

struct Candidate {
    const char* name;
    std::optional<Field> field;
    Method method;
    Transform transform;
    HeldOutErrors errors{1e300, 1e300};
    std::string failure;
};

Candidate try_method(const char* name, const std::vector<Sample>& samples, FieldOptions options,
                     Method method, Transform transform) {
    Candidate c{name, std::nullopt, method, transform, {1e300, 1e300}, {}};
    const auto scale = options.transform == Transform::log ? ErrorScale::logarithm : ErrorScale::value;
    options.method = method;
    options.transform = transform;
    if (method != Method::external_drift) {
        options.plumes.reset();
        options.drift_at = nullptr;
    }
    try {
        c.field = Field::fit(samples, options);
        c.errors = held_out_errors(*c.field, transform, scale);
    } catch (const core::Error& e) {
        c.failure = e.what();
    }
    return c;
}

std::string told(const Candidate& c) {
    if (!c.failure.empty()) return fmt::format("{}: not possible ({})", c.name, c.failure);
    if (std::isnan(c.errors.groups)) return fmt::format("{}: {:.4g}", c.name, c.errors.stations);
    return fmt::format("{}: {:.4g} by stations, {:.4g} by zones", c.name, c.errors.stations, c.errors.groups);
}

/// True where the first is not worse by more than `share`, or nothing can be said.
bool not_above(double a, double b, double share) {
    return !(a > b * (1 + share));
}

}  // namespace

HeldOutErrors held_out_errors(const Field& field, Transform transform, ErrorScale scale) {
    HeldOutErrors errors;
    errors.stations = rmse(field.cross_validation(), transform, scale);
    try {
        errors.groups = rmse(field.cross_validation_by_groups(), transform, scale);
    } catch (const core::Error&) {
        errors.groups = std::numeric_limits<double>::quiet_NaN();
    }
    return errors;
}

FieldChoice choose_field(const std::vector<Sample>& samples, const FieldOptions& options) {
    const bool logs = options.transform == Transform::log;
    auto drift = try_method("drift", samples, options, Method::external_drift, options.transform);
    auto kriging = try_method(logs ? "kriging of logarithms" : "kriging", samples, options,
                              Method::ordinary_kriging, options.transform);
    auto idw = try_method("inverse distance", samples, options, Method::idw, Transform::none);
    const bool idw_better =
        idw.field && (!kriging.field || idw.errors.stations < (1 - kGainOfIdw) * kriging.errors.stations);
    const double other = std::fmin(kriging.errors.stations, idw.errors.stations);
    const double other_groups = std::fmin(kriging.errors.groups, idw.errors.groups);
    const bool gains = drift.field && drift.errors.stations <= (1 - kGain) * other;
    const bool holds = drift.field && not_above(drift.errors.groups, other_groups, kLoss);
    Candidate& chosen = gains && holds ? drift : idw_better ? idw : kriging;
    if (!chosen.field) throw core::data_error("{}", chosen.failure);
    std::vector<std::string> reasons{fmt::format("root mean square of {} in cross-validation: {}; {}; {}",
                                                 logs ? "log(observed / estimate)" : "observed - estimate",
                                                 told(drift), told(kriging), told(idw))};
    if (&chosen == &drift) {
        reasons.emplace_back("drift chosen: plumes of the sources give the shape, measurements their scale");
    } else {
        reasons.push_back(fmt::format("{} chosen; the drift was dropped: {}", chosen.name,
                                      !drift.field ? "it could not be fitted"
                                      : !gains     ? "it does not foretell stations better"
                                                   : "it foretells worse where a whole zone is left out"));
    }
    return {std::move(*chosen.field), chosen.method, chosen.transform, std::move(reasons)};
}

}  // namespace riskmap::fields
