#include <fmt/format.h>

#include "mapgen/check/rules_impl.hpp"

namespace riskmap::check {
namespace {

void report_inland(const PointSet& set, const Point& point, double distance_m, const PointRules& rules,
                   std::vector<Finding>& findings) {
    Finding finding = row_finding(set, point, rules.severity, "coordinate-inland");
    finding.found = {
        fmt::format("位于陆上，距岸线{}(坐标精度±{})", metres(distance_m), metres(point.precision_m)),
        fmt::format("lies on land, {} from the shore (coordinate good to ±{})", metres(distance_m),
                    metres(point.precision_m))};
    finding.expected = {fmt::format("距岸线{}以内", metres(*rules.inland_m)),
                        fmt::format("at most {} from the shore", metres(*rules.inland_m))};
    finding.advice = {"核对度、分的数字；不能自动改正",
                      "compare degrees and minutes with the source; there is no safe "
                      "correction"};
    findings.push_back(std::move(finding));
}

void report_at_sea(const PointSet& set, const Point& point, double distance_m, const PointRules& rules,
                   std::vector<Finding>& findings) {
    Finding finding = row_finding(set, point, rules.severity, "coordinate-outside");
    finding.found = {fmt::format("位于海上，距岸线{}", metres(distance_m)),
                     fmt::format("lies at sea, {} from the shore", metres(distance_m))};
    finding.expected = {
        fmt::format("陆上，或距岸线{}以内(填海)", metres(*rules.offshore_m)),
        fmt::format("on land, or at most {} off it (reclaimed land)", metres(*rules.offshore_m))};
    finding.advice = {"核对坐标及坐标系", "compare the coordinate and its CRS with the source"};
    findings.push_back(std::move(finding));
}

}  // namespace

void find_inland(const PointSet& set, const Surroundings& around, const PointRules& rules,
                 std::vector<Finding>& findings) {
    if (around.coast == nullptr) return;
    for (const Point& point : set.points) {
        const auto distance = around.coast->signed_distance(point.position);
        if (!distance) continue;
        if (rules.inland_m && *distance - point.precision_m > *rules.inland_m) {
            report_inland(set, point, *distance, rules, findings);
        } else if (rules.offshore_m && -*distance - point.precision_m > *rules.offshore_m) {
            report_at_sea(set, point, -*distance, rules, findings);
        }
    }
}

}  // namespace riskmap::check
