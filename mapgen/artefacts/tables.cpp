#include "mapgen/artefacts/tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "mapgen/observations/units.hpp"

namespace riskmap::artefacts {
namespace {

/// Whether a kind of record has a limit's averaging time.
bool comparable(const std::string& statistic, const std::string& averaging) {
    if (statistic == "daily-mean") return averaging == "24h";
    if (statistic == "daily-max-8h") return averaging == "8h" || averaging == "daily-max-8h";
    return statistic == "hourly" && averaging == "1h";
}

std::vector<std::string> joined(std::vector<std::string> first, const std::vector<std::string>& second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

/// A number, or "<0.03" where it is only known to lie below.
std::string cell_of(const observations::CensoredValue& value) {
    return (value.censored ? "<" : "") + cell(value.value);
}

/// The station table's columns from "pollutant" on.
std::vector<std::string> mean_cells(const project::Project& project, const observations::StationMean& mean) {
    const auto& pollutant = project.pollutants[mean.pollutant];
    std::vector<std::string> cells{pollutant.key,
                                   cell(mean.value),
                                   pollutant.unit,
                                   mean.censored ? "1" : "0",
                                   mean.detection_limit ? cell(*mean.detection_limit) : "",
                                   cell(mean.lower),
                                   cell(mean.upper),
                                   cell_of(mean.minimum),
                                   cell_of(mean.maximum)};
    for (const auto& value : mean.percentiles) cells.push_back(cell_of(value));
    const std::vector<std::string> rest{
        cell(mean.n_values),
        cell(mean.n_censored),
        cell(mean.n_samples),
        cell(mean.n_negative),
        mean.capture_percent ? fmt::format("{:.1f}", *mean.capture_percent) : "",
        mean.first,
        mean.last,
        mean.seasons,
        project.representativeness,
        mean.used ? "1" : "0",
        mean.reason.zh,
        mean.reason.en};
    return joined(std::move(cells), rest);
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
    std::vector<std::string> columns{"station",
                                     "name_zh",
                                     "zone",
                                     "kind",
                                     "precision_m",
                                     "pollutant",
                                     "value",
                                     "unit",
                                     "below_detection_limit",
                                     "detection_limit",
                                     "lower",
                                     "upper",
                                     "minimum",
                                     "maximum"};
    for (const double percent : project.averaging.percentiles) columns.push_back("p" + cell(percent));
    for (const char* name : {"n_values", "n_censored", "n_samples", "n_negative", "capture_percent", "first",
                             "last", "seasons", "representativeness", "used", "reason_zh", "reason_en"}) {
        columns.emplace_back(name);
    }
    CsvWriter table(run, "tables/stations.csv", {"监测点统计", "station means"}, project.synthetic, columns);
    std::vector<std::vector<const observations::StationMean*>> by_station(stations.size());
    for (const auto& mean : means) by_station[mean.station].push_back(&mean);
    for (std::size_t s = 0; s < stations.size(); ++s) {
        const auto& station = stations[s];
        const std::vector<std::string> head{station.id, station.name_zh, station.zone, station.kind,
                                            fmt::format("{:.2f}", station.precision_m)};
        if (by_station[s].empty()) {
            auto cells = joined(head, std::vector<std::string>(columns.size() - head.size()));
            const auto set = [&](const char* name, const std::string& value) {
                cells[static_cast<std::size_t>(std::find(columns.begin(), columns.end(), name) -
                                               columns.begin())] = value;
            };
            for (const char* name : {"n_values", "n_censored", "n_samples", "n_negative", "used"})
                set(name, "0");
            set("representativeness", project.representativeness);
            set("reason_zh", "没有有效数据");
            set("reason_en", "no valid record");
            table.row(cells);
        }
        for (const auto* mean : by_station[s]) table.row(joined(head, mean_cells(project, *mean)));
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
            if (!unit || observations::is_mixing_ratio(*unit)) continue;
            const double value = limit.value * observations::unit_factor(*unit, pollutant.unit);
            std::map<std::size_t, Exceedance> counts;
            for (const auto& o : observations) {
                const bool in_force = (limit.valid_from.empty() || limit.valid_from <= o.period_start) &&
                                      (limit.valid_to.empty() || o.period_end <= limit.valid_to);
                if (o.pollutant != p || !comparable(o.statistic, limit.averaging) || !o.limit_comparable ||
                    !in_force || o.censored || !o.valid) {
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
