#include "mapgen/check/points.hpp"

#include <fmt/format.h>

#include <cmath>

#include "mapgen/check/rules_impl.hpp"

namespace riskmap::check {

Finding row_finding(const PointSet& set, const Point& point, Severity severity, std::string_view code) {
    Finding finding;
    finding.severity = severity;
    finding.code = code;
    finding.file = set.file;
    finding.row = point.row;
    finding.id = point.id;
    finding.name = point.name;
    return finding;
}

std::string metres(double distance_m) {
    return distance_m < 1000 ? fmt::format("{:.0f} m", distance_m)
                             : fmt::format("{:.{}f} km", distance_m / 1000, distance_m < 10000 ? 2 : 0);
}

std::string label(const Point& point) {
    return point.name.empty() ? point.id : fmt::format("{} ({})", point.id, point.name);
}

std::vector<Finding> check_points(const PointSet& set, const Surroundings& around, const PointRules& rules) {
    std::vector<Finding> findings;
    find_datum(set, around, rules, findings);
    find_coarse(set, rules, findings);
    find_inland(set, around, rules, findings);
    find_outside(set, around, rules, findings);
    find_neighbours(set, rules, findings);
    find_outliers(set, rules, findings);
    sort_findings(findings);
    return findings;
}

}  // namespace riskmap::check
