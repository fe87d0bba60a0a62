#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "geocore/gdal/database_source.hpp"
#include "geocore/grid/geometry.hpp"
#include "geocore/run/manifest.hpp"

namespace riskmap::project {

using run::Text;

/// A table or a query of a PostgreSQL database.
struct DatabaseTable {
    gdal::ConnectionString connection;
    gdal::DatabaseQuery what;
    std::string label;  ///< "postgresql://HOST/DATABASE#TABLE": its name everywhere, without credentials
};

/// An input file, or a table of a database, with the CRS its owner says it is in.
struct DataFile {
    std::filesystem::path path;  ///< empty where `database` is given
    std::string crs;
    std::string source;
    std::string layer;                           ///< sheet or layer of the file; empty: the first
    std::map<std::string, std::string> columns;  ///< our name of a column -> the file's own
    std::optional<DatabaseTable> database = {};

    /// How messages name it.
    [[nodiscard]] std::string name() const { return database ? database->label : path.string(); }
    /// How the manifest and findings name it: relative to the project file's folder.
    [[nodiscard]] std::string name_below(const std::filesystem::path& folder) const;
};

/// ISO dates, "2026-03-01".
struct Period {
    std::string start;
    std::string end;
};

struct StudyArea {
    std::optional<DataFile> land;
    std::optional<DataFile> zones;
    bool zones_approximate = false;
    std::optional<DataFile> districts;  ///< polygons that statistics are also made for
    std::optional<DataFile> polygon;    ///< replaces the mask made of land, zones and berths
    double berth_buffer_m = 300;
    double worker_berth_buffer_m = 500;
};

struct Interpolation {
    std::string method = "ordinary-kriging";  ///< ordinary-kriging | idw
    std::string transform = "log";            ///< none | log
    std::string statistic = "median";         ///< median | mean
    double max_distance_m = 3000;
    double max_spread = 10;  ///< P95/P50 above which a kriged value counts as unknown
    double power = 2;
};

/// What an instrument's flags mean.
struct Flags {
    std::vector<std::string> valid;
    std::vector<std::string> invalid;
    std::vector<std::string> below_limit;
};

/// A substance's column in a table that has one column per substance.
struct ValueColumn {
    std::string pollutant;  ///< its key
    std::string column;
    std::string unit;
    std::optional<double> detection_limit;  ///< in `unit`
};

/// From records to period means.
struct Averaging {
    std::string resolution = "campaign";  ///< hourly | daily | campaign
    double capture_percent = 75;          ///< least share of the period's hours or days that a station needs
    long long min_samples = 1;            ///< of a campaign
    int min_hours_per_day = 20;           ///< of a daily mean made from hours
    std::string stamp = "end";            ///< end | start: what an hour's stamp is of it
    std::string negative = "refuse";      ///< refuse | zero | keep | half-limit | below-limit
    std::vector<double> percentiles{50, 95, 98};
    std::vector<std::string> missing;          ///< texts that say that there is no value
    std::vector<std::string> ignore_stations;  ///< ids or names whose records are left out
    Flags flags;
    std::vector<ValueColumn> values;  ///< empty: one row per substance
    double reference_temperature_c = 25;
    double reference_pressure_kpa = 101.325;
};

struct Limit {
    double value = 0;
    std::string unit;
    std::string averaging;
    std::string applies_to;
    std::string source;
    std::string valid_from;
    std::string valid_to;
};

struct Pollutant {
    std::string key;
    std::string cas;
    Text name;
    std::string unit = "ug/m3";
    std::optional<double> background;  ///< in `unit`
    std::string background_source;
    std::optional<double> molar_mass_g_mol;
    std::string mean_of =
        "records";  ///< records | daily-mean | daily-max-8h: what the period mean is taken of
    std::vector<Limit> limits;
};

struct Berths {
    DataFile file;
    std::optional<long long> expected_count;
    std::string expected_section;  ///< which section of the list the count is of; empty: not said
    std::string plan_date;
    std::string district;
};

struct Risk {
    std::vector<std::string> scenarios{"resident", "worker"};
    std::optional<std::filesystem::path> dose_response;  ///< replaces the built-in table
    std::string dose_response_version;                 ///< empty: HEM5, or every row of a table of one's own
    std::optional<std::filesystem::path> exposure;     ///< scenarios beside and before the built-in ones
    std::optional<std::filesystem::path> levels;       ///< replaces the built-in cuts and names
    std::optional<std::filesystem::path> backgrounds;  ///< for pollutants without one of their own
    bool hatch_not_estimable = false;  ///< hatch cells below the level of the not estimable substances
    bool substance_layers = false;     ///< risk and hazard quotient of every substance as layers
};

/// Limits from a table, beside those of each pollutant.
struct LimitSource {
    std::optional<std::filesystem::path> file;  ///< replaces the built-in table
    std::vector<std::string> applies_to;        ///< empty: everything
};

/// How areas of one level become polygons.
struct Zones {
    double mapping_unit_ha = 0;  ///< smaller areas merge into neighbours of a level before theirs; 0: none do
    double simplify_m = 0;       ///< how far lines between zones may move; 0: they follow the cells
    bool overview_by_mode =
        false;  ///< level overviews keep the most frequent level, not the first in the order
};

/// Where people live: points or polygons with totals, or a raster of people per cell.
struct Population {
    DataFile file;
    std::string column = "population";  ///< of points and polygons
};

/// Of the air over the sources; with it, their plumes become drifts of the fields.
struct Weather {
    std::filesystem::path file;
    std::string surface = "rural";  ///< rural | urban
    std::string sigma = "briggs";   ///< briggs | pasquill-gifford
};

/// The register of enterprises and the tables that judge them; built-in tables where none are named.
struct Enterprises {
    DataFile file;
    std::optional<std::filesystem::path> rules;
    std::optional<std::filesystem::path> lists;
    std::optional<std::filesystem::path> measures;
};

/// What the network of stations is judged by.
struct Network {
    long long new_sites = 10;     ///< how many to propose
    double spacing_m = 1000;      ///< between candidates, and between places whose variance counts
    double min_distance_m = 500;  ///< of a candidate to every station
};

/// What to build, read from a project file and validated; nothing it names has been opened.
struct Project {
    std::filesystem::path file;
    std::string text;  ///< the project file as read
    std::string name;
    Text title;
    std::string crs;
    double cell_size_m = 0;
    bool synthetic = false;
    bool public_audience = false;
    std::string review_number;
    std::optional<Text> contact;  ///< whom readers of the map may ask
    Period period;
    std::optional<grid::Box> extent;  ///< in `crs`
    StudyArea study_area;
    DataFile stations;
    DataFile observations;
    std::string representativeness;
    Averaging averaging;
    Interpolation interpolation;
    std::vector<Pollutant> pollutants;
    std::optional<LimitSource> limits;
    /// Names of the levels 0 to 4: the built-in ones, or those of [risk] levels once that table is read.
    std::array<Text, 5> level_names{Text{"未知", "unknown"}, Text{"低关注", "low"},
                                    Text{"一般关注", "moderate"}, Text{"重点关注", "high"},
                                    Text{"优先管控", "priority"}};
    std::optional<Risk> risk;
    Zones zones;
    std::optional<DataFile> receptors;
    std::optional<Berths> berths;
    std::optional<DataFile> sources;
    std::optional<Enterprises> enterprises;
    std::optional<Network> network;
    std::optional<Population> population;
    std::optional<Weather> weather;
};

/// @throws Error (data) naming file, line, key, value and what is allowed; an unknown key is told the nearest
/// one.
[[nodiscard]] Project read_project(const std::filesystem::path& file);

}  // namespace riskmap::project
