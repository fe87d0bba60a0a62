#include <fmt/format.h>

#include "mapgen/check/rules_impl.hpp"

namespace riskmap::check {
namespace {

// Two readings of one position differ by rounding alone.
constexpr double kSame_m = 0.5;

bool same_owner(const Point& a, const Point& b) {
    return (!a.project.empty() && a.project == b.project) || (!a.name.empty() && a.name == b.name);
}

void report_shared(const PointSet& set, const Point& first, const Point& second, const PointRules& rules,
                   std::vector<Finding>& findings) {
    Finding finding = row_finding(set, second, rules.shared_severity, "coordinate-shared");
    finding.other_id = first.id;
    finding.found = {fmt::format("与{}(第{}行)坐标相同", label(first), first.row),
                     fmt::format("has the coordinate of {} in row {}", label(first), first.row)};
    finding.expected = {"每个地点一个坐标", "a coordinate of its own for each place"};
    finding.advice = {"如确在同一地点，统计时按一个地点计", "if both are at one place, count one place"};
    findings.push_back(std::move(finding));
}

void report_near(const PointSet& set, const Point& first, const Point& second, double distance_m,
                 const PointRules& rules, std::vector<Finding>& findings) {
    Finding finding = row_finding(set, first, rules.severity, "coordinate-near-duplicate");
    finding.other_id = second.id;
    finding.found = {fmt::format("{}/{}: 与{}(第{}行)相距仅{}而名称不同", first.id, second.id, label(second),
                                 second.row, metres(distance_m)),
                     fmt::format("{}/{}: only {} from {} in row {}, under another name", first.id, second.id,
                                 metres(distance_m), label(second), second.row)};
    finding.expected = {fmt::format("不同项目相距{}以上", metres(rules.near_duplicate_m)),
                        fmt::format("different projects at least {} apart", metres(rules.near_duplicate_m))};
    finding.advice = {"核实是否为同一泊位重复登记，或其中一个坐标抄错",
                      "settle whether both are one place listed twice, or one coordinate was copied"};
    findings.push_back(std::move(finding));
}

}  // namespace

void find_neighbours(const PointSet& set, const PointRules& rules, std::vector<Finding>& findings) {
    for (std::size_t j = 1; j < set.points.size(); ++j) {
        const Point& second = set.points[j];
        bool shared = false;
        for (std::size_t i = 0; i < j; ++i) {
            const Point& first = set.points[i];
            const double distance = grid::distance(first.position, second.position);
            if (distance <= kSame_m) {
                if (!shared) report_shared(set, first, second, rules, findings);
                shared = true;
            } else if (distance < rules.near_duplicate_m && !same_owner(first, second)) {
                report_near(set, first, second, distance, rules, findings);
            }
        }
    }
}

}  // namespace riskmap::check
