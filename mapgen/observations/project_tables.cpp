#include "mapgen/observations/project_tables.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "geocore/crs/transform.hpp"
#include "mapgen/observations/averaging.hpp"

namespace riskmap::observations {
namespace {

void require_projected(const project::Project& project) {
    try {
        if (!crs::is_geographic(project.crs)) return;
    } catch (const core::Error& e) {
        throw e.within(project.file.string() + ": project.crs");
    }
    throw core::data_error("{}: project.crs is '{}', a geographic one; a projected CRS in metres is expected",
                           project.file.string(), project.crs);
}

/// What `reader` makes of the rows that the guard lets through.
template <class Reader>
auto read(TableGuard& guard, const project::DataFile& file, Coordinates coordinates, Reader reader) {
    decltype(reader(std::declval<const Table&>())) rows;
    const auto table = guard.open(
        file, [&](const Table& part) { (void)reader(part); }, coordinates);
    if (table) rows = reader(*table);
    return rows;
}

Table of_known_stations(const Table& table, const std::vector<Station>& stations) {
    const auto column = table.find_column("station");
    if (!column) return table;
    std::set<std::string, std::less<>> known;
    for (const auto& station : stations) known.insert({station.id, station.name_zh, station.name_en});
    Table rest{table.path, table.encoding, table.columns, {}, table.sha256};
    std::copy_if(table.rows.begin(), table.rows.end(), std::back_inserter(rest.rows),
                 [&](const Row& row) { return known.contains(core::trim(table.text(row, *column))); });
    return rest;
}

/// Limits on a day are compared with days made of the hours.
void add_daily_records(const project::Project& project, std::vector<Observation>& records) {
    if (project.averaging.resolution != "hourly") return;
    constexpr int kValidDay_h = 20;  // GB 3095-2012, table 4
    auto days = daily_means(records, kValidDay_h);
    auto maxima = daily_maxima_of_8h(records);
    records.insert(records.end(), days.begin(), days.end());
    records.insert(records.end(), maxima.begin(), maxima.end());
}

}  // namespace

std::vector<grid::Point> ProjectTables::berth_positions() const {
    std::vector<grid::Point> positions;
    for (const auto& berth : berths) positions.push_back(berth.position);
    return positions;
}

ProjectTables read_project_tables(const project::Project& p, TableGuard& guard) {
    require_projected(p);
    ProjectTables tables;
    tables.stations = read(guard, p.stations, Coordinates::numbers,
                           [&](const Table& t) { return read_stations(t, p.stations.crs, p.crs); });
    if (!tables.stations.empty()) {
        auto set = read(guard, p.observations, Coordinates::none, [&](const Table& t) {
            return read_observations(guard.lost_rows() ? of_known_stations(t, tables.stations) : t,
                                     tables.stations, p);
        });
        tables.notes = set.notes;
        tables.observations = std::move(set.records);
        try {
            tables.means = period_means(tables.observations, tables.stations, p);
        } catch (const core::Error& error) {
            guard.refuse(p.observations, error);
        }
        add_daily_records(p, tables.observations);
    }
    if (p.receptors) {
        tables.receptors = read(guard, *p.receptors, Coordinates::numbers,
                                [&](const Table& t) { return read_receptors(t, p.receptors->crs, p.crs); });
    }
    if (p.berths) {
        tables.berths = read(guard, p.berths->file, Coordinates::texts,
                             [&](const Table& t) { return read_berths(t, p.berths->file.crs, p.crs); });
    }
    if (p.sources) {
        tables.sources = read(guard, *p.sources, Coordinates::numbers, [&](const Table& t) {
            tables.source_table = t;
            return read_sources(t, p.sources->crs, p.crs);
        });
    }
    return tables;
}

grid::Box map_extent(const project::Project& project, const std::vector<Station>& stations) {
    if (project.extent) return *project.extent;
    grid::Box box = grid::Box::empty();
    for (const auto& station : stations) box.extend(station.position);
    return box.grown(project.interpolation.max_distance_m);
}

}  // namespace riskmap::observations
