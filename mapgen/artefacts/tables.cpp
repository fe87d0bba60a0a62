#include "mapgen/artefacts/tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "mapgen/observations/units.hpp"

namespace riskmap::artefacts {
namespace {

/// A limit's averaging time that a kind of record can be compared with; empty where none.
std::string averaging_of(const std::string& statistic) {
    if (statistic == "daily-mean") return "24h";
    if (statistic == "daily-max-8h") return "8h";
    if (statistic == "hourly") return "1h";
    return {};
}

struct Exceedance {
    long long records = 0;
    long long above = 0;
    double highest = 0;
};

}  // namespace

const run::Text& level_name(const project::Project& project, int level) {
    return project.level_names.at(static_cast<std::size_t>(level));
}

TableEntry write_station_table(const std::filesystem::path& run, const project::Project& project,
                               const std::vector<observations::Station>& stations,
                               const std::vector<observations::StationMean>& means) {
    CsvWriter table(
        run, "tables/stations.csv", {"监测点统计", "station means"}, project.synthetic,
        {"station", "name_zh", "zone", "kind", "pollutant", "value", "unit", "below_detection_limit",
         "detection_limit", "lower", "upper", "n_values", "n_censored", "n_samples", "representativeness"});
    std::vector<std::vector<const observations::StationMean*>> by_station(stations.size());
    for (const auto& mean : means) by_station[mean.station].push_back(&mean);
    for (std::size_t s = 0; s < stations.size(); ++s) {
        const auto& station = stations[s];
        if (by_station[s].empty()) {
            table.row({station.id, station.name_zh, station.zone, station.kind, "", "", "", "", "", "", "",
                       "0", "0", "0", project.representativeness});
        }
        for (const auto* mean : by_station[s]) {
            const auto& pollutant = project.pollutants[mean->pollutant];
            table.row({station.id, station.name_zh, station.zone, station.kind, pollutant.key,
                       cell(mean->value), pollutant.unit, mean->censored ? "1" : "0",
                       mean->detection_limit ? cell(*mean->detection_limit) : "", cell(mean->lower),
                       cell(mean->upper), cell(mean->n_values), cell(mean->n_censored), cell(mean->n_samples),
                       project.representativeness});
        }
    }
    return table.finish();
}

TableEntry write_exceedance_table(const std::filesystem::path& run, const project::Project& project,
                                  const std::vector<observations::Station>& stations,
                                  const std::vector<observations::Observation>& observations) {
    CsvWriter table(run, "tables/exceedances.csv", {"监测点超标统计", "exceedances at stations"},
                    project.synthetic,
                    {"station", "pollutant", "averaging", "limit", "unit", "applies_to", "source", "records",
                     "above", "highest"});
    for (std::size_t p = 0; p < project.pollutants.size(); ++p) {
        const auto& pollutant = project.pollutants[p];
        for (const auto& limit : pollutant.limits) {
            const auto unit = observations::canonical_unit(limit.unit);
            if (!unit) continue;
            const double value = limit.value * observations::unit_factor(*unit, pollutant.unit);
            std::map<std::size_t, Exceedance> counts;
            for (const auto& o : observations) {
                const bool in_force = (limit.valid_from.empty() || limit.valid_from <= o.period_start) &&
                                      (limit.valid_to.empty() || o.period_end <= limit.valid_to);
                if (o.pollutant != p || averaging_of(o.statistic) != limit.averaging || !o.limit_comparable ||
                    !in_force || o.censored) {
                    continue;
                }
                Exceedance& count = counts[o.station];
                ++count.records;
                count.above += o.value > value ? 1 : 0;
                count.highest = std::max(count.highest, o.value);
            }
            for (const auto& [station, count] : counts) {
                table.row({stations[station].id, pollutant.key, limit.averaging, cell(value), pollutant.unit,
                           limit.applies_to, limit.source, cell(count.records), cell(count.above),
                           cell(count.highest)});
            }
        }
    }
    return table.finish();
}

}  // namespace riskmap::artefacts
