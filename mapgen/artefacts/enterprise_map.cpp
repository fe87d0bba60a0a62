#include "mapgen/artefacts/enterprise_map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "geocore/core/xml_text.hpp"

namespace riskmap::artefacts {
namespace {

constexpr double kSize = 1000;     ///< of the drawing, units
constexpr double kMargin_m = 700;  ///< around the largest ring
constexpr double kFarAway = 0.2;   ///< of the window's width: what lies further out is cut away
constexpr double kThinning = 1;    ///< units between corners
constexpr const char* kLand = "#f3efe6";
constexpr const char* kZone = "#7a5ea8";
constexpr const char* kRing = "#c62828";
constexpr const char* kSource = "#1f2a33";
constexpr const char* kReceptor = "#0b6e7d";

/// Sutherland and Hodgman (1974): a ring's part on one side of a line along an axis.
template <class Inside, class Cut>
grid::Ring clipped_at(const grid::Ring& ring, Inside inside, Cut cut) {
    grid::Ring kept;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const auto& a = ring[i];
        const auto& b = ring[(i + 1) % ring.size()];
        if (inside(a)) kept.push_back(a);
        if (inside(a) != inside(b)) kept.push_back(cut(a, b));
    }
    return kept;
}

grid::Ring clipped(grid::Ring ring, const grid::Box& box) {
    const auto at_x = [](double x) {
        return [x](const grid::Point& a, const grid::Point& b) {
            return grid::Point{x, a.y + (b.y - a.y) * (x - a.x) / (b.x - a.x)};
        };
    };
    const auto at_y = [](double y) {
        return [y](const grid::Point& a, const grid::Point& b) {
            return grid::Point{a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y), y};
        };
    };
    ring = clipped_at(
        ring, [&](const auto& p) { return p.x >= box.xmin; }, at_x(box.xmin));
    ring = clipped_at(
        ring, [&](const auto& p) { return p.x <= box.xmax; }, at_x(box.xmax));
    ring = clipped_at(
        ring, [&](const auto& p) { return p.y >= box.ymin; }, at_y(box.ymin));
    return clipped_at(
        ring, [&](const auto& p) { return p.y <= box.ymax; }, at_y(box.ymax));
}

class Drawing {
  public:
    Drawing(const sources::AssessedEnterprise& assessed, const PageContext& context)
        : assessed_(assessed), context_(context) {
        grid::Box box = grid::Box::empty();
        for (const auto& point : assessed.points) box.extend(point.position);
        const grid::Point centre{(box.xmin + box.xmax) / 2, (box.ymin + box.ymax) / 2};
        const double half =
            std::max(box.width(), box.height()) / 2 + kRings_m[std::size(kRings_m) - 1] + kMargin_m;
        box_ = {centre.x - half, centre.y - half, centre.x + half, centre.y + half};
        scale_ = kSize / box_.width();
    }

    std::string svg() {
        out_ = fmt::format(
            "<svg class=\"map\" viewBox=\"0 0 {0:.0f} {0:.0f}\" role=\"img\" aria-label=\"map\" "
            "font-size=\"30\" font-family=\"inherit\">\n<rect width=\"{0:.0f}\" height=\"{0:.0f}\" "
            "fill=\"#dcebf5\"/>\n",
            kSize);
        for (const auto& land : context_.area.land)
            area(land, fmt::format("fill=\"{}\" stroke=\"#b9b09c\" stroke-width=\"2\"", kLand));
        for (const auto& zone : context_.area.zones) {
            area(zone.area,
                 fmt::format("fill=\"{0}\" fill-opacity=\"0.13\" stroke=\"{0}\" stroke-width=\"4\"{1}", kZone,
                             zone.approximate ? " stroke-dasharray=\"18 12\"" : ""));
        }
        rings();
        receptors();
        sources_of();
        ring_names();
        zone_names();
        furniture();
        return out_ + "</svg>\n";
    }

