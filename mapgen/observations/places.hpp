#pragma once

#include <string>
#include <vector>

#include "geocore/grid/geometry.hpp"
#include "mapgen/observations/table.hpp"

namespace riskmap::observations {

/// A place where sensitive people are: hospital, school, dwellings.
struct Receptor {
    std::string id;
    std::string name_zh;
    std::string type;
    std::string source;
    std::string licence;
    grid::Point position;  ///< in the project's CRS
    grid::Point lon_lat;
    long long row = 0;
    double precision_m = 0;  ///< of the written coordinate, see WrittenPoint
    std::string notation = {};
};

/// A port berth as its list writes it.
struct Berth {
    std::string id;
    std::string section;
    std::string port_area;
    std::string project_no;
    std::string name_zh;
    std::string district;
    std::string lat_text;
    std::string lon_text;
    std::string open_year_text;
    std::string capacity_text;
    std::string source;
    double precision_m = 0;  ///< half the unit of the coordinate's last written digit, on the ground
    grid::Point position;    ///< in the project's CRS
    grid::Point lon_lat;     ///< as written, in the list's own datum
    long long row = 0;
};

/// A source of emissions; substances are joined by ", ".
struct Source {
    std::string id;
    std::string name_zh;
    std::string name_en;
    std::string type;
    std::string zone;
    std::string substances;
    double height_m = 0;
    grid::Point position;  ///< in the project's CRS
    long long row = 0;     ///< of its first substance
};

/// @throws Error (data) naming file, row, column and value.
[[nodiscard]] std::vector<Receptor> read_receptors(const Table& table, const std::string& from_crs,
                                                   const std::string& to_crs);
[[nodiscard]] std::vector<Berth> read_berths(const Table& table, const std::string& from_crs,
                                             const std::string& to_crs);
/// One row per source and substance.
[[nodiscard]] std::vector<Source> read_sources(const Table& table, const std::string& from_crs,
                                               const std::string& to_crs);

}  // namespace riskmap::observations
