#include <fmt/format.h>

#include "mapgen/check/rules_impl.hpp"

namespace riskmap::check {
namespace {

/// Other rows that the coordinate's own uncertainty does not tell apart from this one.
std::vector<std::string> indistinct_neighbours(const PointSet& set, const Point& point) {
    std::vector<std::string> names;
    for (const Point& other : set.points) {
        const double distance = grid::distance(point.position, other.position);
        if (other.id == point.id || distance > point.precision_m) continue;
        names.push_back(fmt::format("{} {}", other.id, metres(distance)));
    }
    return names;
}

}  // namespace

void find_coarse(const PointSet& set, const PointRules& rules, std::vector<Finding>& findings) {
    for (const Point& point : set.points) {
        if (point.precision_m <= rules.coarse_m) continue;
        Finding finding = row_finding(set, point, rules.severity, "coordinate-coarse");
        const std::string precision = metres(point.precision_m);
        const std::string notation = point.notation.empty() ? "" : fmt::format(" ({})", point.notation);
        finding.found = {fmt::format("坐标只精确到±{}{}", precision, notation),
                         fmt::format("the coordinate is good to ±{} only{}", precision, notation)};
        const auto near = indistinct_neighbours(set, point);
        if (!near.empty()) {
            const std::string list = fmt::format("{}", fmt::join(near, ", "));
            finding.found.zh += fmt::format("，此范围内还有: {}", list);
            finding.found.en += fmt::format("; others lie within that: {}", list);
        }
        finding.expected = {fmt::format("±{}或更精确", metres(rules.coarse_m)),
                            fmt::format("±{} or finer", metres(rules.coarse_m))};
        finding.advice = {
            "向来源单位索取到秒的坐标；在此之前按精度范围给出等级，不作点位结论",
            "ask the source for seconds; until then read its level as a range, not at the point"};
        findings.push_back(std::move(finding));
    }
}

}  // namespace riskmap::check
