#include "mapgen/pipeline/network_stage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "geocore/crs/transform.hpp"
#include "mapgen/fields/network_design.hpp"

namespace riskmap::pipeline {
namespace {

using artefacts::CsvWriter;

// Candidates times targets times substances are kept in memory.
constexpr std::size_t kMostCandidates = 1500;
// Stations nearer to each other than this are one place to the kriging equations.
constexpr double kSamePlace_m = 1;

/// A kriged substance of the first scenario.
struct Studied {
    std::size_t field = 0;      ///< its pollutant
    std::size_t substance = 0;  ///< index in the model
};

class NetworkStudy {
  public:
    NetworkStudy(const Inputs& inputs, const std::vector<PollutantField>& fields,
                 const ScenarioModel& scenario)
        : inputs_(inputs), fields_(fields), scenario_(scenario) {
        for (std::size_t s = 0; s < scenario.pollutants.size(); ++s) {
            const auto& field = fields[scenario.pollutants[s]];
            const auto& variogram = field.field->variogram();
            if (field.transform == "log" && variogram && variogram->bounded())
                studied_.push_back({scenario.pollutants[s], s});
        }
        if (studied_.empty()) return;
        place();
        weigh();
    }

    [[nodiscard]] bool possible() const { return !studied_.empty() && !problem_.targets.empty(); }
    [[nodiscard]] const fields::NetworkProblem& problem() const { return problem_; }
    [[nodiscard]] const std::vector<std::size_t>& receptors() const { return receptors_; }

    /// How often a substance's risk at a target is the lowest cut between levels: the larger of cancer risk
    /// over 1e-6 and hazard quotient.
    [[nodiscard]] double risk_ratio(std::size_t studied, std::size_t target) const {
        return ratios_[studied][target];
    }
    [[nodiscard]] const std::string& key(std::size_t studied) const {
        return inputs_.project.pollutants[studied_[studied].field].key;
    }
    [[nodiscard]] std::size_t count() const { return studied_.size(); }

  private:
    void place() {
        for (const auto& station : inputs_.stations) problem_.stations.push_back(station.position);
        for (std::size_t r = 0; r < inputs_.receptors.size(); ++r) {
            if (!inside(inputs_.receptors[r].position)) continue;
            receptors_.push_back(r);
            problem_.targets.push_back(inputs_.receptors[r].position);
        }
        add_candidates();
        for (const auto& studied : studied_) {
            fields::NetworkSubstance substance;
            substance.variogram = *fields_[studied.field].field->variogram();
            for (const auto& mean : inputs_.means) {
                if (mean.pollutant != studied.field || !mean.used) continue;
                if (!stands_at(inputs_.stations[mean.station].position, substance.stations))
                    substance.stations.push_back(mean.station);
            }
            problem_.substances.push_back(std::move(substance));
        }
    }

    [[nodiscard]] bool inside(grid::Point p) const {
        return inputs_.grid.extent().contains(p) &&
               (zones::mask_at(inputs_.area, inputs_.project.study_area, p) & zones::kInside) != 0;
    }

    [[nodiscard]] bool on_land(grid::Point p) const {
        const auto& land = inputs_.area.land;
        return land.empty() || std::any_of(land.begin(), land.end(),
                                           [&](const auto& part) { return grid::contains(part, p); });
    }

    [[nodiscard]] bool stands_at(grid::Point p, const std::vector<std::size_t>& stations) const {
        return std::any_of(stations.begin(), stations.end(), [&](std::size_t s) {
            return grid::distance(inputs_.stations[s].position, p) < kSamePlace_m;
        });
    }

    /// On a regular grid over the land of the study area; coarser where there would be too many.
    void add_candidates() {
        double spacing = inputs_.project.network->spacing_m;
        std::vector<grid::Point> land = points_on_land(spacing);
        while (land.size() > kMostCandidates) {
            spacing *= std::sqrt(2.0);
            land = points_on_land(spacing);
        }
        for (const auto& p : land) {
            problem_.targets.push_back(p);
            const bool free =
                std::none_of(inputs_.stations.begin(), inputs_.stations.end(), [&](const auto& station) {
                    return grid::distance(station.position, p) < inputs_.project.network->min_distance_m;
                });
            if (free) problem_.candidates.push_back(p);
        }
    }

