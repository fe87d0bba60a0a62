#include "mapgen/sheets/map_frame.hpp"

#include <algorithm>
#include <cmath>

#include "geocore/gdal/raster_source.hpp"
#include "mapgen/sheets/graticule.hpp"
#include "mapgen/sheets/ground.hpp"
#include "mapgen/sheets/labels.hpp"
#include "mapgen/sheets/symbols.hpp"

namespace riskmap::sheets {
namespace {

constexpr double kApart = 9;  ///< of a symbol's radius, how far a name may stand from it

/// A symbol on the map and the text that belongs to it.
struct Mark {
    Symbol symbol;
    grid::Point at;
    std::string label;
    const style::Colour* fill = nullptr;
};

class MapDrawing {
  public:
    MapDrawing(Canvas& canvas, const MapRequest& request, const MapView& view, const PageLayout& layout)
        : canvas_(canvas),
          request_(request),
          facts_(request.facts),
          view_(view),
          layout_(layout),
          placer_(view.frame.shrunk(0.6)) {}

    MapCounts draw() {
        canvas_.clip(view_.frame);
        draw_ground(canvas_, facts_, view_);
        picture();
        draw_coast(canvas_, facts_, view_);
        const auto lines = graticule(view_, facts_.crs);
        for (const auto& line : lines.lines) canvas_.line(line, {ink::kGraticule, 0.12, {}});
        draw_zones(canvas_, facts_, view_, layout_.label);
        marks();
        canvas_.unclip();
        const Pen frame{ink::kFrame, 0.35 * layout_.factor, {}};
        canvas_.rectangle(view_.frame, nullptr, &frame);
        for (const auto& label : lines.labels) coordinate(label);
        return counts_;
    }

  private:
    void picture() {
        const gdal::RasterSource source(facts_.folder / request_.layer.path);
        const auto extent = source.grid().extent();
        const auto shown = extent.common(view_.window);
        if (shown.width() <= 0 || shown.height() <= 0) return;
        const Rect box = view_.to_page(shown);
        // Pixels no larger than cells, and never fewer than print needs.
        const auto pixels = [&](double mm) {
            return std::max(1, static_cast<int>(std::lround(mm / 25.4 * canvas_.dpi())));
        };
        canvas_.picture(map_picture(facts_, request_.layer, request_.style, shown, pixels(box.width),
                                    pixels(box.height), hatching()),
                        box);
        const Pen edge{ink::kQuiet, 0.12, {1, 0.8}};
        canvas_.rectangle(view_.to_page(extent), nullptr, &edge);
    }

    [[nodiscard]] Hatching hatching() const {
        Hatching hatching;
        hatching.dpi = canvas_.dpi();
        hatching.factor = layout_.label;
        hatching.quiet = request_.quiet_hatch;
        return hatching;
    }

    /// Beside its zone where there is room, over it otherwise.
    void zone_label(const gdal::Feature& zone, bool approximate) {
        const bool zh = request_.words.language == Language::zh;
        std::string name = text_value(facts_.zones, zone, zh ? "name_zh" : "name_en");
        if (name.empty()) name = text_value(facts_.zones, zone, "id");
        if (approximate) name += std::string("\n(") + request_.words.approximate + ")";
        TextStyle style{.size = 3.0 * layout_.label, .colour = ink::kZone, .halo = 0.35 * layout_.label};
        style.align = Align::centre;
        const Size size = canvas_.measure(name, style);
        style.width = size.width + 0.2;
        const auto box = view_.to_page(grid::bounds(zone.geometry.polygons));
        const grid::Point middle{box.x + box.width / 2, box.y + box.height / 2};
        if (!view_.frame.overlaps(box)) return;
        std::optional<grid::Point> at;
        for (const double further : {1.0, 1.15, 1.3, 1.5, 1.7, 2.0, 2.4, 3.0}) {
            const double beside = further * std::max(box.width, box.height) / 2 + 0.8 * layout_.label;
            if (!at) at = placer_.place(middle, beside, size);
        }
        canvas_.text(at.value_or(grid::Point{middle.x - size.width / 2, middle.y - size.height / 2}), name,
                     style);
    }

