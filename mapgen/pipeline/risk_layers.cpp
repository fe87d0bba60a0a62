#include "mapgen/pipeline/risk_layers.hpp"

#include <fmt/format.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>

#include "geocore/gdal/mask.hpp"
#include "mapgen/observations/units.hpp"
#include "mapgen/risk/exceedance.hpp"
#include "mapgen/risk/reference_table.hpp"
#include "mapgen/zones/level_zones.hpp"

namespace riskmap::pipeline {
namespace {

using artefacts::LayerKind;

constexpr std::size_t kMostDrivers = zones::kLevelNodata - 1;

double mean_of(const grid::Raster<float>& raster) {
    double sum = 0;
    std::size_t count = 0;
    for (const float value : raster.values) {
        if (value == raster.nodata) continue;
        sum += static_cast<double>(value);
        ++count;
    }
    return count > 0 ? sum / static_cast<double>(count) : 0;
}

artefacts::BackgroundRecord background_of(const Inputs& inputs, const ScenarioModel& scenario,
                                          const grid::Raster<float>& cancer_risk) {
    artefacts::BackgroundRecord record;
    record.cancer_risk = scenario.model.background_cancer_risk();
    record.mean_cancer_risk = mean_of(cancer_risk);
    for (const std::size_t p : scenario.pollutants) {
        const auto& pollutant = inputs.project.pollutants[p];
        if (!pollutant.background) record.undeclared.push_back(pollutant.key);
    }
    return record;
}

style::Label note_of(const artefacts::BackgroundRecord& background) {
    const double share =
        background.mean_cancer_risk > 0 ? 100 * background.cancer_risk / background.mean_cancer_risk : 0;
    return {
        fmt::format("已扣除声明的本底,本底的致癌风险为 {:.1g},约为全图平均风险的 {:.2g} %",
                    background.cancer_risk, share),
        fmt::format("Declared backgrounds are left out: their cancer risk is {:.1g}, about {:.2g} % of the "
                    "map's mean",
                    background.cancer_risk, share)};
}

std::vector<artefacts::DriverClass> driver_classes(const Inputs& inputs, const ScenarioModel& scenario) {
    std::vector<artefacts::DriverClass> classes;
    for (const std::size_t p : scenario.pollutants) {
        const auto& pollutant = inputs.project.pollutants[p];
        classes.push_back(
            {static_cast<int>(p) + 1, pollutant.key, pollutant.name, artefacts::driver_colour(p)});
    }
    return classes;
}

class ScenarioLayers {
  public:
    ScenarioLayers(const LayerTarget& target, const Inputs& inputs, const ScenarioModel& scenario,
                   std::string digest)
        : target_(target),
          inputs_(inputs),
          scenario_(scenario),
          digest_(std::move(digest)),
          name_{scenario.model.scenario().name_zh, scenario.model.scenario().name_en} {}

    template <class Raster>
    void write(LayerKind kind, const Raster& raster, const std::string& style = {}) {
        auto description = artefacts::describe_layer(kind, key(), name_, "1");
        if (!style.empty()) description.style = style;
        if (description.overview == gdal::OverviewRule::risk_level &&
            inputs_.project.zones.overview_by_mode) {
            description.overview = gdal::OverviewRule::level_mode;
        }
        target_.writer.write(description, {std::nullopt, key()}, digest_, raster);
    }

    void write_increment(const RiskRasters& risk) {
        const auto background = background_of(inputs_, scenario_, risk.cancer_risk);
        write(LayerKind::cancer_risk_increment, risk.increment,
              target_.styles.add_increment(key(), note_of(background)));
        note(LayerKind::cancer_risk_increment).background = background;
    }

    void write_driver(const RiskRasters& risk) {
        const auto classes = driver_classes(inputs_, scenario_);
        if (classes.empty() || inputs_.project.pollutants.size() > kMostDrivers) return;
        write(LayerKind::driver, risk.driver, target_.styles.add_drivers(key(), classes));
        note(LayerKind::driver).classes = classes;
    }

