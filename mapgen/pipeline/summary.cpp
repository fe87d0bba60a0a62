#include "mapgen/pipeline/summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "geocore/core/resources.hpp"
#include "geocore/gdal/versions.hpp"
#include "geocore/style/style.hpp"
#include "mapgen/artefacts/manifest_writer.hpp"
#include "mapgen/observations/units.hpp"

namespace riskmap::pipeline {
namespace {

artefacts::FieldRecord field_record(const Inputs& inputs, const PollutantField& field) {
    artefacts::FieldRecord record;
    record.pollutant = inputs.project.pollutants[field.pollutant].key;
    record.estimable = field.field != nullptr;
    record.reason = field.not_estimable;
    record.n_samples = field.n_samples;
    record.n_censored = field.n_censored;
    if (!field.field) return record;
    record.method = field.method;
    record.transform = field.transform;
    const auto& facts = field.field->facts();
    record.variogram = facts.variogram.value_or("");
    if (std::isfinite(facts.practical_range_m)) record.practical_range_m = facts.practical_range_m;
    const auto& scores = facts.scores;
    record.cross_validation = artefacts::FieldRecord::Scores{
        scores.n, scores.mean_error, scores.rmse, scores.mae, scores.msdr, scores.correlation};
    record.remarks = field.choice;
    record.remarks.insert(record.remarks.end(), facts.remarks.begin(), facts.remarks.end());
    return record;
}

std::vector<artefacts::DoseResponseRecord> dose_response_records(const Inputs& inputs,
                                                                 const Contents& contents) {
    std::vector<artefacts::DoseResponseRecord> records;
    const auto& values = inputs.reference.dose_response;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!values[i]) continue;
        artefacts::DoseResponseRecord record{inputs.project.pollutants[i].key, *values[i], {}};
        for (const auto& s : contents.scenarios) {
            const auto used = risk::used_unit_risk(record.values, s.model.scenario());
            if (used) record.ure_used[s.model.scenario().key] = *used;
        }
        records.push_back(std::move(record));
    }
    return records;
}

std::vector<artefacts::NotEstimableRecord> not_estimable_records(const Inputs& inputs,
                                                                 const Contents& contents) {
    std::vector<artefacts::NotEstimableRecord> records;
    for (const auto& field : contents.fields) {
        if (field.field) continue;
        const auto& pollutant = inputs.project.pollutants[field.pollutant];
        artefacts::NotEstimableRecord record{pollutant.key,
                                             pollutant.name,
                                             field.not_estimable,
                                             field.detection_limit,
                                             pollutant.unit,
                                             {},
                                             {}};
        for (const auto& s : contents.scenarios) {
            const std::string& key = s.model.scenario().key;
            for (const auto& entry : s.model.not_estimable()) {
                if (entry.substance.key != pollutant.key) continue;
                if (entry.substance.ure_used > 0) {
                    record.cancer_risk_at_detection_limit[key] =
                        s.model.cancer_risk(entry.substance, entry.detection_limit_ug_m3);
                }
                if (entry.substance.rfc_ug_m3 > 0) {
                    record.hazard_quotient_at_detection_limit[key] =
                        s.model.hazard_quotient(entry.substance, entry.detection_limit_ug_m3);
                }
            }
        }
        records.push_back(std::move(record));
    }
    return records;
}

std::vector<artefacts::AveragingRecord> averaging_records(const Inputs& inputs) {
    std::vector<artefacts::AveragingRecord> records(inputs.project.pollutants.size());
    for (const auto& mean : inputs.means) {
        auto& record = records[mean.pollutant];
        ++record.n_stations;
        if (!mean.used) continue;
        ++record.n_stations_used;
        record.n_values += mean.n_values;
        record.n_samples += mean.n_samples;
        record.n_censored += mean.n_censored;
        record.n_negative += mean.n_negative;
        if (mean.capture_percent) {
            record.least_capture_percent =
                std::min(record.least_capture_percent.value_or(*mean.capture_percent), *mean.capture_percent);
        }
        if (record.first.empty() || mean.first < record.first) record.first = mean.first;
        record.last = std::max(record.last, mean.last);
    }
    return records;
}