  private:
    [[nodiscard]] double x(double easting) const { return (easting - box_.xmin) * scale_; }
    [[nodiscard]] double y(double northing) const { return (box_.ymax - northing) * scale_; }

    void append(std::string& path, const grid::Ring& ring, const grid::Box& around) const {
        double last_x = 0;
        double last_y = 0;
        bool first = true;
        for (const auto& p : clipped(ring, around)) {
            const double px = x(p.x);
            const double py = y(p.y);
            if (!first && std::hypot(px - last_x, py - last_y) < kThinning) continue;
            path += fmt::format("{}{:.0f} {:.0f}", first ? "M" : "L", px, py);
            first = false;
            last_x = px;
            last_y = py;
        }
        if (!first) path += "Z";
    }

    void area(const grid::MultiPolygon& feature, const std::string& attributes) {
        const grid::Box around = box_.grown(kFarAway * box_.width());
        std::string path;
        for (const auto& polygon : feature) {
            append(path, polygon.outer, around);
            for (const auto& hole : polygon.holes) append(path, hole, around);
        }
        if (!path.empty())
            out_ += fmt::format("<path {} fill-rule=\"evenodd\" d=\"{}\"/>\n", attributes, path);
    }

    void text(double at_x, double at_y, const std::string& content, const char* colour,
              const char* more = "") {
        out_ += fmt::format(
            "<text x=\"{:.0f}\" y=\"{:.0f}\" fill=\"{}\" stroke=\"#fff\" stroke-width=\"7\" "
            "paint-order=\"stroke\" stroke-linejoin=\"round\" {}>{}</text>\n",
            at_x, at_y, colour, more, content);
    }

    void rings() {
        for (const auto& point : assessed_.points) {
            for (const double radius : kRings_m) {
                out_ += fmt::format(
                    "<circle cx=\"{:.0f}\" cy=\"{:.0f}\" r=\"{:.0f}\" fill=\"none\" stroke=\"{}\" "
                    "stroke-width=\"3\" stroke-dasharray=\"12 8\"/>\n",
                    x(point.position.x), y(point.position.y), radius * scale_, kRing);
            }
        }
    }

    void ring_names() {
        const auto& first = assessed_.points.front().position;
        for (const double radius : kRings_m) {
            text(x(first.x), y(first.y) + radius * scale_ - 8, fmt::format("{:g} km", radius / 1000), kRing,
                 "text-anchor=\"middle\"");
        }
    }

    void receptors() {
        for (const auto& receptor : context_.receptors) {
            if (!box_.contains(receptor.position)) continue;
            out_ += fmt::format(
                "<circle cx=\"{:.0f}\" cy=\"{:.0f}\" r=\"10\" fill=\"#fff\" stroke=\"{}\" "
                "stroke-width=\"5\"/>\n",
                x(receptor.position.x), y(receptor.position.y), kReceptor);
            text(x(receptor.position.x) + 15, y(receptor.position.y) + 9, core::html_escaped(receptor.id),
                 kReceptor, "font-size=\"26\"");
        }
    }

    void sources_of() {
        for (const auto& point : assessed_.points) {
            out_ += fmt::format(
                "<rect x=\"{:.0f}\" y=\"{:.0f}\" width=\"22\" height=\"22\" fill=\"{}\" stroke=\"#fff\" "
                "stroke-width=\"4\"/>\n",
                x(point.position.x) - 11, y(point.position.y) - 11, kSource);
            text(x(point.position.x) + 17, y(point.position.y) + 10, core::html_escaped(point.id), kSource,
                 "font-weight=\"700\"");
        }
    }

