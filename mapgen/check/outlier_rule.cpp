#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "mapgen/check/rules_impl.hpp"

namespace riskmap::check {
namespace {

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 == 1) return *middle;
    return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

/// Centre and robust standard deviation (1.4826 times the median absolute deviation) along one axis.
struct Spread {
    double centre = 0;
    double deviation_m = 0;

    static Spread of(const std::vector<double>& values, double floor_m) {
        constexpr double kNormalConsistency = 1.4826;
        Spread spread;
        spread.centre = median(values);
        std::vector<double> distances;
        for (const double value : values) distances.push_back(std::abs(value - spread.centre));
        spread.deviation_m = std::max(kNormalConsistency * median(distances), floor_m);
        return spread;
    }
    [[nodiscard]] double score(double value) const { return (value - centre) / deviation_m; }
};

double nearest_in(const std::vector<const Point*>& group, const Point& point) {
    double nearest = std::numeric_limits<double>::infinity();
    for (const Point* other : group) {
        if (other != &point) nearest = std::min(nearest, grid::distance(other->position, point.position));
    }
    return nearest;
}

Text direction(double east_score, double north_score) {
    if (std::abs(east_score) > std::abs(north_score)) {
        return east_score > 0 ? Text{"东", "east"} : Text{"西", "west"};
    }
    return north_score > 0 ? Text{"北", "north"} : Text{"南", "south"};
}

void test_group(const PointSet& set, const std::string& name, const std::vector<const Point*>& group,
                const PointRules& rules, std::vector<Finding>& findings) {
    std::vector<double> xs;
    std::vector<double> ys;
    for (const Point* point : group) {
        xs.push_back(point->position.x);
        ys.push_back(point->position.y);
    }
    const Spread east = Spread::of(xs, rules.outlier_floor_m);
    const Spread north = Spread::of(ys, rules.outlier_floor_m);
    for (const Point* point : group) {
        const double dx = east.score(point->position.x);
        const double dy = north.score(point->position.y);
        if (std::max(std::abs(dx), std::abs(dy)) <= rules.outlier_deviations) continue;
        const bool along_x = std::abs(dx) > std::abs(dy);
        const double offset = along_x ? point->position.x - east.centre : point->position.y - north.centre;
        const Text where = direction(dx, dy);
        Finding finding = row_finding(set, *point, rules.severity, "coordinate-outlier");
        finding.found = {
            fmt::format("在“{}”{}点的中位数以{}{}({:.1f}倍稳健标准差)，距本组最近的点{}", name, group.size(),
                        where.zh, metres(std::abs(offset)), std::max(std::abs(dx), std::abs(dy)),
                        metres(nearest_in(group, *point))),
            fmt::format("{} {} of the median of the {} points of '{}' ({:.1f} robust deviations), {} from "
                        "the nearest "
                        "of them",
                        metres(std::abs(offset)), where.en, group.size(), name,
                        std::max(std::abs(dx), std::abs(dy)), metres(nearest_in(group, *point)))};
        finding.expected = {fmt::format("{}倍以内", rules.outlier_deviations),
                            fmt::format("at most {} deviations", rules.outlier_deviations)};
        finding.advice = {"核对分组归属与坐标的度、分",
                          "compare the group it is listed in, and the degrees and minutes"};
        findings.push_back(std::move(finding));
    }
}

}  // namespace

void find_outliers(const PointSet& set, const PointRules& rules, std::vector<Finding>& findings) {
    std::map<std::string, std::vector<const Point*>> groups;
    for (const Point& point : set.points) {
        if (!point.group.empty()) groups[point.group].push_back(&point);
    }
    for (const auto& [name, group] : groups) {
        if (group.size() >= rules.outlier_group) test_group(set, name, group, rules, findings);
    }
}

}  // namespace riskmap::check
