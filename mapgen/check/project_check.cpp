#include "mapgen/check/project_check.hpp"

#include <iterator>

#include "geocore/core/error.hpp"
#include "geocore/crs/transform.hpp"
#include "mapgen/check/data_check.hpp"
#include "mapgen/check/enterprise_check.hpp"
#include "mapgen/check/places_check.hpp"
#include "mapgen/check/records_check.hpp"
#include "mapgen/check/table_reading.hpp"
#include "mapgen/check/weather_check.hpp"
#include "mapgen/dispersion/emissions.hpp"
#include "mapgen/dispersion/weather_table.hpp"
#include "mapgen/dispersion/wind_rose.hpp"
#include "mapgen/observations/coordinate_text.hpp"
#include "mapgen/observations/data_file.hpp"
#include "mapgen/observations/points.hpp"
#include "mapgen/observations/project_tables.hpp"
#include "mapgen/risk/reference_values.hpp"
#include "mapgen/sources/rule_table.hpp"

namespace riskmap::check {
namespace {

using observations::Coordinates;
using observations::Row;
using observations::Table;

/// Leaves refused rows out, notes them, and goes on.
class LenientGuard : public observations::TableGuard {
  public:
    LenientGuard(const project::Project& project, Report& report) : project_(project), report_(report) {}

    std::optional<Table> open(const project::DataFile& file, const Trial& trial,
                              Coordinates coordinates) override {
        const std::string name = file_name(project_, file);
        try {
            const Table table = observations::read_data_file(file);
            report_.files.push_back({name, static_cast<long long>(table.rows.size()), table.encoding,
                                     coordinates == Coordinates::none ? "" : file.crs});
            note_encoding(name, table.encoding);
            return RowSieve(name, trial, code_of(file.crs, coordinates)).sift(table, report_.findings);
        } catch (const core::Error& error) {
            refuse(file, error);
            return std::nullopt;
        }
    }

    void refuse(const project::DataFile& file, const core::Error& error) override {
        report_.findings.push_back(refusal(error, file_name(project_, file), 0, "input-invalid"));
    }

    bool lost_rows() const override { return has_error(report_.findings); }

  private:
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

    /// coordinate-unparsed where the row's coordinate is what was refused.
    static RowSieve::Code code_of(const std::string& crs, Coordinates coordinates) {
        return [crs, coordinates](const Table& table, const Row& row) -> std::string {
            try {
                if (coordinates == Coordinates::numbers) {
                    (void)observations::read_point(table, row, observations::coordinate_columns(table),
                                                   crs::is_geographic(crs));
                } else if (coordinates == Coordinates::texts) {
                    (void)observations::parse_position(table.text(row, table.column("lat_text")),
                                                       table.text(row, table.column("lon_text")));
                }
                return "input-invalid";
            } catch (const core::Error&) {
                return "coordinate-unparsed";
            }
        };
    }

    const project::Project& project_;
    Report& report_;
};

class ProjectCheck {
  public:
    explicit ProjectCheck(const project::Project& project) : project_(project) {
        report_.project_name = project.name;
        report_.title = project.title;
        report_.synthetic = project.synthetic;
    }

    Report run() {
        LenientGuard guard(project_, report_);
        tables_ = observations::read_project_tables(project_, guard);
        if (project_.enterprises) read_enterprises(*project_.enterprises, guard);
        read_weather();
        read_area();
        add(check_places(project_, {tables_.stations, tables_.receptors, tables_.berths, tables_.sources},
                         area_, extent()));
        read_reference_tables();
        add(check_data(project_, tables_.stations, tables_.means));
        add(check_records(project_, tables_));
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

    void read_enterprises(const project::Enterprises& files, LenientGuard& guard) {
        const auto trial = [](const Table& part) { (void)sources::read_enterprises(part); };
        if (const auto table = guard.open(files.file, trial, Coordinates::none)) {
            enterprises_ = sources::read_enterprises(*table);
        }
        if (tables_.sources.empty()) return;  // refused already
        attempt(file_name(project_, *project_.sources),
                [&] { emissions_ = sources::read_emissions(tables_.source_table.value()); });
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
        if (!weather || tables_.sources.empty()) return;
        attempt(file_name(project_, *project_.sources),
                [&] { (void)dispersion::read_emissions(project_, tables_.source_table.value(), *weather); });
    }

    void read_area() {
        attempt(project_.file.filename().string(),
                [&] { area_ = zones::read_study_area(project_, tables_.berth_positions()); });
    }

    [[nodiscard]] grid::Box extent() const { return observations::map_extent(project_, tables_.stations); }

    void draw() {
        Sketch& sketch = report_.sketch;
        sketch.box = extent();
        sketch.land = area_.land;
        for (const auto& zone : area_.zones) sketch.zones.push_back(zone.area);
        draw_points(station_points(project_, tables_.stations));
        if (project_.receptors) draw_points(receptor_points(project_, tables_.receptors));
        if (project_.sources) draw_points(source_points(project_, tables_.sources));
        if (project_.berths) draw_points(berth_points(project_, tables_.berths));
    }

    void draw_points(const PointSet& set) {
        for (const auto& point : set.points)
            report_.sketch.points.push_back({set.file, point.row, point.id, set.kind, point.position});
    }

    const project::Project& project_;
    Report report_;
    observations::ProjectTables tables_;
    std::vector<sources::Enterprise> enterprises_;
    std::vector<sources::Emission> emissions_;
    zones::StudyArea area_;
};

}  // namespace

Report check_project(const project::Project& project) {
    return ProjectCheck(project).run();
}

}  // namespace riskmap::check
