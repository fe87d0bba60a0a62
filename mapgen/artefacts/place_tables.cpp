#include "mapgen/artefacts/place_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "mapgen/artefacts/judgement.hpp"
#include "mapgen/artefacts/tables.hpp"

namespace riskmap::artefacts {
namespace {

std::vector<std::string> with_judgement_columns(std::vector<std::string> columns) {
    for (const auto& column : judgement_columns()) columns.push_back(column.spec.name);
    return columns;
}

std::vector<std::string> with_judgement(std::vector<std::string> cells,
                                        const zones::PlaceJudgement& judgement) {
    for (const auto& column : judgement_columns()) cells.push_back(cell_of(column.value(judgement)));
    return cells;
}

std::string degrees(double value) {
    return fmt::format("{:.6f}", value);
}

/// Levels 0 to 4, then places outside the study area.
using Counts = std::array<long long, 6>;

void count(Counts& counts, const zones::PlaceJudgement& judgement) {
    ++counts.at(judgement.risk ? judgement.risk->level : counts.size() - 1);
}

/// Every class, then all of them together.
void write_counts(CsvWriter& table, const project::Project& project, const std::string& kind,
                  const std::string& scenario, const std::map<std::string, Counts>& classes) {
    Counts all{};
    const auto write = [&](const std::string& name, const Counts& counts) {
        for (int level = 4; level >= 0; --level) {
            table.row({kind, name, scenario, std::to_string(level), level_name(project, level).zh,
                       level_name(project, level).en, cell(counts.at(static_cast<std::size_t>(level)))});
        }
        table.row({kind, name, scenario, "", "研究区外", "outside the study area", cell(counts.back())});
    };
    for (const auto& [name, counts] : classes) {
        write(name, counts);
        std::transform(counts.begin(), counts.end(), all.begin(), all.begin(), std::plus<>());
    }
    write("all", all);
}

}  // namespace

TableEntry write_receptor_table(const std::filesystem::path& run, const project::Project& project,
                                const std::vector<zones::ReceptorResult>& receptors) {
    CsvWriter table(run, "tables/receptors.csv", {"敏感受体", "sensitive receptors"}, project.synthetic,
                    with_judgement_columns({"id", "name_zh", "type", "lon", "lat", "source", "licence"}));
    for (const auto& [receptor, judgement] : receptors) {
        table.row(with_judgement(
            {receptor.id, project.synthetic ? "" : receptor.name_zh, receptor.type,
             degrees(receptor.lon_lat.x), degrees(receptor.lon_lat.y), receptor.source, receptor.licence},
            judgement));
    }
    return table.finish();
}

TableEntry write_receptor_concentrations(const std::filesystem::path& run, const project::Project& project,
                                         const std::vector<zones::ReceptorResult>& receptors) {
    CsvWriter table(run, "tables/receptor-concentrations.csv",
                    {"受体处浓度估计", "estimated concentrations at receptors"}, project.synthetic,
                    {"receptor", "x", "y", "pollutant", "unit", "estimate", "variance", "lower", "upper",
                     "p95", "known", "reason"});
    for (const auto& [receptor, judgement] : receptors) {
        for (std::size_t p = 0; p < project.pollutants.size(); ++p) {
            const auto& pollutant = project.pollutants[p];
            std::vector<std::string> cells{receptor.id, cell(receptor.position.x), cell(receptor.position.y),
                                           pollutant.key, pollutant.unit};
            const auto entry = std::find_if(judgement.estimates.begin(), judgement.estimates.end(),
                                            [&](const auto& e) { return e.pollutant == p; });
            if (entry == judgement.estimates.end()) {
                const bool outside = judgement.reason == "outside-study-area";
                cells.insert(cells.end(),
                             {"", "", "", "", "", "", outside ? judgement.reason : "not-estimable"});
            } else {
                const auto& e = entry->estimate;
                cells.insert(cells.end(), {cell(e.value), cell(e.variance), cell(entry->range.low),
                                           cell(entry->range.high), cell(e.p95), e.known ? "1" : "0",
                                           e.known ? "" : "unknown"});
            }
            table.row(std::move(cells));
        }
    }
    return table.finish();
}

TableEntry write_berth_table(const std::filesystem::path& run, const project::Project& project,
                             const std::vector<zones::BerthResult>& berths) {
    CsvWriter table(run, "tables/berths.csv", {"港口泊位", "port berths"}, project.synthetic,
                    with_judgement_columns({"id", "name_zh", "section", "port_area", "district", "lat_text",
                                            "lon_text", "lon", "lat", "precision_m", "open_year_text",
                                            "capacity_text", "level_lowest", "level_highest", "findings"}));
    for (const auto& result : berths) {
        const auto& b = result.berth;
        const bool judged = result.judgement.risk.has_value();
        table.row(with_judgement(
            {b.id, project.synthetic ? "" : b.name_zh, b.section, b.port_area, b.district, b.lat_text,
             b.lon_text, fmt::format("{:.7f}", b.lon_lat.x), fmt::format("{:.7f}", b.lon_lat.y),
             fmt::format("{:.2f}", b.precision_m), b.open_year_text, b.capacity_text,
             judged ? std::to_string(result.level_lowest) : "",
             judged ? std::to_string(result.level_highest) : "", result.findings},
            result.judgement));
    }
    return table.finish();
}

TableEntry write_place_levels(const std::filesystem::path& run, const project::Project& project,
                              const std::string& receptor_scenario,
                              const std::vector<zones::ReceptorResult>& receptors,
                              const std::string& berth_scenario,
                              const std::vector<zones::BerthResult>& berths) {
    CsvWriter table(run, "tables/place-levels.csv",
                    {"受体与泊位各等级数量", "receptors and berths per level"}, project.synthetic,
                    {"kind", "class", "scenario", "level", "level_zh", "level_en", "count"});
    std::map<std::string, Counts> types;
    for (const auto& result : receptors) count(types[result.receptor.type], result.judgement);
    std::map<std::string, Counts> sections;
    for (const auto& result : berths) count(sections[result.berth.section], result.judgement);
    if (!types.empty()) write_counts(table, project, "receptor", receptor_scenario, types);
    if (!sections.empty()) write_counts(table, project, "berth", berth_scenario, sections);
    return table.finish();
}

}  // namespace riskmap::artefacts