    void collect(const gdal::VectorLayer& layer, std::vector<Mark>& marks, int& count, Symbol symbol) {
        for (const auto& feature : layer.features) {
            const auto at = view_.to_page(feature.geometry.point);
            const Rect& f = view_.frame;
            if (at.x < f.x || at.x > f.right() || at.y < f.y || at.y > f.bottom()) continue;
            Symbol own = symbol;
            if (symbol == Symbol::receptor) own = receptor_symbol(text_value(layer, feature, "type"));
            int& counter = own == Symbol::hospital ? counts_.hospitals
                           : own == Symbol::school ? counts_.schools
                                                   : count;
            ++counter;
            const auto* fill = symbol == Symbol::station ? nullptr : level_fill(request_, layer, feature);
            marks.push_back({own, at, text_value(layer, feature, "id"), fill});
        }
    }

    void marks() {
        std::vector<Mark> all;
        collect(facts_.stations, all, counts_.stations, Symbol::station);
        collect(facts_.berths, all, counts_.berths, Symbol::berth);
        collect(facts_.receptors, all, counts_.receptors, Symbol::receptor);
        const double r = layout_.symbol();
        if (request_.mark_inside) synthetic_mark(all);
        for (const auto& mark : all) placer_.block({mark.at.x - r, mark.at.y - r, 2 * r, 2 * r});
        for (const auto& zone : facts_.zones.features) {
            zone_label(zone, number_value(facts_.zones, zone, "approximate").value_or(0) != 0);
        }
        for (auto mark = all.rbegin(); mark != all.rend(); ++mark) {
            draw_symbol(canvas_, mark->symbol, mark->at, r, mark->fill);
        }
        if (!request_.names) return;
        for (const auto& mark : all) label(mark, r);
    }

    void label(const Mark& mark, double r) {
        TextStyle style{.size = kSmallType * layout_.label, .halo = 0.25 * layout_.label};
        style.colour = mark.symbol == Symbol::berth ? ink::kBerth : ink::kText;
        const Size size = canvas_.measure(mark.label, style);
        auto at = placer_.place(mark.at, r * 1.15, size);
        if (!at) {
            at = placer_.place_apart(mark.at, r * 1.15, size, kApart * r);
            if (!at) {
                ++counts_.labels_left_out;
                return;
            }
            const Pen tie{ink::kQuiet, 0.12 * layout_.label, {}};
            canvas_.line({mark.at,
                          {std::clamp(mark.at.x, at->x, at->x + size.width),
                           std::clamp(mark.at.y, at->y + 0.3 * size.height, at->y + 0.7 * size.height)}},
                         tie);
        }
        canvas_.text(*at, mark.label, style);
    }

    /// Inside the frame too: a map cut out of its sheet still says so. In the corner that hides least.
    void synthetic_mark(const std::vector<Mark>& marks) {
        if (facts_.mark.empty()) return;
        const double f = layout_.factor;
        const TextStyle style{.size = layout_.text(5.2), .colour = ink::kMark};
        const Size size = canvas_.measure(facts_.mark, style);
        const double w = size.width + 3 * f;
        const double h = size.height + 1.2 * f;
        const Rect inner = view_.frame.shrunk(1.5 * f);
        Rect best{inner.x, inner.y, w, h};
        std::size_t least = hidden(best, marks);
        for (const Rect& corner :
             {Rect{inner.right() - w, inner.y, w, h}, Rect{inner.x, inner.bottom() - h, w, h},
              Rect{inner.right() - w, inner.bottom() - h, w, h}}) {
            const std::size_t count = hidden(corner, marks);
            if (count >= least) continue;
            least = count;
            best = corner;
        }
        placer_.block(best);
        const Pen edge{ink::kMark, 0.35 * f, {}};
        canvas_.rectangle(best, &ink::kWhite, &edge);
        canvas_.text({best.x + 1.5 * f, best.y + 0.6 * f}, facts_.mark, style);
    }

