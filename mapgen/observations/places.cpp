#include "mapgen/observations/places.hpp"

#include <map>
#include <set>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "geocore/crs/transform.hpp"
#include "mapgen/observations/coordinate_text.hpp"
#include "mapgen/observations/points.hpp"

namespace riskmap::observations {
namespace {

/// Reads a row's cells by column name; columns that are absent give empty text.
class Cells {
  public:
    Cells(const Table& table, const Row& row) : table_(table), row_(row) {}

    [[nodiscard]] std::string text(std::string_view name) const {
        const auto column = table_.find_column(name);
        return column ? std::string(core::trim(table_.text(row_, *column))) : std::string();
    }

  private:
    const Table& table_;
    const Row& row_;
};

/// Ids must be there and must not repeat.
class UniqueIds {
  public:
    explicit UniqueIds(const Table& table) : table_(table), column_(table.column("id")) {}

    std::string next(const Row& row) {
        std::string id(core::trim(table_.text(row, column_)));
        if (id.empty()) throw core::data_error("{}: an id is missing", table_.place(row, column_));
        if (!seen_.insert(id).second) {
            throw core::data_error("{}: id '{}' stands there a second time; ids are unique",
                                   table_.place(row, column_), id);
        }
        return id;
    }

  private:
    const Table& table_;
    std::size_t column_;
    std::set<std::string> seen_;
};

}  // namespace

std::vector<Receptor> read_receptors(const Table& table, const std::string& from_crs,
                                     const std::string& to_crs) {
    const CoordinateColumns at = coordinate_columns(table);
    const bool geographic = crs::is_geographic(from_crs);
    const crs::Transform to_project(from_crs, to_crs);
    const crs::Transform to_lon_lat(from_crs, "EPSG:4326");
    UniqueIds ids(table);
    std::vector<Receptor> receptors;
    for (const auto& row : table.rows) {
        const Cells cells(table, row);
        const WrittenPoint written = read_point(table, row, at, geographic);
        receptors.push_back({ids.next(row), cells.text("name_zh"), cells.text("type"), cells.text("source"),
                             cells.text("licence"), to_project(written.position),
                             to_lon_lat(written.position), row.number, written.precision_m,
                             written.notation});
    }
    return receptors;
}

std::vector<Berth> read_berths(const Table& table, const std::string& from_crs, const std::string& to_crs) {
    const std::size_t latitude = table.column("lat_text");
    const std::size_t longitude = table.column("lon_text");
    const crs::Transform to_project(from_crs, to_crs);
    UniqueIds ids(table);
    std::vector<Berth> berths;
    for (const auto& row : table.rows) {
        const Cells cells(table, row);
        Berth berth;
        berth.id = ids.next(row);
        berth.section = cells.text("section");
        berth.port_area = cells.text("port_area");
        berth.project_no = cells.text("project_no");
        berth.name_zh = cells.text("name_zh");
        berth.district = cells.text("district");
        berth.lat_text = table.text(row, latitude);
        berth.lon_text = table.text(row, longitude);
        berth.open_year_text = cells.text("open_year_text");
        berth.capacity_text = cells.text("capacity_text");
        berth.source = cells.text("source");
        berth.row = row.number;
        try {
            const ParsedPosition position = parse_position(berth.lat_text, berth.lon_text);
            berth.lon_lat = {position.longitude.degrees, position.latitude.degrees};
            berth.precision_m = position.precision_m();
        } catch (const core::Error& e) {
            throw e.within(
                fmt::format("{}, row {}, columns 'lat_text' and 'lon_text'", table.path, row.number));
        }
        berth.position = to_project(berth.lon_lat);
        berths.push_back(std::move(berth));
    }
    return berths;
}

std::vector<Source> read_sources(const Table& table, const std::string& from_crs, const std::string& to_crs) {
    const std::size_t id = table.column("id");
    const auto pollutant = table.find_column("pollutant");  // one of one pollutant may do without
    const std::size_t height = table.column("height_m");
    const CoordinateColumns at = coordinate_columns(table);
    const bool geographic = crs::is_geographic(from_crs);
    const crs::Transform to_project(from_crs, to_crs);
    std::map<std::string, std::size_t> known;
    std::vector<Source> sources;
    for (const auto& row : table.rows) {
        const Cells cells(table, row);
        const auto [entry, is_new] = known.emplace(table.text(row, id), sources.size());
        if (is_new) {
            sources.push_back({entry->first, cells.text("name_zh"), cells.text("name_en"), cells.text("type"),
                               cells.text("zone"), "", table.number(row, height),
                               to_project(read_point(table, row, at, geographic).position), row.number});
        }
        if (!pollutant) continue;
        std::string& substances = sources[entry->second].substances;
        substances += (substances.empty() ? "" : ", ") + table.text(row, *pollutant);
    }
    return sources;
}

}  // namespace riskmap::observations
