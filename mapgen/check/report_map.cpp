#include "mapgen/check/report_map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "geocore/core/xml_text.hpp"

namespace riskmap::check {
namespace {

constexpr double kWidth = 1000;

/// From the project's CRS to the drawing's units, y downwards.
struct Frame {
    grid::Box box;
    double scale = 1;

    explicit Frame(const grid::Box& shown) : box(shown), scale(kWidth / std::max(1.0, shown.width())) {}
    [[nodiscard]] double x(double easting) const { return (easting - box.xmin) * scale; }
    [[nodiscard]] double y(double northing) const { return (box.ymax - northing) * scale; }
    [[nodiscard]] double height() const { return box.height() * scale; }
};

/// Corners closer together than half a unit are left out: nobody sees them.
void append_ring(std::string& path, const grid::Ring& ring, const Frame& frame) {
    double last_x = 0;
    double last_y = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const double x = frame.x(ring[i].x);
        const double y = frame.y(ring[i].y);
        if (i > 0 && std::hypot(x - last_x, y - last_y) < 0.5) continue;
        path += fmt::format("{}{:.1f} {:.1f}", i == 0 ? "M" : "L", x, y);
        last_x = x;
        last_y = y;
    }
    path += "Z";
}

std::string areas(const std::vector<grid::MultiPolygon>& features, const char* css, const Frame& frame) {
    std::string path;
    for (const auto& feature : features) {
        for (const auto& polygon : feature) {
            append_ring(path, polygon.outer, frame);
            for (const auto& hole : polygon.holes) append_ring(path, hole, frame);
        }
    }
    return path.empty() ? ""
                        : fmt::format("<path class=\"{}\" fill-rule=\"evenodd\" d=\"{}\"/>\n", css, path);
}

using Place = std::pair<std::string, long long>;

std::map<Place, Severity> worst_by_row(const std::vector<Finding>& findings) {
    std::map<Place, Severity> worst;
    for (const auto& finding : findings) {
        const auto [entry, is_new] = worst.emplace(Place{finding.file, finding.row}, finding.severity);
        if (!is_new) entry->second = std::min(entry->second, finding.severity);
    }
    return worst;
}

const char* shape(PointKind kind) {
    switch (kind) {
        case PointKind::station:
            return "M-5 5L0 -6L5 5Z";
        case PointKind::berth:
            return "M-5 0L0 -5L5 0L0 5Z";
        case PointKind::source:
            return "M-4 -4H4V4H-4Z";
        case PointKind::receptor:
            break;
    }
    return "M-4 0A4 4 0 1 0 4 0A4 4 0 1 0 -4 0Z";
}

/// Signs and names keep their size on the screen; the page's script scales them as it zooms.
std::string sign(const SketchPoint& point, std::string_view css, const Frame& frame) {
    const double x = frame.x(point.position.x);
    const double y = frame.y(point.position.y);
    const std::string file = core::html_escaped(point.file);
    const std::string id = core::html_escaped(point.id);
    return fmt::format(
        "<g class=\"point {0}\" data-place=\"{1}:{2}\" data-x=\"{3:.1f}\" data-y=\"{4:.1f}\" "
        "transform=\"translate({3:.1f} {4:.1f}) scale(1.3)\"><path d=\"{5}\"/><text x=\"9\" "
        "y=\"4\">{6}</text>"
        "<title>{6} ({1}:{2})</title></g>\n",
        css, file, point.row, x, y, shape(point.kind), id);
}

/// A sign of the legend with its meaning.
std::string key_entry(PointKind kind, std::string_view css, const Text& text) {
    return fmt::format(
        "<span><svg viewBox=\"-8 -8 16 16\"><path class=\"{}\" d=\"{}\"/></svg><span class=\"zh\">{}</span>"
        "<span class=\"en\">{}</span></span>\n",
        css, shape(kind), text.zh, text.en);
}

std::string key(std::size_t n_outside, bool has_zones) {
    std::string html = "<div class=\"key\">\n";
    html += key_entry(PointKind::station, "clean", {"监测点", "station"});
    html += key_entry(PointKind::berth, "clean", {"泊位", "berth"});
    html += key_entry(PointKind::receptor, "clean", {"敏感受体", "receptor"});
    html += key_entry(PointKind::source, "clean", {"污染源", "source"});
    html += key_entry(PointKind::receptor, "error", {"错误", "error"});
    html += key_entry(PointKind::receptor, "warning", {"警告", "warning"});
    html += key_entry(PointKind::receptor, "info", {"提示", "note"});
    if (has_zones) {
        html +=
            "<span><span class=\"zh\">虚线: 园区范围</span><span class=\"en\">dashed: chemical "
            "zones</span></span>\n";
    }
    if (n_outside > 0) {
        html += fmt::format(
            "<span><b><span class=\"zh\">另有{0}个点在图幅以外，未画出</span><span class=\"en\">{0} more "
            "points lie "
            "outside the map and are not drawn</span></b></span>\n",
            n_outside);
    }
    return html + "</div>\n";
}

constexpr const char* kTools =
    "<span class=\"north\">N ↑</span><div class=\"zoom\"><button id=\"nearer\" aria-label=\"放大 zoom "
    "in\">+</button>"
    "<button id=\"farther\" aria-label=\"缩小 zoom out\">−</button><button id=\"all\" aria-label=\"全图 "
    "whole "
    "map\">⤢</button></div><div id=\"scale\"></div></div>\n";

}  // namespace

std::string sketch_svg(const Report& report) {
    const Sketch& sketch = report.sketch;
    if (!(sketch.box.width() > 0) || !(sketch.box.height() > 0)) return "";
    const Frame frame(sketch.box);
    std::string svg = fmt::format(
        "<svg id=\"map\" viewBox=\"0 0 {:.0f} {:.0f}\" data-metres=\"{:.6g}\" role=\"img\" "
        "aria-label=\"map\">\n",
        kWidth, frame.height(), 1 / frame.scale);
    svg += areas(sketch.land, "land", frame) + areas(sketch.zones, "zone", frame);
    const auto worst = worst_by_row(report.findings);
    for (const auto& point : sketch.points) {
        if (!sketch.box.contains(point.position)) continue;
        const auto found = worst.find({point.file, point.row});
        svg += sign(point, found == worst.end() ? "clean" : name(found->second), frame);
    }
    return svg + "</svg>";
}

std::string report_map(const Report& report) {
    const Sketch& sketch = report.sketch;
    const std::string svg = sketch_svg(report);
    if (svg.empty()) return "";
    const auto n_outside = std::count_if(sketch.points.begin(), sketch.points.end(), [&](const auto& point) {
        return !sketch.box.contains(point.position);
    });
    return "<div id=\"frame\">" + svg + kTools +
           key(static_cast<std::size_t>(n_outside), !sketch.zones.empty());
}

}  // namespace riskmap::check
