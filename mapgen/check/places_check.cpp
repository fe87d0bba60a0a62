#include "mapgen/check/places_check.hpp"

#include <iterator>

#include "mapgen/check/known_points.hpp"
#include "mapgen/check/plan_rules.hpp"

namespace riskmap::check {
namespace {

void append(std::vector<Finding>& all, std::vector<Finding> more) {
    all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

std::vector<Finding> check_berth_plan(const project::Project& project,
                                      std::span<const observations::Berth> berths) {
    const auto& options = project.berths.value();
    std::vector<PlanRow> rows;
    for (const auto& b : berths) {
        rows.push_back({b.row, b.id, b.name_zh, b.section, b.project_no, b.open_year_text, b.capacity_text});
    }
    return check_plan(rows, {file_name(project, options.file), options.plan_date, options.expected_count,
                             options.expected_section});
}

}  // namespace

std::vector<Finding> check_places(const project::Project& project, const Places& places,
                                  const zones::StudyArea& area, const grid::Box& extent) {
    Surroundings around;
    around.crs = project.crs;
    around.extent = extent;
    around.known_points = known_points();
    const Coast coast(area.land_lon_lat, project.crs);
    around.coast = &coast;
    std::vector<Finding> findings;
    PointRules rules = default_rules(PointKind::station);
    rules.reach_m = project.interpolation.max_distance_m;
    append(findings, check_points(station_points(project, places.stations), around, rules));
    if (project.receptors) {
        append(findings, check_points(receptor_points(project, places.receptors), around,
                                      default_rules(PointKind::receptor)));
    }
    if (project.sources) {
        append(findings, check_points(source_points(project, places.sources), around,
                                      default_rules(PointKind::source)));
    }
    if (project.berths) {
        around.district = project.berths->district;
        append(findings,
               check_points(berth_points(project, places.berths), around, default_rules(PointKind::berth)));
        append(findings, check_berth_plan(project, places.berths));
    }
    sort_findings(findings);
    return findings;
}

}  // namespace riskmap::check