    /// Of every known substance, where the scenario has a level.
    void write_substances(const RiskRasters& risk, const std::vector<FieldRasters>& rasters) {
        for (std::size_t s = 0; s < scenario_.pollutants.size(); ++s) {
            const auto& substance = scenario_.model.substances()[s];
            const FieldRasters& field = rasters[scenario_.pollutants[s]];
            const auto draw = [&](LayerKind kind, auto value_at) {
                grid::Raster<float> raster(risk.level.grid, artefacts::kNodata);
                for (std::size_t cell = 0; cell < raster.values.size(); ++cell) {
                    if (risk.cancer_risk.values[cell] == artefacts::kNodata || field.known[cell] == 0)
                        continue;
                    const double concentration =
                        static_cast<double>(field.value[cell]) * scenario_.to_ug_m3[s];
                    raster.values[cell] = static_cast<float>(value_at(concentration));
                }
                write_substance(kind, scenario_.pollutants[s], raster);
            };
            if (substance.ure_used > 0) {
                draw(LayerKind::substance_cancer_risk,
                     [&](double c) { return scenario_.model.cancer_risk(substance, c); });
            }
            if (substance.rfc_ug_m3 > 0) {
                draw(LayerKind::hazard_quotient,
                     [&](double c) { return scenario_.model.hazard_quotient(substance, c); });
            }
        }
    }

  private:
    [[nodiscard]] const std::string& key() const { return scenario_.model.scenario().key; }

    artefacts::LayerNote& note(LayerKind kind) {
        return target_.notes[artefacts::describe_layer(kind, key(), name_, "1").id];
    }

    void write_substance(LayerKind kind, std::size_t index, const grid::Raster<float>& raster) {
        const auto& pollutant = inputs_.project.pollutants[index];
        const run::Text name{pollutant.name.zh + " " + name_.zh, pollutant.name.en + ", " + name_.en};
        target_.writer.write(artefacts::describe_layer(kind, pollutant.key + "-" + key(), name, "1"),
                             {pollutant.key, key()}, digest_, raster);
    }

    const LayerTarget& target_;
    const Inputs& inputs_;
    const ScenarioModel& scenario_;
    std::string digest_;
    run::Text name_;
};

risk::ErrorDistribution distribution_of(const PollutantField& field) {
    return field.transform == "log" ? risk::ErrorDistribution::lognormal : risk::ErrorDistribution::normal;
}

/// Sums over the cells of one area.
struct AreaSums {
    double cells = 0;
    std::vector<double> driving;  ///< cells that the substance drives
    std::vector<double> cancer;
    std::vector<double> hazard;

