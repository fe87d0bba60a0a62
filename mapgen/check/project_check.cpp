#include "mapgen/check/project_check.hpp"

#include <algorithm>
#include <iterator>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "geocore/crs/transform.hpp"
#include "mapgen/check/data_check.hpp"
#include "mapgen/check/enterprise_check.hpp"
#include "mapgen/check/places_check.hpp"
#include "mapgen/check/table_reading.hpp"
#include "mapgen/check/weather_check.hpp"
#include "mapgen/dispersion/emissions.hpp"
#include "mapgen/dispersion/weather_table.hpp"
#include "mapgen/dispersion/wind_rose.hpp"
#include "mapgen/observations/coordinate_text.hpp"
#include "mapgen/observations/data_file.hpp"
#include "mapgen/observations/points.hpp"
#include "mapgen/risk/reference_values.hpp"
#include "mapgen/sources/rule_table.hpp"

namespace riskmap::check {
namespace {

using observations::Row;
using observations::Table;

class ProjectCheck {
  public:
    explicit ProjectCheck(const project::Project& project) : project_(project) {
        report_.project_name = project.name;
        report_.title = project.title;
        report_.synthetic = project.synthetic;
    }

    Report run() {
        if (crs::is_geographic(project_.crs)) {
            throw core::data_error(
                "{}: project.crs is '{}', a geographic one; a projected CRS in metres is expected",
                project_.file.string(), project_.crs);
        }
        read_measurements();
        read_places();
        read_weather();
        read_area();
        add(check_places(project_, {stations_, receptors_, berths_, sources_}, area_, extent()));
        read_reference_tables();
        add(check_data(project_, stations_, means_));
        add(check_enterprises(project_, enterprises_, emissions_, area_));
        draw();
        sort_findings(report_.findings);
        return std::move(report_);
    }

  private:
    void add(std::vector<Finding> findings) {
        report_.findings.insert(report_.findings.end(), std::make_move_iterator(findings.begin()),
                                std::make_move_iterator(findings.end()));
    }

    /// Runs `read`; a refusal becomes a finding on the file.
    template <class Read>
    void attempt(const std::string& file, Read read) {
        try {
            read();
        } catch (const core::Error& error) {
            report_.findings.push_back(refusal(error, file, 0, "input-invalid"));
        }
    }

    /// What `reader` makes of the file's rows, without those that it refuses.
    template <class Reader>
    auto read_rows(const project::DataFile& file, const std::string& crs, Reader reader,
                   const RowSieve::Code& code) {
        decltype(reader(std::declval<const Table&>())) rows;
        const std::string name = file_name(project_, file.path);
        attempt(name, [&] {
            const Table table = observations::read_data_file(file);
            report_.files.push_back({name, static_cast<long long>(table.rows.size()), table.encoding, crs});
            note_encoding(name, table.encoding);
            RowSieve sieve(
                name, [&](const Table& part) { (void)reader(part); }, code);
            if (const auto good = sieve.sift(table, report_.findings)) rows = reader(*good);
        });
        return rows;
    }

    void note_encoding(const std::string& file, const std::string& encoding) {
        if (encoding != "GB18030") return;
        Finding finding;
        finding.severity = Severity::info;
        finding.code = "encoding-converted";
        finding.file = file;
        finding.found = {"文本不是UTF-8，按GB18030读取", "the text is not UTF-8 and was read as GB18030"};
        finding.expected = {"UTF-8", "UTF-8"};
        finding.advice = {"如有乱码，另存为“CSV UTF-8”",
                          "where words look wrong, save the file as 'CSV UTF-8'"};
        report_.findings.push_back(std::move(finding));
    }

    static std::string always_invalid(const Table&, const Row&) { return "input-invalid"; }

    /// coordinate-unparsed where the row's coordinate is what was refused.
    static RowSieve::Code point_code(const std::string& crs) {
        return [crs](const Table& table, const Row& row) -> std::string {
            try {
                (void)observations::read_point(table, row, observations::coordinate_columns(table),
                                               crs::is_geographic(crs));
                return "input-invalid";
            } catch (const core::Error&) {
                return "coordinate-unparsed";
            }
        };
    }

    static std::string berth_code(const Table& table, const Row& row) {
        try {
            (void)observations::parse_position(table.text(row, table.column("lat_text")),
                                               table.text(row, table.column("lon_text")));
            return "input-invalid";
        } catch (const core::Error&) {
            return "coordinate-unparsed";
        }
    }

    void read_measurements() {
        const auto& p = project_;
        stations_ = read_rows(
            p.stations, p.stations.crs,
            [&](const Table& t) { return observations::read_stations(t, p.stations.crs, p.crs); },
            point_code(p.stations.crs));
        if (stations_.empty()) return;
        const auto observed = read_rows(
            p.observations, "",
            [&](const Table& t) {
                return observations::read_observations(of_known_stations(t), stations_, p);
            },
            always_invalid);
        means_ = observations::station_means(observed, stations_.size(), p.pollutants.size());
    }

