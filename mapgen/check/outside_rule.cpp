#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "mapgen/check/rules_impl.hpp"

namespace riskmap::check {
namespace {

using grid::Box;

/// Counties, districts and cities exclude each other; development zones and the like lie within them.
bool is_administrative(std::string_view name) {
    constexpr std::array kWithin{"开发区", "保税区", "高新区", "新区",  "园区",
                                 "示范区", "合作区", "港区",   "功能区"};
    constexpr std::array kUnits{"区", "县", "市", "旗"};
    const auto ends = [&](std::string_view ending) { return name.ends_with(ending); };
    return std::none_of(kWithin.begin(), kWithin.end(), ends) &&
           std::any_of(kUnits.begin(), kUnits.end(), ends);
}

/// "北仑区" and "宁波市北仑区" are the same.
bool other_district(std::string_view named, std::string_view expected) {
    if (named.empty() || expected.empty() || !is_administrative(named)) return false;
    return !named.ends_with(expected) && !expected.ends_with(named);
}

double distance_to(const Box& box, grid::Point p) {
    const double dx = std::max({box.xmin - p.x, 0.0, p.x - box.xmax});
    const double dy = std::max({box.ymin - p.y, 0.0, p.y - box.ymax});
    return std::hypot(dx, dy);
}

/// What most likely went wrong with a position that lies far off.
Text guess(const Point& point, const Box& box) {
    const grid::Point p = point.position;
    if (box.contains({p.y, p.x})) return {"x与y是否写反?", "are x and y exchanged?"};
    const double zone = std::floor(p.x / 1e6);
    if (zone >= 13 && zone <= 45 && box.contains({p.x - zone * 1e6, p.y})) {
        return {
            fmt::format("横坐标带有带号{:.0f}，请声明带号坐标系(如EPSG:4529)", zone),
            fmt::format("the easting begins with zone {:.0f}: declare a zone-prefixed CRS such as EPSG:4529",
                        zone)};
    }
    if (std::abs(p.x) <= 180 && std::abs(p.y) <= 90) {
        return {"数值像经纬度，坐标系是否应为EPSG:4326或EPSG:4490?",
                "the numbers look like degrees; is the CRS EPSG:4326 or EPSG:4490?"};
    }
    return {"核对坐标及坐标系，或从本图的表中删去",
            "compare the coordinate and its CRS, or leave the row out of this map"};
}

void add_reason(Text& found, const std::string& zh, const std::string& en) {
    found.zh += (found.zh.empty() ? "" : "；") + zh;
    found.en += (found.en.empty() ? "" : "; ") + en;
}

}  // namespace

void find_outside(const PointSet& set, const Surroundings& around, const PointRules& rules,
                  std::vector<Finding>& findings) {
    for (const Point& point : set.points) {
        Finding finding = row_finding(set, point, rules.severity, "coordinate-outside");
        if (around.extent) {
            const Box& box = *around.extent;
            const double distance = distance_to(box, point.position);
            if (distance > rules.reach_m + point.precision_m) {
                add_reason(finding.found, fmt::format("在图幅以外{}", metres(distance)),
                           fmt::format("lies {} outside the map", metres(distance)));
                const bool far = distance > std::max(box.width(), box.height());
                finding.advice = guess(point, box);
                if (far && rules.far_is_error) finding.severity = Severity::error;
            }
        }
        if (other_district(point.district, around.district)) {
            add_reason(finding.found, fmt::format("属{}", point.district),
                       fmt::format("belongs to {}", point.district));
            if (finding.advice.en.empty()) {
                finding.advice = {"确认是否属于本项目", "settle whether the row belongs to this project"};
            }
        }
        if (finding.found.en.empty()) continue;
        finding.expected = {"在图幅以内", "a place within the map"};
        if (!around.district.empty()) {
            finding.expected.zh += "，" + around.district;
            finding.expected.en += ", " + around.district;
        }
        findings.push_back(std::move(finding));
    }
}

}  // namespace riskmap::check