    /// How many symbols and zones a box would cover.
    [[nodiscard]] std::size_t hidden(const Rect& box, const std::vector<Mark>& marks) const {
        const double r = layout_.symbol();
        std::size_t count = 0;
        for (const auto& mark : marks) count += box.overlaps({mark.at.x - r, mark.at.y - r, 2 * r, 2 * r});
        for (const auto& zone : facts_.zones.features) {
            count += box.overlaps(view_.to_page(grid::bounds(zone.geometry.polygons)));
        }
        return count;
    }

    void coordinate(const GraticuleLabel& label) {
        TextStyle style{.size = layout_.text(kSmallType), .align = Align::centre};
        const double height = canvas_.measure(label.text, style).height;
        const double gap = 0.5 * layout_.factor;
        grid::Point at = label.at;
        const Pen tick{ink::kFrame, 0.25 * layout_.factor, {}};
        const double length = 0.8 * layout_.factor;
        switch (label.edge) {
            case Edge::top:
                canvas_.line({at, {at.x, at.y - length}}, tick);
                at.y -= height + gap;
                break;
            case Edge::bottom:
                canvas_.line({at, {at.x, at.y + length}}, tick);
                at.y += gap;
                break;
            case Edge::left:
                canvas_.line({at, {at.x - length, at.y}}, tick);
                style.turn = 90;
                at.x -= height + gap;
                break;
            case Edge::right:
                canvas_.line({at, {at.x + length, at.y}}, tick);
                style.turn = 90;
                at.x += gap;
                break;
        }
        canvas_.text(at, label.text, style);
    }

    Canvas& canvas_;
    const MapRequest& request_;
    const RunFacts& facts_;
    const MapView& view_;
    const PageLayout& layout_;
    LabelPlacer placer_;
    MapCounts counts_;
};

}  // namespace

const style::Colour* level_fill(const MapRequest& request, const gdal::VectorLayer& layer,
                                const gdal::Feature& feature) {
    const auto& facts = request.facts;
    if (request.layer.kind != "level" || facts.scenarios.empty()) return nullptr;
    const std::string key = request.layer.scenario.value_or(facts.scenarios.front().key);
    const auto scenario = std::find_if(facts.scenarios.begin(), facts.scenarios.end(),
                                       [&](const ScenarioFact& s) { return s.key == key; });
    // Receptors are judged by the first scenario, berths by that of the sites.
    const bool berths = &layer == &facts.berths;
    const bool own = berths ? scenario != facts.scenarios.end() && scenario->area == "sites"
                            : key == facts.scenarios.front().key;
    if (!own) return nullptr;
    const bool upper = request.layer.id.starts_with("risk-level-upper");
    const double level = number_value(layer, feature, upper ? "level_upper" : "level").value_or(0);
    const int at = request.style.classes.class_of(level);
    return at < 0 ? nullptr : &request.style.classes.classes[static_cast<std::size_t>(at)].colour;
}

grid::Box shown_extent(const RunFacts& facts, const run::Layer& layer) {
    const auto whole = gdal::RasterSource(facts.folder / layer.path).grid().extent();
    const auto scenario = std::find_if(facts.scenarios.begin(), facts.scenarios.end(), [&](const auto& s) {
        return layer.scenario && s.key == *layer.scenario && s.area == "sites";
    });
    if (scenario == facts.scenarios.end() || facts.zones.features.empty()) return whole;
    grid::Box sites = grid::Box::empty();
    for (const auto& zone : facts.zones.features) {
        const auto box = grid::bounds(zone.geometry.polygons);
        sites.extend({box.xmin, box.ymin});
        sites.extend({box.xmax, box.ymax});
    }
    return sites.grown(0.06 * std::max(sites.width(), sites.height())).common(whole);
}

MapCounts draw_map(Canvas& canvas, const MapRequest& request, const MapView& view, const PageLayout& layout) {
    return MapDrawing(canvas, request, view, layout).draw();
}

}  // namespace riskmap::sheets
