#include <set>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "geocore/crs/transform.hpp"
#include "mapgen/observations/observations.hpp"
#include "mapgen/observations/points.hpp"

namespace riskmap::observations {
namespace {

std::string optional_text(const Table& table, const Row& row, std::optional<std::size_t> column) {
    return column ? std::string(core::trim(table.text(row, *column))) : std::string();
}

}  // namespace

std::vector<Station> read_stations(const Table& table, const std::string& from_crs,
                                   const std::string& to_crs) {
    const std::size_t id = table.column("id");
    const CoordinateColumns at = coordinate_columns(table);
    const auto name_zh = table.find_column("name_zh");
    const auto name_en = table.find_column("name_en");
    const auto zone = table.find_column("zone");
    const auto kind = table.find_column("kind");
    const crs::Transform transform(from_crs, to_crs);
    const bool geographic = crs::is_geographic(from_crs);
    std::set<std::string> seen;
    std::vector<Station> stations;
    for (const auto& row : table.rows) {
        Station station;
        station.id = core::trim(table.text(row, id));
        if (station.id.empty()) throw core::data_error("{}: an id is missing", table.place(row, id));
        if (!seen.insert(station.id).second) {
            throw core::data_error("{}: id '{}' stands there a second time; ids are unique",
                                   table.place(row, id), station.id);
        }
        station.name_zh = optional_text(table, row, name_zh);
        station.name_en = optional_text(table, row, name_en);
        station.zone = optional_text(table, row, zone);
        station.kind = optional_text(table, row, kind);
        const WrittenPoint written = read_point(table, row, at, geographic);
        station.position = transform(written.position);
        station.precision_m = written.precision_m;
        station.notation = written.notation;
        station.row = row.number;
        stations.push_back(std::move(station));
    }
    if (stations.empty()) throw core::data_error("{}: no stations; at least one row is expected", table.path);
    return stations;
}

}  // namespace riskmap::observations
