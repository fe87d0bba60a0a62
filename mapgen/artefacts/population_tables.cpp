#include "mapgen/artefacts/population_tables.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numeric>

#include "mapgen/artefacts/area_tables.hpp"
#include "mapgen/artefacts/tables.hpp"

namespace riskmap::artefacts {
namespace {

/// Totals spread over cells are no whole numbers; people are.
std::string people_cell(double people) {
    return fmt::format("{:.0f}", people);
}

double people_at(const zones::PeoplePerLevel& people, int level) {
    return level < 0 ? people.elsewhere : people.levels[static_cast<std::size_t>(level)];
}

double total(const zones::PeoplePerLevel& people) {
    return std::accumulate(people.levels.begin(), people.levels.end(), people.elsewhere);
}

}  // namespace

TableEntry write_population_table(const std::filesystem::path& run, const project::Project& project,
                                  const std::vector<PopulationRow>& rows) {
    CsvWriter table(run, "tables/population.csv", {"各等级人口", "population per level"}, project.synthetic,
                    {"scenario", "kind", "zone", "level", "level_zh", "level_en", "people", "share",
                     "people_inner", "people_outer", "remark"});
    constexpr int kElsewhere = -1;
    for (const auto& row : rows) {
        const double all = total(row.people);
        for (int level = 4; level >= kElsewhere; --level) {
            const bool on_map = level != kElsewhere;
            const double people = people_at(row.people, level);
            table.row({row.scenario, row.kind, row.zone.empty() ? "all" : row.zone,
                       on_map ? std::to_string(level) : "", on_map ? level_name(project, level).zh : "图外",
                       on_map ? level_name(project, level).en : "off the map", people_cell(people),
                       fmt::format("{:.4f}", all > 0 ? people / all : 0.0),
                       row.inner ? people_cell(people_at(*row.inner, level)) : "",
                       row.outer ? people_cell(people_at(*row.outer, level)) : "",
                       row.approximate ? kApproximateRemark : ""});
        }
    }
    return table.finish();
}

TableEntry write_source_surroundings(const std::filesystem::path& run, const project::Project& project,
                                     const std::vector<SourceSurroundings>& sources) {
    std::vector<std::string> columns{"id", "type", "zone", "substances"};
    for (const int km : kSurroundingsKm) columns.push_back(fmt::format("people_{}km", km));
    for (const int km : kSurroundingsKm) columns.push_back(fmt::format("receptors_{}km", km));
    for (const char* name :
         {"receptor_nearest", "receptor_distance_m", "receptor_direction_zh", "receptor_direction_en"}) {
        columns.emplace_back(name);
    }
    CsvWriter table(run, "tables/source-surroundings.csv",
                    {"污染源周边人口与受体", "population and receptors around sources"}, project.synthetic,
                    std::move(columns));
    for (const auto& entry : sources) {
        std::vector<std::string> cells{entry.source.id, entry.source.type, entry.source.zone,
                                       entry.source.substances};
        for (std::size_t i = 0; i < kSurroundingsKm.size(); ++i) {
            cells.push_back(entry.people ? people_cell((*entry.people)[i]) : "");
        }
        for (const long long count : entry.receptors) cells.push_back(cell(count));
        const auto& nearest = entry.nearest_receptor;
        const auto& wind = zones::direction_name(nearest.direction);
        cells.insert(cells.end(), {nearest.id, nearest.id.empty() ? "" : cell(std::round(nearest.distance_m)),
                                   wind.zh, wind.en});
        table.row(std::move(cells));
    }
    return table.finish();
}

}  // namespace riskmap::artefacts
