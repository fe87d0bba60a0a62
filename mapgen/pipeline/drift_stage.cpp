#include "mapgen/pipeline/drift_stage.hpp"

#include <fmt/format.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <memory>
#include <optional>
#include <string_view>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "mapgen/check/places_check.hpp"
#include "mapgen/dispersion/group_fields.hpp"
#include "mapgen/observations/units.hpp"

namespace riskmap::pipeline {
namespace {

/// More sources than this become one drift per zone.
constexpr std::size_t kMostDrifts = 40;
/// Sources within a zone whose shares are wrong add to what the plumes get wrong.
constexpr double kMismatchOfZones = 0.2;
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
    if (sources.size() > kMostDrifts) prior.mismatch_sd = kMismatchOfZones;
    return prior;
}

double farthest(const Inputs& inputs) {
    const auto box = inputs.grid.extent();
    return 2 * std::hypot(box.width(), box.height());
}

using Plumes = std::shared_ptr<const dispersion::GroupFields>;

Plumes make_plumes(const Inputs& inputs, std::size_t pollutant) {
    return std::make_shared<const dispersion::GroupFields>(
        drifts_of(inputs, pollutant), inputs.emissions->weather, inputs.emissions->curves, farthest(inputs));
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
bool turned_wind_is_better(const dispersion::GroupFields& plumes, std::vector<fields::Sample> samples,
                           fields::FieldOptions options, double to_unit, double error) {
    const auto turned = std::make_shared<const dispersion::GroupFields>(plumes.turned_round());
    place(samples, drift_at(turned, to_unit), plumes.groups().size());
    options.method = fields::Method::external_drift;
    const auto scale = options.transform == fields::Transform::log ? fields::ErrorScale::logarithm
                                                                   : fields::ErrorScale::value;
    try {
        const auto field = fields::Field::fit(std::move(samples), options);
        return fields::held_out_errors(field, options.transform, scale).stations < kSuspect * error;
    } catch (const core::Error&) {
        return false;
    }
}

/// Zones are named freely, layers are not.
std::string layer_key(const std::string& zone, const std::vector<ZoneShare>& others) {
    std::string key;
    for (const char c : zone) {
        const bool allowed = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                             c == '-' || c == '_';
        if (allowed) key += c;
    }
    const bool taken = std::any_of(others.begin(), others.end(), [&](const auto& o) { return o.key == key; });
    return key == zone && !taken ? key
                                 : fmt::format("zone{}{}{}", others.size() + 1, key.empty() ? "" : "-", key);
}

std::string word(fields::Method method) {
    return method == fields::Method::external_drift ? "external-drift"
           : method == fields::Method::idw          ? "idw"
                                                    : "ordinary-kriging";
}

}  // namespace

bool has_drift(const Inputs& inputs, std::size_t pollutant) {
    const auto& options = inputs.project.interpolation;
    return inputs.emissions && options.method == "ordinary-kriging" &&
           !inputs.emissions->sources[pollutant].empty();
}

void add_drift(const Inputs& inputs, std::size_t pollutant, core::Sha256& digest) {
    if (!has_drift(inputs, pollutant)) return;
    const auto& p = inputs.project;
    digest.update(fmt::format("{} {} {}\n", p.weather->surface, p.weather->sigma,
                              p.pollutants[pollutant].background.value_or(-1)));
    for (const auto& s : inputs.emissions->sources[pollutant]) {
        digest.update(fmt::format("{} {} {} {} {} {} {} {} {} {} {} {} {}\n", s.id, s.group,
                                  static_cast<int>(s.type), s.position.x, s.position.y, s.emission_g_s,
                                  s.height_m, s.side_m, s.sigma_y0_m, s.sigma_z0_m, s.stack.temperature_k,
                                  s.stack.velocity_m_s, s.stack.diameter_m));
    }
    digest.update(core::sha256_file(p.weather->file));
}

FittedField fit_with_drift(const Inputs& inputs, std::vector<fields::Sample> samples,
                           const fields::FieldOptions& base, PollutantField& result) {
    const auto& pollutant = inputs.project.pollutants[result.pollutant];
    const double to_unit = observations::unit_factor("ug/m3", pollutant.unit);
    const auto plumes = make_plumes(inputs, result.pollutant);
    auto options = base;
    const bool logs = options.transform == fields::Transform::log;
    const auto scale = logs ? fields::ErrorScale::logarithm : fields::ErrorScale::value;
    options.drift_at = drift_at(plumes, to_unit);
    options.plumes = prior_of(inputs, result.pollutant, plumes->groups());
    options.plumes->of_values = !logs;
    place(samples, options.drift_at, plumes->groups().size());
    auto choice = fields::choose_field(samples, options);
    const double error = fields::held_out_errors(choice.field, choice.transform, scale).stations;
    result.wind_suspect = turned_wind_is_better(*plumes, std::move(samples), options, to_unit, error);
    result.method = word(choice.method);
    result.transform = choice.transform == fields::Transform::log ? "log" : "none";
    options.method = choice.method;
    options.transform = choice.transform;
    if (choice.method != fields::Method::external_drift) {
        options.plumes.reset();
        options.drift_at = nullptr;
    }
    result.choice = std::move(choice.reasons);
    return {std::move(choice.field), std::move(options)};
}

std::vector<check::Finding> drift_findings(const Inputs& inputs, const std::vector<PollutantField>& fields) {
    std::vector<check::Finding> findings;
    if (!inputs.emissions) return findings;
    for (const auto& field : fields) {
        const auto& name = inputs.project.pollutants[field.pollutant].name;
        if (field.wind_suspect) {
            check::Finding f;
            f.code = "wind-turned";
            f.file = check::file_name(inputs.project, inputs.project.weather->file);
            f.found = {fmt::format("{}的监测值更符合相反的风向", name.zh),
                       fmt::format("measurements of {} fit the opposite wind far better", name.en)};
            f.expected = {"风的来向", "directions the wind comes from"};
            f.advice = {"检查风向是否记为去向", "Check whether the directions are those the wind blows to."};
            findings.push_back(std::move(f));
        }
        if (!field.field) continue;
        for (const auto& s : field.field->facts().drift_scales) {
            const bool above = s.scale > kFarFromOne && s.low95 > 1;
            const bool below = s.scale < 1 / kFarFromOne && s.high95 < 1;
            if (!above && !below) continue;
            check::Finding f;
            f.code = "emission-scale";
            f.file = check::file_name(inputs.project, *inputs.project.sources);
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

namespace {

std::vector<ZoneShare> draw_shares_now(const Inputs& inputs, const PollutantField& field) {
    const auto& scales = field.field->facts().drift_coefficients;
    const auto plumes = make_plumes(inputs, field.pollutant);
    const auto prior = prior_of(inputs, field.pollutant, plumes->groups());
    const double to_unit =
        observations::unit_factor("ug/m3", inputs.project.pollutants[field.pollutant].unit);
    std::vector<ZoneShare> shares;
    std::vector<std::size_t> share_of;  // per source
    for (const auto& source : prior.sources) {
        const auto at = std::find_if(shares.begin(), shares.end(),
                                     [&](const ZoneShare& s) { return s.zone == source.zone; });
        share_of.push_back(static_cast<std::size_t>(at - shares.begin()));
        if (at == shares.end()) {
            shares.push_back(
                {source.zone, layer_key(source.zone, shares), std::vector<float>(inputs.grid.size(), 0.0F)});
        }
    }
    const auto width = static_cast<std::size_t>(inputs.grid.width);
    tbb::parallel_for(0, inputs.grid.height, [&](int row) {
        std::vector<float> parts(prior.sources.size() * width, 0.0F);
        std::vector<float> total(width, static_cast<float>(scales.front()));
        plumes->add_row(inputs.grid.centre(0, row), inputs.grid.affine.x_per_column, width, parts);
        const std::size_t begin = static_cast<std::size_t>(row) * width;
        for (std::size_t j = 0; j < prior.sources.size(); ++j) {
            const auto scale = static_cast<float>(scales[j + 1] * to_unit);
            float* zone = &shares[share_of[j]].values[begin];
            for (std::size_t i = 0; i < width; ++i) {
                const float part = scale * parts[j * width + i];
                zone[i] += part;
                total[i] += part;
            }
        }
        for (auto& share : shares) {
            for (std::size_t i = 0; i < width; ++i) {
                float& value = share.values[begin + i];
                value = std::round(100 * value / total[i]) / 100;
            }
        }
    });
    return shares;
}

/// Zones and keys, one a line, then the shares as floats.
std::string to_bytes(const std::vector<ZoneShare>& shares) {
    std::string bytes = std::to_string(shares.size()) + "\n";
    for (const auto& share : shares) bytes += share.zone + "\n" + share.key + "\n";
    for (const auto& share : shares) {
        bytes.append(reinterpret_cast<const char*>(share.values.data()), share.values.size() * sizeof(float));
    }
    return bytes;
}

std::optional<std::vector<ZoneShare>> from_bytes(std::string_view bytes, std::size_t cells) {
    const auto line = [&] {
        const auto end = std::min(bytes.find('\n'), bytes.size());
        const std::string text(bytes.substr(0, end));
        bytes.remove_prefix(std::min(end + 1, bytes.size()));
        return text;
    };
    std::vector<ZoneShare> shares(static_cast<std::size_t>(core::parse_double(line()).value_or(0)));
    for (auto& share : shares) {
        share.zone = line();
        share.key = line();
    }
    if (bytes.size() != shares.size() * cells * sizeof(float)) return std::nullopt;
    for (auto& share : shares) {
        share.values.resize(cells);
        std::memcpy(share.values.data(), bytes.data(), cells * sizeof(float));
        bytes.remove_prefix(cells * sizeof(float));
    }
    return shares;
}

}  // namespace

std::vector<ZoneShare> draw_shares(const Inputs& inputs, const PollutantField& field) {
    if (!field.field || field.field->facts().drift_coefficients.empty()) return {};
    auto& cache = field.field->cache();
    const std::string key = cache.key("shares of zones", field.digest);
    if (const auto kept = cache.find(key)) {
        if (auto shares = from_bytes(*kept, inputs.grid.size())) return std::move(*shares);
    }
    auto shares = draw_shares_now(inputs, field);
    cache.keep(key, to_bytes(shares));
    return shares;
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
        const auto scales =
            field.field ? field.field->facts().drift_scales : std::vector<fields::DriftScale>{};
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
        if (!field.field || field.field->facts().drift_scales.empty()) continue;
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
