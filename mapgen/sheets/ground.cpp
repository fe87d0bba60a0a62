#include "mapgen/sheets/ground.hpp"

#include "mapgen/sheets/symbols.hpp"

namespace riskmap::sheets {
namespace {

std::vector<std::vector<grid::Point>> rings_on_page(const grid::MultiPolygon& area, const MapView& view) {
    std::vector<std::vector<grid::Point>> rings;
    const auto add = [&](const grid::Ring& ring) {
        std::vector<grid::Point> points;
        for (const auto p : ring) points.push_back(view.to_page(p));
        rings.push_back(std::move(points));
    };
    for (const auto& polygon : area) {
        add(polygon.outer);
        for (const auto& hole : polygon.holes) add(hole);
    }
    return rings;
}

}  // namespace

void draw_ground(Canvas& canvas, const RunFacts& facts, const MapView& view) {
    if (facts.coast_known.empty()) {
        canvas.rectangle(view.frame, facts.land.empty() ? &ink::kBeyond : &ink::kSea, nullptr);
    } else {
        canvas.rectangle(view.frame, &ink::kBeyond, nullptr);
        canvas.polygon(rings_on_page({{facts.coast_known, {}}}, view), &ink::kSea, nullptr);
    }
    canvas.polygon(rings_on_page(facts.land, view), &ink::kLand, nullptr);
}

void draw_coast(Canvas& canvas, const RunFacts& facts, const MapView& view) {
    const Pen pen{ink::kCoast, 0.14, {}};
    for (const auto& line : facts.coast) {
        std::vector<grid::Point> points;
        for (const auto p : line) points.push_back(view.to_page(p));
        canvas.line(points, pen);
    }
}

void draw_zones(Canvas& canvas, const RunFacts& facts, const MapView& view, double factor) {
    for (const auto& zone : facts.zones.features) {
        const auto rings = rings_on_page(zone.geometry.polygons, view);
        const bool approximate = number_value(facts.zones, zone, "approximate").value_or(0) != 0;
        const Pen under{ink::kWhite, 0.8 * factor, {}};
        canvas.polygon(rings, nullptr, &under);
        Pen pen{ink::kZone, 0.4 * factor, {}};
        if (approximate) pen.dash = {1.8 * factor, 1.1 * factor};
        canvas.polygon(rings, nullptr, &pen);
    }
}

}  // namespace riskmap::sheets
