#include "mapgen/sheets/graticule.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "geocore/crs/transform.hpp"

namespace riskmap::sheets {
namespace {

constexpr const char* kLonLat = "EPSG:4490";
constexpr int kPieces = 48;
constexpr double kLeastLines = 3;

/// In degrees.
double step_for(double span) {
    constexpr std::array kSeconds{36000, 18000, 7200, 3600, 1800, 1200, 600, 300, 120, 60, 30, 20, 10, 5};
    for (const int seconds : kSeconds) {
        if (span / (seconds / 3600.0) >= kLeastLines) return seconds / 3600.0;
    }
    return 1 / 3600.0;
}

std::string angle(double degrees, const char* positive, const char* negative) {
    const auto seconds = static_cast<long long>(std::llround(std::abs(degrees) * 3600));
    const char* half = degrees < 0 ? negative : positive;
    const auto d = seconds / 3600;
    const auto m = seconds / 60 % 60;
    const auto s = seconds % 60;
    return s == 0 ? fmt::format("{}°{:02}′{}", d, m, half) : fmt::format("{}°{:02}′{:02}″{}", d, m, s, half);
}

grid::Box lon_lat_bounds(const MapView& view, const crs::Transform& to_lon_lat) {
    grid::Box bounds = grid::Box::empty();
    const auto& w = view.window;
    for (int i = 0; i <= kPieces; ++i) {
        const double x = w.xmin + w.width() * i / kPieces;
        const double y = w.ymin + w.height() * i / kPieces;
        for (const grid::Point p : {grid::Point{x, w.ymin}, grid::Point{x, w.ymax}, grid::Point{w.xmin, y},
                                    grid::Point{w.xmax, y}}) {
            bounds.extend(to_lon_lat(p));
        }
    }
    return bounds;
}

/// Where a line crosses an edge of the frame.
void add_crossing(Graticule& all, const std::vector<grid::Point>& line, const Rect& frame, Edge edge,
                  const std::string& text) {
    const bool level = edge == Edge::top || edge == Edge::bottom;
    const double wanted = edge == Edge::top      ? frame.y
                          : edge == Edge::bottom ? frame.bottom()
                          : edge == Edge::left   ? frame.x
                                                 : frame.right();
    for (std::size_t i = 1; i < line.size(); ++i) {
        const auto a = line[i - 1];
        const auto b = line[i];
        const double from = level ? a.y : a.x;
        const double to = level ? b.y : b.x;
        if ((from - wanted) * (to - wanted) > 0 || from == to) continue;
        const double t = (wanted - from) / (to - from);
        const grid::Point at{a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
        const bool inside =
            level ? at.x >= frame.x && at.x <= frame.right() : at.y >= frame.y && at.y <= frame.bottom();
        if (inside) all.labels.push_back({at, edge, text});
        return;
    }
}

}  // namespace

Graticule graticule(const MapView& view, const std::string& crs) {
    const crs::Transform to_lon_lat(crs, kLonLat);
    const crs::Transform to_plane(kLonLat, crs);
    const grid::Box bounds = lon_lat_bounds(view, to_lon_lat);
    const double step = step_for(std::max(bounds.width(), bounds.height()));
    const double margin_x = bounds.width() / 10;
    const double margin_y = bounds.height() / 10;
    const auto line = [&](grid::Point from, grid::Point to) {
        std::vector<grid::Point> points;
        for (int i = 0; i <= kPieces; ++i) {
            const double t = static_cast<double>(i) / kPieces;
            points.push_back(
                view.to_page(to_plane({from.x + (to.x - from.x) * t, from.y + (to.y - from.y) * t})));
        }
        return points;
    };
    Graticule all;
    for (double k = std::ceil(bounds.xmin / step); k * step <= bounds.xmax; ++k) {
        const double lon = k * step;
        all.lines.push_back(line({lon, bounds.ymin - margin_y}, {lon, bounds.ymax + margin_y}));
        for (const Edge edge : {Edge::top, Edge::bottom}) {
            add_crossing(all, all.lines.back(), view.frame, edge, angle(lon, "E", "W"));
        }
    }
    for (double k = std::ceil(bounds.ymin / step); k * step <= bounds.ymax; ++k) {
        const double lat = k * step;
        all.lines.push_back(line({bounds.xmin - margin_x, lat}, {bounds.xmax + margin_x, lat}));
        for (const Edge edge : {Edge::left, Edge::right}) {
            add_crossing(all, all.lines.back(), view.frame, edge, angle(lat, "N", "S"));
        }
    }
    return all;
}

}  // namespace riskmap::sheets
