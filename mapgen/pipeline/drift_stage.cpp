#include "mapgen/pipeline/drift_stage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>

#include "geocore/core/error.hpp"
#include "mapgen/dispersion/group_fields.hpp"
#include "mapgen/observations/units.hpp"

namespace riskmap::pipeline {
namespace {

/// More sources than this become one drift per zone.
constexpr std::size_t kMostDrifts = 40;
/// Wind turned round must foretell stations this much better before it is told.
constexpr double kSuspect = 0.8;
/// A zone's scale beyond this, with its interval on the same side of 1, is told.
constexpr double kFarFromOne = 1.5;

std::vector<dispersion::Source> drifts_of(const Inputs& inputs, std::size_t pollutant) {
    auto sources = inputs.emissions->sources[pollutant];
    if (sources.size() > kMostDrifts) return sources;
    for (auto& s : sources) s.group = s.id;
    return sources;
}

fields::PlumeDrift prior_of(const Inputs& inputs, std::size_t pollutant,
                            const std::vector<std::string>& drifts) {
    fields::PlumeDrift prior;
    prior.background = inputs.project.pollutants[pollutant].background;
    const auto& sources = inputs.emissions->sources[pollutant];
    for (const auto& name : drifts) {
        fields::PlumeDrift::Source drift{name, "", 0};
        for (const auto& s : sources) {
            if (s.id != name && s.group != name) continue;
            if (s.id != name && sources.size() <= kMostDrifts) continue;
            drift.zone = s.group;
            drift.emission += s.emission_g_s;
        }
        prior.sources.push_back(std::move(drift));
    }
    return prior;
}

double farthest(const Inputs& inputs) {
    const auto box = inputs.grid.extent();
    return 2 * std::hypot(box.width(), box.height());
}

using Plumes = std::shared_ptr<const dispersion::GroupFields>;

Plumes make_plumes(const Inputs& inputs, std::size_t pollutant, const dispersion::Weather& weather) {
    return std::make_shared<const dispersion::GroupFields>(drifts_of(inputs, pollutant), weather,
                                                           inputs.emissions->curves, farthest(inputs));
}

fields::DriftAt drift_at(Plumes plumes, double to_unit) {
    return [plumes = std::move(plumes), to_unit](double x, double y, std::span<double> values) {
        plumes->at({x, y}, values);
        for (auto& v : values) v *= to_unit;
    };
}

void place(std::vector<fields::Sample>& samples, const fields::DriftAt& at, std::size_t drifts) {
    for (auto& s : samples) {
        s.drifts.resize(drifts);
        at(s.x_m, s.y_m, s.drifts);
    }
}

/// Whether the same sources under wind from the opposite side foretell the stations far better.
bool turned_wind_is_better(const Inputs& inputs, std::size_t pollutant, std::vector<fields::Sample> samples,
                           fields::FieldOptions options, double to_unit, double error) {
    const auto plumes = make_plumes(inputs, pollutant, inputs.emissions->weather.turned_round());
    place(samples, drift_at(plumes, to_unit), plumes->groups().size());
    options.method = fields::Method::external_drift;
    try {
        const auto field = fields::Field::fit(std::move(samples), options);
        return fields::log_errors(field, fields::Transform::log).stations < kSuspect * error;
    } catch (const core::Error&) {
        return false;
    }
}

std::string word(fields::Method method) {
    return method == fields::Method::external_drift ? "external-drift"
           : method == fields::Method::idw          ? "idw"
                                                    : "ordinary-kriging";
}

}  // namespace

bool has_drift(const Inputs& inputs, std::size_t pollutant) {
    const auto& options = inputs.project.interpolation;
    return inputs.emissions && options.method == "ordinary-kriging" && options.transform == "log" &&
           !inputs.emissions->sources[pollutant].empty();
}

void add_drift(const Inputs& inputs, std::size_t pollutant, core::Sha256& digest) {
    if (!has_drift(inputs, pollutant)) return;
    const auto& p = inputs.project;
    digest.update(fmt::format("{} {} {}\n", p.weather->surface, p.weather->sigma,
                              p.pollutants[pollutant].background.value_or(-1)));
    for (const auto& path : {p.sources->path, p.weather->file}) digest.update(core::sha256_file(path));
}

void fit_with_drift(const Inputs& inputs, std::vector<fields::Sample> samples,
                    const fields::FieldOptions& base, PollutantField& result) {
    const auto& pollutant = inputs.project.pollutants[result.pollutant];
    const double to_unit = observations::unit_factor("ug/m3", pollutant.unit);
    const auto plumes = make_plumes(inputs, result.pollutant, inputs.emissions->weather);
    auto options = base;
    options.transform = fields::Transform::log;
    options.drift_at = drift_at(plumes, to_unit);
    options.plumes = prior_of(inputs, result.pollutant, plumes->groups());
    place(samples, options.drift_at, plumes->groups().size());
    auto choice = fields::choose_field(samples, options);
    const double error = fields::log_errors(choice.field, choice.transform).stations;
    result.wind_suspect =
        turned_wind_is_better(inputs, result.pollutant, std::move(samples), options, to_unit, error);
    result.method = word(choice.method);
    result.transform = choice.transform == fields::Transform::log ? "log" : "none";
    options.method = choice.method;
    options.transform = choice.transform;
    if (choice.method != fields::Method::external_drift) {
        options.plumes.reset();
        options.drift_at = nullptr;
    }
    result.options = std::move(options);
    result.choice = std::move(choice.reasons);
    result.field = std::move(choice.field);
}

std::vector<check::Finding> drift_findings(const Inputs& inputs, const std::vector<PollutantField>& fields) {
    std::vector<check::Finding> findings;
    if (!inputs.emissions) return findings;
    const auto relative = [&](const std::filesystem::path& file) {
        return file.lexically_relative(inputs.project.file.parent_path()).generic_string();
    };
    for (const auto& field : fields) {
        const auto& name = inputs.project.pollutants[field.pollutant].name;
        if (field.wind_suspect) {
            check::Finding f;
            f.code = "wind-turned";
            f.file = relative(inputs.project.weather->file);
            f.found = {fmt::format("{}的监测值更符合相反的风向", name.zh),
                       fmt::format("measurements of {} fit the opposite wind far better", name.en)};
            f.expected = {"风的来向", "directions the wind comes from"};
            f.advice = {"检查风向是否记为去向", "Check whether the directions are those the wind blows to."};
            findings.push_back(std::move(f));
        }
        if (!field.field) continue;
        for (const auto& s : field.field->drift_scales()) {
            const bool above = s.scale > kFarFromOne && s.low95 > 1;
            const bool below = s.scale < 1 / kFarFromOne && s.high95 < 1;
            if (!above && !below) continue;
            check::Finding f;
            f.code = "emission-scale";
            f.file = relative(inputs.project.sources->path);
            f.id = s.zone;
            f.found = {
                fmt::format("园区{}的{}排放约为清单的{:.1f}倍({:.1f}–{:.1f})", s.zone, name.zh, s.scale,
                            s.low95, s.high95),
                fmt::format("emissions of {} in zone {} look {:.1f} times the inventory ({:.1f} to {:.1f})",
                            name.en, s.zone, s.scale, s.low95, s.high95)};
            f.expected = {"约1倍", "about 1"};
            f.advice = {"核对排放清单", "Check the inventory."};
            findings.push_back(std::move(f));
        }
    }
    return findings;
}

artefacts::TableEntry write_attribution_table(const std::filesystem::path& run, const Inputs& inputs,
                                              const std::vector<PollutantField>& fields) {
    artefacts::CsvWriter table(
        run, "tables/attribution.csv",
        {"各园区排放:监测反推/清单", "Emissions per zone: measured / inventory"}, inputs.project.synthetic,
        {"pollutant", "zone", "inventory_g_s", "scale", "scale_low95", "scale_high95", "method"});
    for (const auto& field : fields) {
        std::map<std::string, double> inventory;
        for (const auto& s : inputs.emissions->sources[field.pollutant]) inventory[s.group] += s.emission_g_s;
        const auto scales = field.field ? field.field->drift_scales() : std::vector<fields::DriftScale>{};
        for (const auto& entry : inventory) {
            const auto s = std::find_if(scales.begin(), scales.end(),
                                        [&](const auto& e) { return e.zone == entry.first; });
            const bool found = s != scales.end();
            table.row({inputs.project.pollutants[field.pollutant].key, entry.first,
                       artefacts::cell(entry.second), found ? artefacts::cell(s->scale) : "",
                       found ? artefacts::cell(s->low95) : "", found ? artefacts::cell(s->high95) : "",
                       field.field ? field.method : ""});
        }
    }
    return table.finish();
}

artefacts::TableEntry write_receptor_attribution(const std::filesystem::path& run, const Inputs& inputs,
                                                 const std::vector<PollutantField>& fields) {
    artefacts::CsvWriter table(run, "tables/attribution-receptors.csv",
                               {"各受体浓度来源份额", "Shares of zones in concentrations at receptors"},
                               inputs.project.synthetic, {"receptor", "pollutant", "zone", "share"});
    for (const auto& field : fields) {
        if (!field.field || field.field->drift_scales().empty()) continue;
        const auto& key = inputs.project.pollutants[field.pollutant].key;
        const auto drifts = dispersion::group_names(drifts_of(inputs, field.pollutant));
        const auto prior = prior_of(inputs, field.pollutant, drifts);
        for (const auto& receptor : inputs.receptors) {
            const auto shares = field.field->drift_shares(receptor.position.x, receptor.position.y);
            std::map<std::string, double> zones;
            for (std::size_t j = 0; j < prior.sources.size(); ++j)
                zones[prior.sources[j].zone] += shares[j + 1];
            table.row({receptor.id, key, "background", fmt::format("{:.4f}", shares.front())});
            for (const auto& [zone, share] : zones)
                table.row({receptor.id, key, zone, fmt::format("{:.4f}", share)});
        }
    }
    return table.finish();
}

}  // namespace riskmap::pipeline