    [[nodiscard]] std::vector<grid::Point> points_on_land(double spacing) const {
        const grid::Box box = inputs_.grid.extent();
        std::vector<grid::Point> points;
        for (double y = box.ymin + spacing / 2; y < box.ymax; y += spacing) {
            for (double x = box.xmin + spacing / 2; x < box.xmax; x += spacing) {
                if (inside({x, y}) && on_land({x, y})) points.push_back({x, y});
            }
        }
        return points;
    }

    /// Receptors together count as much as the area: each group's weights add up to one half.
    void weigh() {
        for (const auto& studied : studied_) {
            auto& ratios = ratios_.emplace_back();
            for (const auto& target : problem_.targets) ratios.push_back(ratio_at(studied, target));
        }
        const std::size_t split = receptors_.size();
        normalise(0, split);
        normalise(split, problem_.targets.size());
    }

    [[nodiscard]] double ratio_at(const Studied& studied, grid::Point p) const {
        const auto estimate = fields_[studied.field].field->at(p.x, p.y);
        if (!std::isfinite(estimate.value)) return 0;
        const double ug_m3 = estimate.value * scenario_.to_ug_m3[studied.substance];
        const auto& substance = scenario_.model.substances()[studied.substance];
        return std::max(scenario_.model.cancer_risk(substance, ug_m3) / 1e-6,
                        scenario_.model.hazard_quotient(substance, ug_m3));
    }

    void normalise(std::size_t begin, std::size_t end) {
        double sum = 0;
        for (const auto& ratios : ratios_) {
            sum += std::accumulate(ratios.begin() + static_cast<std::ptrdiff_t>(begin),
                                   ratios.begin() + static_cast<std::ptrdiff_t>(end), 0.0);
        }
        for (std::size_t s = 0; s < ratios_.size(); ++s) {
            auto& weights = problem_.substances[s].weights;
            for (std::size_t t = begin; t < end; ++t)
                weights.push_back(sum > 0 ? 0.5 * ratios_[s][t] / sum : 0);
        }
    }

    const Inputs& inputs_;
    const std::vector<PollutantField>& fields_;
    const ScenarioModel& scenario_;
    std::vector<Studied> studied_;
    fields::NetworkProblem problem_;
    std::vector<std::size_t> receptors_;  // the first targets
    std::vector<std::vector<double>> ratios_;
};

struct RankedReceptor {
    std::size_t target = 0;
    double uncertainty = 0;
    double ratio = 0;
    std::size_t driver = 0;
    double driver_sd = 0;
};

artefacts::TableEntry write_receptors(const std::filesystem::path& run, const Inputs& inputs,
                                      const NetworkStudy& study) {
    const auto variances = fields::target_variances(study.problem());
    std::vector<RankedReceptor> ranked;
    for (std::size_t t = 0; t < study.receptors().size(); ++t) {
        RankedReceptor entry;
        entry.target = t;
        double most = -1;
        for (std::size_t s = 0; s < study.count(); ++s) {
            const double sd = std::sqrt(variances[s][t]);
            const double part = study.risk_ratio(s, t) * sd;
            entry.uncertainty += part;
            entry.ratio += study.risk_ratio(s, t);
            if (part <= most) continue;
            most = part;
            entry.driver = s;
            entry.driver_sd = sd;
        }
        ranked.push_back(entry);
    }
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto& a, const auto& b) { return a.uncertainty > b.uncertainty; });
    CsvWriter table(run, "tables/network-receptors.csv",
                    {"受体风险加权不确定性排序", "receptors by uncertainty"}, inputs.project.synthetic,
                    {"rank", "receptor", "type", "lon", "lat", "weighted_uncertainty", "risk_ratio", "driver",
                     "driver_sd_ln"});
    for (std::size_t i = 0; i < ranked.size(); ++i) {
        const auto& receptor = inputs.receptors[study.receptors()[ranked[i].target]];
        table.row({std::to_string(i + 1), receptor.id, receptor.type,
                   fmt::format("{:.6f}", receptor.lon_lat.x), fmt::format("{:.6f}", receptor.lon_lat.y),
                   fmt::format("{:.4g}", ranked[i].uncertainty), fmt::format("{:.4g}", ranked[i].ratio),
                   study.key(ranked[i].driver), fmt::format("{:.4g}", ranked[i].driver_sd)});
    }
    return table.finish();
}

