#include "mapgen/check/report_map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

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

std::string sign(const SketchPoint& point, std::string_view css, const Frame& frame) {
    const double x = frame.x(point.position.x);
    const double y = frame.y(point.position.y);
    const std::string file = escape_html(point.file);
    const std::string id = escape_html(point.id);
    std::string svg = fmt::format(
        "<path class=\"point {}\" data-place=\"{}:{}\" d=\"{}\" transform=\"translate({:.1f} {:.1f}) "
        "scale(1.3)\">"
        "<title>{} ({}:{})</title></path>\n",
        css, file, point.row, shape(point.kind), x, y, id, file, point.row);
    if (css == "error" || css == "warning") {
        svg += fmt::format("<text class=\"label\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text>\n", x + 8, y + 5, id);
    }
    return svg;
}

}  // namespace

std::string escape_html(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

std::string report_map(const Report& report) {
    const Sketch& sketch = report.sketch;
    if (!(sketch.box.width() > 0) || !(sketch.box.height() > 0)) return "";
    const Frame frame(sketch.box);
    std::string svg =
        fmt::format("<svg id=\"map\" viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" aria-label=\"map\">\n",
                    kWidth, frame.height());
    svg += areas(sketch.land, "land", frame) + areas(sketch.zones, "zone", frame);
    const auto worst = worst_by_row(report.findings);
    for (const auto& point : sketch.points) {
        if (!sketch.box.contains(point.position)) continue;
        const auto found = worst.find({point.file, point.row});
        svg += sign(point, found == worst.end() ? "clean" : name(found->second), frame);
    }
    return svg + "</svg>\n";
}

}  // namespace riskmap::check