    /// Inside the drawing even where the zone reaches beyond it.
    void zone_names() {
        for (const auto& zone : context_.area.zones) {
            const auto shown = grid::bounds(zone.area).common(box_);
            if (shown.xmax <= shown.xmin || shown.ymax <= shown.ymin) continue;
            const double half = 190;
            const double middle =
                std::clamp(x((shown.xmin + shown.xmax) / 2), half, std::max(half, kSize - half));
            const double top = std::clamp(y(shown.ymax) + 36, 34.0, kSize - 60);
            text(middle, top, in_both_tspans({zone.name_zh, zone.name_en}, zone.id), kZone,
                 "text-anchor=\"middle\"");
        }
    }

    static std::string in_both_tspans(const run::Text& names, const std::string& id) {
        const auto& zh = names.zh.empty() ? id : names.zh;
        const auto& en = names.en.empty() ? zh : names.en;
        return fmt::format("<tspan class=\"zh\">{}</tspan><tspan class=\"en\">{}</tspan>",
                           core::html_escaped(zh), core::html_escaped(en));
    }

    void furniture() {
        const double length = 2000 * scale_;
        out_ += fmt::format(
            "<path d=\"M30 970h{:.0f}M30 958v24M{:.0f} 958v24\" stroke=\"#18252d\" stroke-width=\"4\" "
            "fill=\"none\"/>\n",
            length, 30 + length);
        text(30 + length + 14, 980, "2 km", "#18252d");
        out_ += "<path d=\"M955 24l18 50l-18 -12l-18 12z\" fill=\"#18252d\"/>\n";
        text(955, 106, "N", "#18252d", "text-anchor=\"middle\"");
    }

    const sources::AssessedEnterprise& assessed_;
    const PageContext& context_;
    grid::Box box_;
    double scale_ = 1;
    std::string out_;
};

std::string key(const std::string& shape, const run::Text& text) {
    return fmt::format("<span><svg viewBox=\"0 0 20 14\">{}</svg>{}</span>\n", shape, in_both(text));
}

std::string legend(const PageContext& context) {
    std::string html = "<div class=\"key\">\n";
    html += key(fmt::format("<rect x=\"5\" y=\"2\" width=\"10\" height=\"10\" fill=\"{}\"/>", kSource),
                {"本企业排放点", "its sources"});
    html +=
        key(fmt::format("<circle cx=\"10\" cy=\"7\" r=\"4\" fill=\"#fff\" stroke=\"{}\" stroke-width=\"2\"/>",
                        kReceptor),
            {"敏感受体(编号)", "receptor (its id)"});
    html += key(
        fmt::format("<path d=\"M0 7h20\" stroke=\"{}\" stroke-width=\"2\" stroke-dasharray=\"5 3\"/>", kRing),
        {"距排放点1、3、5 km", "1, 3, 5 km from a source"});
    const auto& zones = context.area.zones;
    if (!zones.empty()) {
        const bool approximate =
            std::any_of(zones.begin(), zones.end(), [](const auto& z) { return z.approximate; });
        html += key(fmt::format("<rect x=\"1\" y=\"1\" width=\"18\" height=\"12\" fill=\"{0}\" "
                                "fill-opacity=\"0.13\" stroke=\"{0}\" stroke-width=\"1.5\"{1}/>",
                                kZone, approximate ? " stroke-dasharray=\"4 3\"" : ""),
                    approximate ? run::Text{"园区(示意范围)", "chemical zone (approximate)"}
                                : run::Text{"园区", "chemical zone"});
    }
    html += key("<rect width=\"20\" height=\"14\" fill=\"#dcebf5\"/>", {"海域", "sea"});
    return html + "</div>\n";
}

}  // namespace

std::string in_both(const run::Text& text) {
    return fmt::format("<span class=\"zh\">{}</span><span class=\"en\">{}</span>",
                       core::html_escaped(text.zh), core::html_escaped(text.en));
}

std::string enterprise_map(const sources::AssessedEnterprise& assessed, const PageContext& context) {
    if (assessed.points.empty()) return "";
    return Drawing(assessed, context).svg() + legend(context);
}

}  // namespace riskmap::artefacts