    explicit AreaSums(std::size_t substances) : driving(substances), cancer(substances), hazard(substances) {}
};

AreaSums sum_area(const ScenarioModel& scenario, const RiskRasters& risk,
                  const std::vector<FieldRasters>& rasters, const grid::Raster<unsigned char>* inside) {
    const std::size_t n = scenario.pollutants.size();
    AreaSums sums(n);
    for (std::size_t cell = 0; cell < risk.level.values.size(); ++cell) {
        if (risk.cancer_risk.values[cell] == artefacts::kNodata) continue;
        if (inside != nullptr && inside->values[cell] == 0) continue;
        sums.cells += 1;
        for (std::size_t s = 0; s < n; ++s) {
            const FieldRasters& field = rasters[scenario.pollutants[s]];
            if (risk.driver.values[cell] == scenario.pollutants[s] + 1) sums.driving[s] += 1;
            if (field.known[cell] == 0) continue;
            const double concentration = static_cast<double>(field.value[cell]) * scenario.to_ug_m3[s];
            const auto& substance = scenario.model.substances()[s];
            sums.cancer[s] += scenario.model.cancer_risk(substance, concentration);
            sums.hazard[s] += scenario.model.hazard_quotient(substance, concentration);
        }
    }
    return sums;
}

void add_rows(std::vector<artefacts::DriverRow>& rows, const ScenarioModel& scenario, const std::string& zone,
              const AreaSums& sums, double cell_m2) {
    double all = 0;
    for (const double cancer : sums.cancer) all += cancer;
    for (std::size_t s = 0; s < scenario.pollutants.size(); ++s) {
        artefacts::DriverRow row;
        row.scenario = scenario.model.scenario().key;
        row.zone = zone;
        row.pollutant = scenario.model.substances()[s].key;
        row.judged_m2 = sums.cells * cell_m2;
        row.driven_m2 = sums.driving[s] * cell_m2;
        if (sums.cells > 0) {
            row.mean_cancer_risk = sums.cancer[s] / sums.cells;
            row.mean_hazard_quotient = sums.hazard[s] / sums.cells;
        }
        row.share_of_cancer_risk = all > 0 ? sums.cancer[s] / all : 0;
        rows.push_back(std::move(row));
    }
}

}  // namespace

void write_risk_layers(const LayerTarget& target, const Inputs& inputs, const ScenarioModel& scenario,
                       const RiskRasters& risk, const std::vector<FieldRasters>& rasters,
                       const std::string& digest) {
    ScenarioLayers layers(target, inputs, scenario, digest);
    layers.write(LayerKind::risk_level, risk.level);
    layers.write(LayerKind::risk_level_upper, risk.level_upper);
    layers.write(LayerKind::cancer_risk, risk.cancer_risk);
    layers.write_increment(risk);
    layers.write(LayerKind::hazard_index, risk.hazard_index);
    layers.write_driver(risk);
    layers.write(LayerKind::status, risk.status);
    if (inputs.project.risk->substance_layers) layers.write_substances(risk, rasters);
}

std::optional<project::Limit> comparable_limit(const Inputs& inputs, const PollutantField& field) {
    const auto& project = inputs.project;
    if (project.representativeness != "annual" || !field.field || !field.field->facts().has_variance) {
        return std::nullopt;
    }
    const auto& pollutant = project.pollutants[field.pollutant];
    std::optional<project::Limit> lowest;
    double least = 0;
    for (const auto& limit : pollutant.limits) {
        const auto unit = observations::canonical_unit(limit.unit);
        if (limit.averaging != "annual" || !unit || observations::is_mixing_ratio(*unit) ||
            !risk::in_force(limit.valid_from, limit.valid_to, project.period.end)) {
            continue;
        }
        const double value = limit.value * observations::unit_factor(*unit, pollutant.unit);
        if (lowest && value >= least) continue;
        lowest = limit;
        least = value;
    }
    return lowest;
}

grid::Raster<float> draw_exceedance(const Inputs& inputs, const PollutantField& field,
                                    const FieldRasters& rasters, const grid::Raster<unsigned char>& mask,
                                    const project::Limit& limit) {
    const auto& pollutant = inputs.project.pollutants[field.pollutant];
    const auto unit = observations::canonical_unit(limit.unit);
    const double value = limit.value * observations::unit_factor(*unit, pollutant.unit);
    const auto distribution = distribution_of(field);
    grid::Raster<float> raster(mask.grid, artefacts::kNodata);
    tbb::parallel_for(0, mask.grid.height, [&](int row) {
        for (int column = 0; column < mask.grid.width; ++column) {
            const std::size_t cell = mask.index(column, row);
            if ((mask.values[cell] & zones::kInside) == 0 || rasters.known[cell] == 0) continue;
            const double probability =
                risk::probability_above(value, distribution, static_cast<double>(rasters.sd[cell]),
                                        static_cast<double>(rasters.p95[cell]));
            if (std::isfinite(probability)) raster.values[cell] = static_cast<float>(probability);
        }
    });
    return raster;
}

std::vector<artefacts::DriverRow> driver_rows(const Inputs& inputs, const ScenarioModel& scenario,
                                              const RiskRasters& risk,
                                              const std::vector<FieldRasters>& rasters) {
    const double cell_m2 = risk.level.grid.cell_area();
    std::vector<artefacts::DriverRow> rows;
    add_rows(rows, scenario, "all", sum_area(scenario, risk, rasters, nullptr), cell_m2);
    for (const auto& zone : inputs.area.zones) {
        grid::Raster<unsigned char> inside(risk.level.grid, 0);
        gdal::burn(inside, zone.area, 1);
        add_rows(rows, scenario, zone.id, sum_area(scenario, risk, rasters, &inside), cell_m2);
    }
    return rows;
}

}  // namespace riskmap::pipeline