std::array<std::string, 5> level_colours() {
    std::array<std::string, 5> colours;
    for (const auto& entry : style::read_sld(core::find_resource("styles") / "risk-level.sld").classes) {
        if (entry.value && *entry.value >= 0 && *entry.value <= 4) {
            colours.at(static_cast<std::size_t>(*entry.value)) = entry.colour.hex();
        }
    }
    return colours;
}

/// What the raster kernels ran with; empty where there is no field.
std::string instruction_set(const Contents& contents) {
    for (const auto& field : contents.fields) {
        if (field.field) return field.field->facts().isa;
    }
    return {};
}

std::string level_lines(const Inputs& inputs, const Contents& contents) {
    std::string text;
    for (const auto& row : contents.areas) {
        if (!row.zone.empty()) continue;
        text += fmt::format("  area by level, {} (km2):", row.scenario);
        for (int level = 4; level >= 0; --level) {
            text += fmt::format("  {} {} {:.2f}", level,
                                inputs.reference.levels.names.at(static_cast<std::size_t>(level)).en,
                                row.statistics.areas[static_cast<std::size_t>(level)] / 1e6);
        }
        text += "\n";
    }
    return text;
}

}  // namespace

void write_manifest(const std::filesystem::path& folder, const Inputs& inputs, const Contents& contents,
                    const RunIdentity& identity) {
    const auto versions = gdal::library_versions();
    artefacts::ManifestContents manifest{inputs.project,
                                         identity.id,
                                         identity.digits,
                                         identity.created,
                                         instruction_set(contents),
                                         {versions.gdal, versions.proj, versions.geos},
                                         {},
                                         dose_response_records(inputs, contents),
                                         {},
                                         inputs.reference.levels,
                                         level_colours(),
                                         averaging_records(inputs),
                                         {},
                                         not_estimable_records(inputs, contents),
                                         contents.layers,
                                         contents.layer_notes,
                                         contents.sensitivity,
                                         contents.tables,
                                         contents.vectors,
                                         contents.findings};
    manifest.enterprise_pages = contents.enterprise_pages;
    manifest.qgis_project = contents.qgis_project;
    if (inputs.project.sources || inputs.project.enterprises)
        manifest.source_rules = inputs.enterprises.rules;
    if (inputs.project.synthetic) {  // no real name beside a risk value
        for (auto& finding : manifest.findings) finding.name.clear();
    }
    for (const auto& file : inputs.files) {
        manifest.inputs.push_back({file.path, file.sha256, file.rows, file.crs, file.encoding});
    }
    for (const auto& s : contents.scenarios) manifest.scenarios.push_back(s.model.scenario());
    for (const auto& field : contents.fields) manifest.fields.push_back(field_record(inputs, field));
    artefacts::write_manifest(folder, manifest);
}

std::string summarise(const Inputs& inputs, const Contents& contents, const std::filesystem::path& run) {
    const grid::Box box = inputs.grid.extent();
    std::string text =
        fmt::format("{}{}\n", inputs.project.synthetic ? "[synthetic data] " : "", inputs.project.title.en);
    text += fmt::format("  grid: {} x {} cells of {} m in {}, extent {:.0f} {:.0f} {:.0f} {:.0f}\n",
                        inputs.grid.width, inputs.grid.height, inputs.project.cell_size_m, inputs.project.crs,
                        box.xmin, box.ymin, box.xmax, box.ymax);
    text += fmt::format(
        "  stations: {}, layers: {}{}, tables: {}\n", inputs.stations.size(), contents.layers.size(),
        contents.rasters_as_before > 0 ? fmt::format(" ({} rasters as before)", contents.rasters_as_before)
                                       : "",
        contents.tables.size());
    text += level_lines(inputs, contents);
    for (const auto& record : not_estimable_records(inputs, contents)) {
        text += fmt::format("  not estimable: {} ({}", record.pollutant, record.reason);
        for (const auto& [scenario, risk] : record.cancer_risk_at_detection_limit) {
            text += fmt::format("; its detection limit alone stands for {:.0e}, {}", risk, scenario);
        }
        text += ")\n";
    }
    for (const auto& record : contents.sensitivity) {
        text += fmt::format("  {}: {} of {} receptors change level\n", record.name.en, record.changed,
                            record.judged);
    }
    if (!contents.findings.empty()) {
        text += fmt::format("  flags raised: {} (mapgen check lists them)\n", contents.findings.size());
    }
    return text + fmt::format("  run: {}\n", run.string());
}

}  // namespace riskmap::pipeline
