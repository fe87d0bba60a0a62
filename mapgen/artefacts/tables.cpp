#include "mapgen/artefacts/tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <numeric>

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

/// level, level_upper, cancer_risk, hazard_index, driver, reason, zone_nearest, zone_distance_m as cells.
std::vector<std::string> judgement_cells(const zones::PlaceJudgement& judgement) {
    std::vector<std::string> cells(8);
    if (judgement.risk) {
        cells[0] = std::to_string(judgement.risk->level);
        cells[1] = std::to_string(judgement.risk->level_upper);
        if (judgement.risk->level > 0) {
            cells[2] = cell(judgement.risk->cancer_risk);
            cells[3] = cell(judgement.risk->hazard_index);
        }
    }
    cells[4] = judgement.driver;
    cells[5] = judgement.reason;
    cells[6] = judgement.nearest_zone;
    if (!judgement.nearest_zone.empty()) cells[7] = fmt::format("{:.0f}", judgement.zone_distance_m);
    return cells;
}

const std::vector<std::string> kJudgementColumns{"level",  "level_upper", "cancer_risk",  "hazard_index",
                                                 "driver", "reason",      "zone_nearest", "zone_distance_m"};

std::vector<std::string> joined(std::vector<std::string> first, const std::vector<std::string>& second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

struct Exceedance {
    long long records = 0;
    long long above = 0;
    double highest = 0;
};

}  // namespace

const run::Text& level_name(int level) {
    static const std::array<run::Text, 5> names{
        run::Text{"未知", "unknown"}, run::Text{"低关注", "low"}, run::Text{"一般关注", "moderate"},
        run::Text{"重点关注", "high"}, run::Text{"优先管控", "priority"}};
    return names.at(static_cast<std::size_t>(level));
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

TableEntry write_area_table(const std::filesystem::path& run, const project::Project& project,
                            const std::vector<AreaRow>& rows) {
    CsvWriter table(run, "tables/areas.csv", {"各等级面积", "area per level"}, project.synthetic,
                    {"scenario", "zone", "level", "level_zh", "level_en", "area_m2", "share"});
    for (const auto& row : rows) {
        const double total = std::accumulate(row.areas.begin(), row.areas.end(), 0.0);
        for (int level = 4; level >= 0; --level) {
            const double area = row.areas[static_cast<std::size_t>(level)];
            table.row({row.scenario, row.zone.empty() ? "all" : row.zone, std::to_string(level),
                       level_name(level).zh, level_name(level).en, cell(area),
                       fmt::format("{:.4f}", total > 0 ? area / total : 0.0)});
        }
    }
    return table.finish();
}

TableEntry write_receptor_table(const std::filesystem::path& run, const project::Project& project,
                                const std::vector<zones::ReceptorResult>& receptors) {
    CsvWriter table(run, "tables/receptors.csv", {"敏感受体", "sensitive receptors"}, project.synthetic,
                    joined({"id", "name_zh", "type", "lon", "lat", "source", "licence"}, kJudgementColumns));
    for (const auto& [receptor, judgement] : receptors) {
        table.row(joined({receptor.id, project.synthetic ? "" : receptor.name_zh, receptor.type,
                          fmt::format("{:.6f}", receptor.lon_lat.x),
                          fmt::format("{:.6f}", receptor.lon_lat.y), receptor.source, receptor.licence},
                         judgement_cells(judgement)));
    }
    return table.finish();
}

TableEntry write_berth_table(const std::filesystem::path& run, const project::Project& project,
                             const std::vector<zones::BerthResult>& berths) {
    CsvWriter table(run, "tables/berths.csv", {"港口泊位", "port berths"}, project.synthetic,
                    joined({"id", "name_zh", "section", "port_area", "district", "lat_text", "lon_text",
                            "lon", "lat", "precision_m", "open_year_text", "capacity_text", "level_lowest",
                            "level_highest", "findings"},
                           kJudgementColumns));
    for (const auto& result : berths) {
        const auto& b = result.berth;
        const bool judged = result.judgement.risk.has_value();
        table.row(
            joined({b.id, project.synthetic ? "" : b.name_zh, b.section, b.port_area, b.district, b.lat_text,
                    b.lon_text, fmt::format("{:.7f}", b.lon_lat.x), fmt::format("{:.7f}", b.lon_lat.y),
                    fmt::format("{:.2f}", b.precision_m), b.open_year_text, b.capacity_text,
                    judged ? std::to_string(result.level_lowest) : "",
                    judged ? std::to_string(result.level_highest) : "", result.findings},
                   judgement_cells(result.judgement)));
    }
    return table.finish();
}

}  // namespace riskmap::artefacts