    /// Where stations were refused, their records are no fault of their own.
    [[nodiscard]] Table of_known_stations(const Table& table) const {
        if (!has_error(report_.findings)) return table;
        const auto column = table.find_column("station");
        if (!column) return table;
        Table known{table.path, table.encoding, table.columns, {}};
        std::copy_if(
            table.rows.begin(), table.rows.end(), std::back_inserter(known.rows), [&](const Row& row) {
                return std::any_of(stations_.begin(), stations_.end(), [&](const observations::Station& s) {
                    return s.id == core::trim(table.text(row, *column));
                });
            });
        return known;
    }

    void read_places() {
        const auto& p = project_;
        if (p.receptors) {
            receptors_ = read_rows(
                *p.receptors, p.receptors->crs,
                [&](const Table& t) { return observations::read_receptors(t, p.receptors->crs, p.crs); },
                point_code(p.receptors->crs));
        }
        if (p.berths) {
            berths_ = read_rows(
                p.berths->file, p.berths->file.crs,
                [&](const Table& t) { return observations::read_berths(t, p.berths->file.crs, p.crs); },
                berth_code);
        }
        if (p.sources) {
            sources_ = read_rows(
                *p.sources, p.sources->crs,
                [&](const Table& t) { return observations::read_sources(t, p.sources->crs, p.crs); },
                point_code(p.sources->crs));
        }
        if (p.enterprises) read_enterprises(*p.enterprises);
    }

    void read_enterprises(const project::Enterprises& files) {
        enterprises_ = read_rows(files.file, "", sources::read_enterprises, always_invalid);
        if (sources_.empty()) return;  // refused already
        attempt(file_name(project_, project_.sources->path), [&] {
            emissions_ = sources::read_emissions(observations::read_data_file(*project_.sources));
        });
        const auto judge = [&](const std::optional<std::filesystem::path>& path, auto reader) {
            if (path)
                attempt(file_name(project_, *path), [&] { (void)reader(observations::read_table(*path)); });
        };
        judge(files.rules, sources::read_rules);
        judge(files.lists, sources::read_lists);
        judge(files.measures, sources::read_measures);
    }

    /// Toxicity is judged substance by substance in check_data().
    void read_reference_tables() {
        project::Project tables = project_;
        tables.pollutants.clear();
        if (tables.risk) {
            tables.risk->dose_response.reset();
            tables.risk->dose_response_version.clear();
        }
        attempt(project_.file.filename().string(), [&] {
            (void)risk::read_reference_values(
                tables, [](const std::filesystem::path& file) { return observations::read_table(file); });
        });
    }

    /// Sources and weather as `build` takes them for plumes.
    void read_weather() {
        if (!project_.weather || !project_.sources) return;
        const std::string name = file_name(project_, project_.weather->file);
        std::optional<Table> weather;
        attempt(name, [&] {
            const Table table = observations::read_data_file({project_.weather->file, "", "", "", {}});
            report_.files.push_back({name, static_cast<long long>(table.rows.size()), table.encoding, ""});
            const auto surface = project_.weather->surface == "urban" ? dispersion::Surface::urban
                                                                      : dispersion::Surface::rural;
            const auto read = dispersion::read_weather(table, surface);
            report_.wind_rose = dispersion::wind_rose_svg(read);
            add(judge_weather(read, name));
            weather = table;
        });
        if (!weather || sources_.empty()) return;
        attempt(file_name(project_, project_.sources->path), [&] {
            (void)dispersion::read_emissions(project_, observations::read_data_file(*project_.sources),
                                             *weather);
        });
    }

    void read_area() {
        std::vector<grid::Point> berths;
        for (const auto& berth : berths_) berths.push_back(berth.position);
        attempt(project_.file.filename().string(), [&] { area_ = zones::read_study_area(project_, berths); });
    }

    [[nodiscard]] grid::Box extent() const {
        if (project_.extent) return *project_.extent;
        grid::Box box = grid::Box::empty();
        for (const auto& station : stations_) box.extend(station.position);
        return box.grown(project_.interpolation.max_distance_m);
    }

    void draw() {
        Sketch& sketch = report_.sketch;
        sketch.box = extent();
        sketch.land = area_.land;
        for (const auto& zone : area_.zones) sketch.zones.push_back(zone.area);
        draw_points(station_points(project_, stations_));
        if (project_.receptors) draw_points(receptor_points(project_, receptors_));
        if (project_.sources) draw_points(source_points(project_, sources_));
        if (project_.berths) draw_points(berth_points(project_, berths_));
    }

    void draw_points(const PointSet& set) {
        for (const auto& point : set.points)
            report_.sketch.points.push_back({set.file, point.row, point.id, set.kind, point.position});
    }

    const project::Project& project_;
    Report report_;
    std::vector<observations::Station> stations_;
    std::vector<observations::StationMean> means_;
    std::vector<observations::Receptor> receptors_;
    std::vector<observations::Berth> berths_;
    std::vector<observations::Source> sources_;
    std::vector<sources::Enterprise> enterprises_;
    std::vector<sources::Emission> emissions_;
    zones::StudyArea area_;
};

}  // namespace

Report check_project(const project::Project& project) {
    return ProjectCheck(project).run();
}

}  // namespace riskmap::check
