#include "mapgen/artefacts/area_tables.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "mapgen/artefacts/tables.hpp"

namespace riskmap::artefacts {
namespace {

std::string remark_of(const AreaRow& row) {
    return row.approximate ? kApproximateRemark : "";
}

std::string name_of(const AreaRow& row) {
    return row.zone.empty() ? "all" : row.zone;
}

std::string area_of(const std::optional<zones::AreaStatistics>& statistics, std::size_t level) {
    return statistics ? cell(statistics->areas[level]) : "";
}

std::vector<std::string> statistics_cells(const AreaRow& row, const std::string& extent,
                                          const zones::AreaStatistics& statistics) {
    const double total = statistics.total_m2();
    const double unknown = statistics.areas[0];
    return {row.scenario,
            row.kind,
            name_of(row),
            extent,
            row.uncertainty_m ? cell(*row.uncertainty_m) : "",
            remark_of(row),
            cell(total / 1e6),
            cell(unknown / 1e6),
            total > 0 ? fmt::format("{:.4f}", unknown / total) : "",
            statistics.highest_level() >= 0 ? std::to_string(statistics.highest_level()) : "",
            cell(statistics.cancer_risk_mean),
            cell(statistics.cancer_risk_max),
            cell(statistics.hazard_index_mean),
            cell(statistics.hazard_index_max)};
}

}  // namespace

TableEntry write_area_table(const std::filesystem::path& run, const project::Project& project,
                            const std::vector<AreaRow>& rows) {
    CsvWriter table(run, "tables/areas.csv", {"各等级面积", "area per level"}, project.synthetic,
                    {"scenario", "zone", "level", "level_zh", "level_en", "area_m2", "share", "kind",
                     "area_inner_m2", "area_outer_m2", "remark"});
    for (const auto& row : rows) {
        const double total = row.statistics.total_m2();
        for (int level = 4; level >= 0; --level) {
            const auto at = static_cast<std::size_t>(level);
            const double area = row.statistics.areas[at];
            table.row({row.scenario, name_of(row), std::to_string(level), level_name(project, level).zh,
                       level_name(project, level).en, cell(area),
                       fmt::format("{:.4f}", total > 0 ? area / total : 0.0), row.kind,
                       area_of(row.inner, at), area_of(row.outer, at), remark_of(row)});
        }
    }
    return table.finish();
}

TableEntry write_area_statistics(const std::filesystem::path& run, const project::Project& project,
                                 const std::vector<AreaRow>& rows) {
    CsvWriter table(run, "tables/area-statistics.csv",
                    {"园区与分区统计", "statistics of zones and districts"}, project.synthetic,
                    {"scenario", "kind", "zone", "extent", "uncertainty_m", "remark", "area_km2",
                     "unknown_km2", "unknown_share", "highest_level", "cancer_risk_mean", "cancer_risk_max",
                     "hazard_index_mean", "hazard_index_max"});
    for (const auto& row : rows) {
        table.row(statistics_cells(row, "outline", row.statistics));
        if (row.inner) table.row(statistics_cells(row, "inner", *row.inner));
        if (row.outer) table.row(statistics_cells(row, "outer", *row.outer));
    }
    return table.finish();
}

TableEntry write_risk_zone_table(const std::filesystem::path& run, const project::Project& project,
                                 const std::vector<ScenarioZones>& scenarios) {
    CsvWriter table(run, "tables/risk-zones.csv",
                    {"风险分区面积与归并", "risk zones per level and what merged"}, project.synthetic,
                    {"scenario", "level", "level_zh", "level_en", "zones", "area_m2", "area_km2", "cells_m2",
                     "merged_in_m2", "merged_out_m2", "mapping_unit_ha", "zones_below_unit"});
    for (const auto& [scenario, zones] : scenarios) {
        for (int level = 4; level >= 0; --level) {
            const auto at = static_cast<std::size_t>(level);
            const auto count = [&](bool below_unit_only) {
                return static_cast<long long>(
                    std::count_if(zones.list.begin(), zones.list.end(), [&](const auto& zone) {
                        return zone.level == level && (zone.below_unit || !below_unit_only);
                    }));
            };
            const auto& areas = zones.areas;
            table.row({scenario, std::to_string(level), level_name(project, level).zh,
                       level_name(project, level).en, cell(count(false)), cell(areas.zones[at]),
                       cell(areas.zones[at] / 1e6), cell(areas.cells[at]), cell(areas.merged_in[at]),
                       cell(areas.merged_out[at]), cell(project.zones.mapping_unit_ha), cell(count(true))});
        }
    }
    return table.finish();
}

}  // namespace riskmap::artefacts
