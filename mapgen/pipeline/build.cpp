#include "mapgen/pipeline/build.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <ctime>
#include <iterator>
#include <memory>
#include <thread>

#include "geocore/core/digest.hpp"
#include "geocore/core/program.hpp"
#include "geocore/core/resources.hpp"
#include "geocore/core/text.hpp"
#include "geocore/gdal/versions.hpp"
#include "geocore/run/run_folder.hpp"
#include "mapgen/artefacts/layer_writer.hpp"
#include "mapgen/artefacts/manifest_writer.hpp"
#include "mapgen/artefacts/place_tables.hpp"
#include "mapgen/artefacts/stage_cache.hpp"
#include "mapgen/artefacts/tables.hpp"
#include "mapgen/artefacts/vectors.hpp"
#include "mapgen/fields/kernels/dispatch.hpp"
#include "mapgen/pipeline/drift_stage.hpp"
#include "mapgen/pipeline/fields_stage.hpp"
#include "mapgen/pipeline/findings_stage.hpp"
#include "mapgen/pipeline/inputs.hpp"
#include "mapgen/pipeline/network_stage.hpp"
#include "mapgen/pipeline/places_stage.hpp"
#include "mapgen/pipeline/population_stage.hpp"
#include "mapgen/pipeline/qgis_stage.hpp"
#include "mapgen/pipeline/receptor_stage.hpp"
#include "mapgen/pipeline/risk_layers.hpp"
#include "mapgen/pipeline/risk_stage.hpp"
#include "mapgen/pipeline/sensitivity_stage.hpp"
#include "mapgen/pipeline/summary.hpp"
#include "mapgen/pipeline/zones_stage.hpp"