/// The station nearest to a place and its distance.
std::pair<std::string, double> nearest_station(const Inputs& inputs, grid::Point p,
                                               const std::string& but = {}) {
    std::pair<std::string, double> nearest{"", std::numeric_limits<double>::infinity()};
    for (const auto& station : inputs.stations) {
        const double d = grid::distance(station.position, p);
        if (station.id != but && d < nearest.second) nearest = {station.id, d};
    }
    return nearest;
}

std::string metres(double distance) {
    return std::isfinite(distance) ? fmt::format("{:.0f}", distance) : "";
}

artefacts::TableEntry write_sites(const std::filesystem::path& run, const Inputs& inputs,
                                  const NetworkStudy& study) {
    const auto choices =
        fields::choose_sites(study.problem(), static_cast<std::size_t>(inputs.project.network->new_sites));
    const crs::Transform to_lon_lat(inputs.project.crs, "EPSG:4326");
    CsvWriter table(run, "tables/network-new-sites.csv", {"建议新增监测点", "proposed new sites"},
                    inputs.project.synthetic,
                    {"rank", "x", "y", "lon", "lat", "reduction_percent", "total_reduction_percent",
                     "nearest_station", "nearest_station_m"});
    for (std::size_t i = 0; i < choices.size(); ++i) {
        const auto& choice = choices[i];
        const grid::Point p = study.problem().candidates[choice.candidate];
        const grid::Point at = to_lon_lat(p);
        const double whole = choices.front().before;
        const auto [station, distance] = nearest_station(inputs, p);
        table.row({std::to_string(i + 1), fmt::format("{:.0f}", p.x), fmt::format("{:.0f}", p.y),
                   fmt::format("{:.6f}", at.x), fmt::format("{:.6f}", at.y),
                   fmt::format("{:.2f}", 100 * (choice.before - choice.after) / whole),
                   fmt::format("{:.2f}", 100 * (whole - choice.after) / whole), station, metres(distance)});
    }
    return table.finish();
}

artefacts::TableEntry write_stations(const std::filesystem::path& run, const Inputs& inputs,
                                     const NetworkStudy& study) {
    const auto losses = fields::station_losses(study.problem());
    const double whole = fields::weighted_variance(study.problem());
    std::vector<std::size_t> order(losses.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return losses[a] < losses[b]; });
    CsvWriter table(run, "tables/network-stations.csv", {"监测点撤销影响排序", "stations by what they add"},
                    inputs.project.synthetic,
                    {"rank", "station", "name_zh", "zone", "kind", "loss_percent", "nearest_station",
                     "nearest_station_m"});
    for (std::size_t i = 0; i < order.size(); ++i) {
        const auto& station = inputs.stations[order[i]];
        const auto [neighbour, distance] = nearest_station(inputs, station.position, station.id);
        table.row({std::to_string(i + 1), station.id, station.name_zh, station.zone, station.kind,
                   fmt::format("{:.3f}", whole > 0 ? 100 * losses[order[i]] / whole : 0.0), neighbour,
                   metres(distance)});
    }
    return table.finish();
}

}  // namespace

std::vector<artefacts::TableEntry> write_network_tables(const std::filesystem::path& run,
                                                        const Inputs& inputs,
                                                        const std::vector<PollutantField>& fields,
                                                        const std::vector<ScenarioModel>& scenarios) {
    std::vector<artefacts::TableEntry> tables;
    if (!inputs.project.network || scenarios.empty()) return tables;
    const NetworkStudy study(inputs, fields, scenarios.front());
    if (!study.possible()) return tables;
    if (!study.receptors().empty()) tables.push_back(write_receptors(run, inputs, study));
    tables.push_back(write_sites(run, inputs, study));
    tables.push_back(write_stations(run, inputs, study));
    return tables;
}

}  // namespace riskmap::pipeline
