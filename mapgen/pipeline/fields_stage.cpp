#include "mapgen/pipeline/fields_stage.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "geocore/core/digest.hpp"
#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "mapgen/pipeline/drift_stage.hpp"

namespace riskmap::pipeline {
namespace {

fields::FieldOptions options_of(const project::Interpolation& options) {
    fields::FieldOptions result;
    result.method = options.method == "idw" ? fields::Method::idw : fields::Method::ordinary_kriging;
    result.transform = options.transform == "log" ? fields::Transform::log : fields::Transform::none;
    result.statistic = options.statistic == "mean" ? fields::Statistic::mean : fields::Statistic::median;
    result.power = options.power;
    result.reach.max_distance_m = options.max_distance_m;
    result.reach.max_spread = options.max_spread;
    return result;
}

std::vector<fields::Sample> samples_of(const Inputs& inputs, std::size_t pollutant) {
    std::vector<fields::Sample> samples;
    for (const auto& mean : inputs.means) {
        if (mean.pollutant == pollutant && mean.used) samples.push_back(sample_of(inputs, mean));
    }
    // Sums depend on their order; a table's rows may come in any.
    std::sort(samples.begin(), samples.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    return samples;
}

std::string digest_of(const std::vector<fields::Sample>& samples, const Inputs& inputs,
                      std::size_t pollutant) {
    const auto& options = inputs.project.interpolation;
    const auto& box = inputs.grid.affine;
    core::Sha256 digest;
    digest.update(fmt::format("riskmap {} {} {} {} {} {} {} {}\n", RISKMAP_VERSION,
                              inputs.project.pollutants[pollutant].unit, options.method, options.transform,
                              options.statistic, options.max_distance_m, options.max_spread, options.power));
    digest.update(fmt::format("{} {} {} {} {} {}\n", inputs.grid.crs, box.x0, box.y0, box.x_per_column,
                              inputs.grid.width, inputs.grid.height));
    for (const auto& s : samples) {
        digest.update(fmt::format("{} {} {} {} {} {}\n", s.id, s.group, s.x_m, s.y_m, s.value, s.censored));
    }
    add_drift(inputs, pollutant, digest);
    return digest.hex();
}

/// Above this share of non-detects no field is drawn: kriging takes them in its likelihood, IDW must replace
/// them.
double most_censored(const project::Interpolation& options) {
    return options.method == "idw" ? fields::kMaxSubstitutedShare : fields::kMaxCensoredShare;
}

/// Leave-one-out error of inverse distance on the same scale; nothing where it cannot take the samples.
std::optional<double> rmse_of_idw(const std::vector<fields::Sample>& samples, fields::FieldOptions options) {
    options.method = fields::Method::idw;
    options.censored = fields::CensoredHandling::half_limit;
    try {
        return fields::Field::fit(samples, options).cross_validation().rmse;
    } catch (const core::Error&) {
        return std::nullopt;  // too many values below the detection limit to replace
    }
}

/// Fits and tells in `result` how.
FittedField fit(const Inputs& inputs, std::vector<fields::Sample> samples, PollutantField& result) {
    const auto options = options_of(inputs.project.interpolation);
    try {
        if (has_drift(inputs, result.pollutant)) {
            return fit_with_drift(inputs, std::move(samples), options, result);
        }
        if (options.method == fields::Method::ordinary_kriging) {
            result.idw_rmse = rmse_of_idw(samples, options);
        }
        return {fields::Field::fit(std::move(samples), options), options};
    } catch (const core::Error& e) {
        throw e.within(fmt::format("{}, pollutant '{}'", inputs.project.observations.name(),
                                   inputs.project.pollutants[result.pollutant].key));
    }
}

std::string to_text(const PollutantField& field) {
    const nlohmann::json text{{"method", field.method},
                              {"transform", field.transform},
                              {"choice", field.choice},
                              {"wind_suspect", field.wind_suspect},
                              {"idw_rmse", field.idw_rmse ? nlohmann::json(*field.idw_rmse) : nullptr},
                              {"facts", facts_text(field.field->facts())}};
    return text.dump();
}

FieldFacts read_text(const std::string& text, PollutantField& field) {
    const auto json = nlohmann::json::parse(text);
    json.at("method").get_to(field.method);
    json.at("transform").get_to(field.transform);
    json.at("choice").get_to(field.choice);
    json.at("wind_suspect").get_to(field.wind_suspect);
    if (!json.at("idw_rmse").is_null()) field.idw_rmse = json.at("idw_rmse").get<double>();
    return read_facts(json.at("facts").get<std::string>());
}

/// From an earlier build, or fitted now.
void find_or_fit(const Inputs& inputs, std::vector<fields::Sample> samples, artefacts::StageCache& cache,
                 PollutantField& result) {
    const std::string key = cache.key("field", result.digest);
    if (const auto kept = cache.find(key)) {
        auto again = [&inputs, samples = std::move(samples), pollutant = result.pollutant] {
            PollutantField told_before;
            told_before.pollutant = pollutant;
            return fit(inputs, samples, told_before);
        };
        result.field = std::make_shared<const KeptField>(read_text(*kept, result), std::move(again), cache,
                                                         result.digest);
        return;
    }
    result.field =
        std::make_shared<const KeptField>(fit(inputs, std::move(samples), result), cache, result.digest);
    cache.keep(key, to_text(result));
}

PollutantField fit_one(const Inputs& inputs, std::size_t index, artefacts::StageCache& cache) {
    PollutantField result;
    result.pollutant = index;
    result.method = inputs.project.interpolation.method;
    result.transform = inputs.project.interpolation.transform;
    auto samples = samples_of(inputs, index);
    result.digest = digest_of(samples, inputs, index);
    result.n_samples = static_cast<int>(samples.size());
    for (const auto& mean : inputs.means) {
        if (mean.pollutant == index) {
            result.detection_limit = std::max(result.detection_limit, mean.detection_limit.value_or(0));
        }
    }
    result.n_censored = static_cast<int>(
        std::count_if(samples.begin(), samples.end(), [](const fields::Sample& s) { return s.censored; }));
    if (samples.empty()) {
        result.not_estimable = "no station has a valid value";
    } else if (result.n_censored > most_censored(inputs.project.interpolation) * result.n_samples) {
        result.not_estimable = fmt::format("{} of {} stations are below the detection limit",
                                           result.n_censored, result.n_samples);
    } else {
        find_or_fit(inputs, std::move(samples), cache, result);
    }
    return result;
}

}  // namespace

fields::Sample sample_of(const Inputs& inputs, const observations::StationMean& mean) {
    const auto& station = inputs.stations[mean.station];
    fields::Sample sample;
    sample.x_m = station.position.x;
    sample.y_m = station.position.y;
    sample.value = mean.value;
    sample.censored = mean.censored;
    sample.id = station.id;
    sample.group = station.zone;
    return sample;
}

std::vector<PollutantField> fit_fields(const Inputs& inputs, artefacts::StageCache& cache) {
    std::vector<PollutantField> fields(inputs.project.pollutants.size());
    tbb::parallel_for(std::size_t{0}, fields.size(),
                      [&](std::size_t i) { fields[i] = fit_one(inputs, i, cache); });
    return fields;
}

}  // namespace riskmap::pipeline