namespace riskmap::pipeline {
namespace {

using artefacts::LayerKind;

std::string utc_now(const char* format) {
    const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    std::tm utc{};
    gmtime_r(&now, &utc);
    std::array<char, 32> text{};
    return {text.data(), std::strftime(text.data(), text.size(), format, &utc)};
}

/// Ids have seconds: where this second's is taken, the next one is waited for.
RunIdentity new_identity(const std::filesystem::path& output, const std::string& digits) {
    for (;;) {
        const std::string created = utc_now("%Y-%m-%dT%H:%M:%SZ");
        std::string id;
        std::copy_if(created.begin(), created.end(), std::back_inserter(id),
                     [](char c) { return c != '-' && c != ':'; });
        id += "-" + digits;
        if (!std::filesystem::exists(output / "runs" / id)) return {id, digits, created};
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
}

/// Everything of a scenario that decides its layers, for their digest.
std::string describe(const risk::RiskModel& model) {
    const auto& s = model.scenario();
    std::string text = fmt::format("{} {} {} {} {}\n", s.key, s.exposure_time_h, s.exposure_frequency_d,
                                   s.exposure_duration_y, s.lifetime_y);
    const auto& cuts = model.cuts();
    text += fmt::format("{} {}\n", fmt::join(cuts.cancer_risk, " "), fmt::join(cuts.hazard_index, " "));
    const auto add = [&](const risk::Substance& substance, double detection_limit) {
        text += fmt::format("{} {} {} {} {} {}\n", substance.key, substance.ure_used, substance.rfc_ug_m3,
                            fmt::join(substance.organs, ","), substance.background_ug_m3, detection_limit);
    };
    for (const auto& substance : model.substances()) add(substance, 0);
    for (const auto& entry : model.not_estimable()) add(entry.substance, entry.detection_limit_ug_m3);
    return text;
}

/// One build in progress.
class Build {
  public:
    Build(const Inputs& inputs, std::vector<check::Finding> findings, const std::filesystem::path& run,
          artefacts::StageCache& cache, core::Progress& progress)
        : inputs_(inputs),
          run_(run),
          cache_(cache),
          progress_(progress),
          writer_(run, inputs.project.title.en, inputs.project.synthetic, cache),
          styles_(inputs.reference.levels) {
        contents_.findings = std::move(findings);
    }

    Contents make() {
        progress_.stage("study area", 0.02);
        mask_ = zones::draw_mask(inputs_.area, inputs_.project.study_area, inputs_.grid);
        mask_digest_ =
            core::sha256_hex({reinterpret_cast<const char*>(mask_.values.data()), mask_.values.size()});
        progress_.stage("fitting fields", 0.05);
        contents_.fields = fit_fields(inputs_, cache_);
        for (auto& finding : drift_findings(inputs_, contents_.fields)) {
            contents_.findings.push_back(std::move(finding));
        }
        for (auto& finding : field_findings(inputs_, contents_.fields)) {
            contents_.findings.push_back(std::move(finding));
        }
        draw_fields();
        contents_.scenarios = scenario_models(inputs_, contents_.fields);
        draw_scenarios();
        rasters_.clear();
        progress_.stage("receptors, berths and tables", 0.85);
        contents_.receptors = judge_receptors(inputs_, contents_.fields, contents_.scenarios);
        contents_.berths = judge_berths(inputs_, contents_.fields, contents_.scenarios);
        attach_findings(inputs_, contents_.findings, contents_.berths);
        contents_.sources = assess_sources(inputs_, contents_.fields, contents_.scenarios);
        write_tables();
        write_vectors();
        styles_.write(run_);
        for (const auto& field : contents_.fields) {
            if (field.field) field.field->keep_answers();
        }
        contents_.layers = writer_.entries();
        contents_.qgis_project = write_qgis(run_, inputs_, contents_);
        contents_.rasters_as_before = writer_.as_before();
        return std::move(contents_);
    }

  private:
    void draw_fields() {
        rasters_.resize(inputs_.project.pollutants.size());
        for (std::size_t i = 0; i < contents_.fields.size(); ++i) {
            const auto& field = contents_.fields[i];
            const auto& pollutant = inputs_.project.pollutants[i];
            progress_.stage(
                "field of " + pollutant.key,
                0.1 + 0.4 * static_cast<double>(i) / static_cast<double>(contents_.fields.size()));
            if (!field.field) continue;
            rasters_[i] = field.field->draw(inputs_.grid);
            write_field(LayerKind::concentration, i, rasters_[i].value);
            if (field.field->facts().has_variance) {
                write_field(LayerKind::standard_deviation, i, rasters_[i].sd);
            }
            write_exceedance(field);
            rasters_[i].sd = {};
            for (const auto& share : draw_shares(inputs_, field)) write_share(share, i);
        }
    }

    void write_field(LayerKind kind, std::size_t index, const std::vector<float>& values) {
        const auto& pollutant = inputs_.project.pollutants[index];
        grid::Raster<float> raster(inputs_.grid, artefacts::kNodata);
        for (std::size_t cell = 0; cell < values.size(); ++cell) {
            const bool shown = (mask_.values[cell] & zones::kInside) != 0 && rasters_[index].known[cell] != 0;
            if (shown && std::isfinite(values[cell])) raster.values[cell] = values[cell];
        }
        auto description = artefacts::describe_layer(kind, pollutant.key, pollutant.name, pollutant.unit);
        description.style =
            styles_.add_value_classes(kind == LayerKind::concentration ? "concentration" : "sd", pollutant,
                                      raster.values, artefacts::kNodata);
        const auto basis = basis_of(index);
        std::string digest = contents_.fields[index].digest + mask_digest_;
        for (const auto& [key, value] : basis) digest += key + value;
        writer_.write(description, {pollutant.key, std::nullopt, basis}, core::sha256_hex(digest), raster);
    }

    /// What a concentration rests on, for the layer's metadata.
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> basis_of(std::size_t pollutant) const {
        long long stations = 0;
        long long samples = 0;
        for (const auto& mean : inputs_.means) {
            if (mean.pollutant != pollutant || !mean.used) continue;
            ++stations;
            samples += mean.n_samples;
        }
        return {{"REPRESENTATIVENESS", inputs_.project.representativeness},
                {"PERIOD", inputs_.project.period.start + "/" + inputs_.project.period.end},
                {"N_STATIONS", std::to_string(stations)},
                {"N_SAMPLES", std::to_string(samples)}};
    }

    void write_exceedance(const PollutantField& field) {
        const auto limit = comparable_limit(inputs_, field);
        if (!limit) return;
        const auto& pollutant = inputs_.project.pollutants[field.pollutant];
        const auto description =
            artefacts::describe_layer(LayerKind::exceedance, pollutant.key, pollutant.name, pollutant.unit);
        writer_.write(
            description, {pollutant.key, std::nullopt},
            core::sha256_hex(fmt::format("{}{}{}{}", field.digest, mask_digest_, limit->value, limit->unit)),
            draw_exceedance(inputs_, field, rasters_[field.pollutant], mask_, *limit));
        contents_.layer_notes[description.id].limit = limit;
    }

    /// As the zones' file calls it; its id where that has no name or no such zone.
    [[nodiscard]] run::Text zone_name(const std::string& id) const {
        for (const auto& zone : inputs_.area.zones) {
            if (zone.id != id) continue;
            return {zone.name_zh.empty() ? id : zone.name_zh, zone.name_en.empty() ? id : zone.name_en};
        }
        return {id, id};
    }

    /// How much of what the plumes and the background make in a cell one zone makes, where the substance is
    /// known.
    void write_share(const ZoneShare& share, std::size_t index) {
        const auto& pollutant = inputs_.project.pollutants[index];
        grid::Raster<float> raster(inputs_.grid, artefacts::kNodata);
        for (std::size_t cell = 0; cell < share.values.size(); ++cell) {
            const bool shown = (mask_.values[cell] & zones::kInside) != 0 && rasters_[index].known[cell] != 0;
            if (shown) raster.values[cell] = share.values[cell];
        }
        const run::Text zone = zone_name(share.zone);
        const run::Text name{zone.zh + " " + pollutant.name.zh, zone.en + ", " + pollutant.name.en};
        writer_.write(artefacts::describe_layer(LayerKind::share, pollutant.key + "-" + share.key, name, "1"),
                      {pollutant.key, std::nullopt},
                      core::sha256_hex(contents_.fields[index].digest + mask_digest_ + share.zone), raster);
    }

    void draw_scenarios() {
        core::Sha256 all;
        all.update(mask_digest_);
        for (const auto& field : contents_.fields) all.update(field.digest);
        const std::string fields_digest = all.hex();
        for (std::size_t s = 0; s < contents_.scenarios.size(); ++s) {
            const auto& scenario = contents_.scenarios[s].model.scenario();
            progress_.stage(
                "risk of " + scenario.key,
                0.5 + 0.3 * static_cast<double>(s) / static_cast<double>(contents_.scenarios.size()));
            const bool hatch = inputs_.project.risk->hatch_not_estimable;
            const RiskRasters risk = draw_risk(contents_.scenarios[s], rasters_, mask_, hatch);
            write_risk_layers({writer_, styles_, contents_.layer_notes}, inputs_, contents_.scenarios[s],
                              risk, rasters_,
                              core::sha256_hex(fields_digest + describe(contents_.scenarios[s].model) +
                                               (hatch ? "hatch" : "") +
                                               (inputs_.project.zones.overview_by_mode ? "mode" : "")));
            for (auto& row : driver_rows(inputs_, contents_.scenarios[s], risk, rasters_)) {
                contents_.drivers.push_back(std::move(row));
            }
            for (auto& row : area_rows(inputs_, scenario.key, risk))
                contents_.areas.push_back(std::move(row));
            if (scenario.area == risk::ExposureArea::everywhere) {
                for (auto& row : population_rows(inputs_, scenario.key, risk.level))
                    contents_.population.push_back(std::move(row));
            }
            contents_.risk_zones.push_back({scenario.key, risk_zones_of(inputs_, risk)});
        }
        if (!contents_.scenarios.empty()) {
            const auto& first = contents_.scenarios.front().model.scenario();
            writer_.alias("risk-level", "risk-level-" + first.key, {"风险等级", "risk level"});
        }
    }

    void write_tables() {
        const auto& p = inputs_.project;
        contents_.tables.push_back(artefacts::write_station_table(run_, p, inputs_.stations, inputs_.means));
        contents_.tables.push_back(
            artefacts::write_exceedance_table(run_, p, inputs_.stations, inputs_.observations));
        if (!contents_.areas.empty()) {
            contents_.tables.push_back(artefacts::write_area_table(run_, p, contents_.areas));
            contents_.tables.push_back(artefacts::write_area_statistics(run_, p, contents_.areas));
            contents_.tables.push_back(artefacts::write_risk_zone_table(run_, p, contents_.risk_zones));
        }
        if (!contents_.drivers.empty()) {
            contents_.tables.push_back(artefacts::write_driver_table(run_, p, contents_.drivers));
        }
        if (p.receptors) {
            contents_.tables.push_back(artefacts::write_receptor_table(run_, p, contents_.receptors));
            contents_.tables.push_back(
                artefacts::write_receptor_concentrations(run_, p, contents_.receptors));
            if (!contents_.scenarios.empty()) write_receptor_risks();
        }
        if (inputs_.emissions) {
            contents_.tables.push_back(write_attribution_table(run_, inputs_, contents_.fields));
            if (p.receptors) {
                contents_.tables.push_back(write_receptor_attribution(run_, inputs_, contents_.fields));
            }
        }
        if (p.berths) contents_.tables.push_back(artefacts::write_berth_table(run_, p, contents_.berths));
        if (!contents_.scenarios.empty() && (p.receptors || p.berths)) {
            contents_.tables.push_back(artefacts::write_place_levels(
                run_, p, contents_.scenarios.front().model.scenario().key, contents_.receptors,
                berth_scenario(contents_.scenarios)->model.scenario().key, contents_.berths));
        }
        if (!contents_.population.empty()) {
            contents_.tables.push_back(artefacts::write_population_table(run_, p, contents_.population));
        }
        if (p.sources) {
            contents_.tables.push_back(
                artefacts::write_source_surroundings(run_, p, source_surroundings(inputs_)));
        }
        for (auto& table : write_source_tables(run_, inputs_, contents_.sources)) {
            contents_.tables.push_back(std::move(table));
        }
        for (auto& table : write_network_tables(run_, inputs_, contents_.fields, contents_.scenarios)) {
            contents_.tables.push_back(std::move(table));
        }
        contents_.enterprise_pages = write_pages(run_, inputs_, contents_.findings, contents_.sources);
    }

    void write_receptor_risks() {
        const auto& p = inputs_.project;
        const auto& scenario = contents_.scenarios.front();
        contents_.tables.push_back(artefacts::write_receptor_substances(
            run_, p, receptor_substances(inputs_, contents_.fields, scenario, contents_.receptors)));
        contents_.tables.push_back(artefacts::write_receptor_organs(
            run_, p, receptor_organs(contents_.fields, scenario, contents_.receptors)));
        auto sensitivity = judge_sensitivity(inputs_, contents_.fields, scenario, contents_.receptors);
        contents_.tables.push_back(artefacts::write_sensitivity_table(run_, p, sensitivity.rows));
        contents_.sensitivity = std::move(sensitivity.summary);
    }

    void write_vectors() {
        contents_.vectors =
            artefacts::write_vectors(run_, {inputs_.project, inputs_.area, inputs_.stations, inputs_.means,
                                            contents_.risk_zones, contents_.receptors, contents_.berths,
                                            inputs_.sources, source_marks(inputs_, contents_.sources)});
        artefacts::write_base_land(run_, inputs_.area);
    }

    const Inputs& inputs_;
    std::filesystem::path run_;
    artefacts::StageCache& cache_;
    core::Progress& progress_;
    artefacts::LayerWriter writer_;
    artefacts::RunStyles styles_;
    grid::Raster<unsigned char> mask_;
    std::string mask_digest_;
    std::vector<FieldRasters> rasters_;
    Contents contents_;
};

/// What makes a stage's bytes beside its inputs: the program, its libraries and its instruction set.
std::string program_identity() {
    const auto versions = gdal::library_versions();
    const auto* kernels = fields::kernels("");
    return fmt::format("{} {} {} {} {}", core::build_id(), versions.gdal, versions.proj, versions.geos,
                       kernels != nullptr ? kernels->isa : "none");
}

BuildResult unchanged(const std::filesystem::path& output, const std::string& current) {
    const auto run = output / "runs" / current;
    return {run, false,
            fmt::format("Nothing changed: {} is up to date (--force builds it again).\n", run.string())};
}

}  // namespace

BuildResult build(const project::Project& project, const BuildOptions& options) {
    core::Progress progress(options.progress, options.stop);
    progress.stage("reading inputs", 0);
    Inputs inputs = read_inputs(project);
    read_releases(options.output, inputs);
    const std::string digits = inputs_digest(inputs).substr(0, 8);
    const auto current = run::current_run(options.output);
    if (!options.force && current && current->ends_with("-" + digits))
        return unchanged(options.output, *current);

    auto findings = judge_inputs(inputs);
    run::RunBuilder builder(options.output);
    const auto cache =
        options.use_cache && !core::build_id().empty()
            ? std::make_unique<artefacts::StageCache>(options.output / "cache", program_identity())
            : std::make_unique<artefacts::StageCache>();
    const Contents contents = Build(inputs, std::move(findings), builder.path(), *cache, progress).make();
    progress.stage("publishing", 0.95);
    const RunIdentity identity = new_identity(options.output, digits);
    write_manifest(builder.path(), inputs, contents, identity);
    if (current) artefacts::link_unchanged(builder.path(), options.output / "runs" / *current);
    const auto run = builder.publish(identity.id);
    cache->finish();
    progress.done();
    return {run, true, summarise(inputs, contents, run)};
}

}  // namespace riskmap::pipeline
