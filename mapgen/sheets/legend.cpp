#include "mapgen/sheets/legend.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "mapgen/sheets/symbols.hpp"

namespace riskmap::sheets {
namespace {

/// Positions of the classes from the highest down; the unknown (0 of levels) last.
std::vector<std::size_t> highest_first(const style::Style& style) {
    std::vector<std::size_t> order(style.classes.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = order.size() - 1 - i;
    if (style.kind == style::StyleKind::values) {
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return style.classes[a].value.value_or(0) > style.classes[b].value.value_or(0);
        });
    }
    return order;
}

class Legend {
  public:
    Legend(Canvas& canvas, const MapRequest& request, const MapView& view, const PageLayout& layout)
        : canvas_(canvas),
          request_(request),
          view_(view),
          f_(layout.factor),
          hatch_(layout.label),
          box_(layout.panel),
          y_(layout.panel.y) {}

    double draw(const ClassAreas& areas, const MapCounts& counts) {
        header();
        const auto& classes = request_.style.classes.classes;
        for (const std::size_t i : highest_first(request_.style.classes)) {
            if (!is_level() && !(areas.km2[i] > 0)) continue;
            row(classes[i], in_print(of(classes[i].label, request_.words.language)), detail(classes[i]),
                areas.km2[i], areas.total_km2);
        }
        if (!is_level() && areas.unknown_km2 > 0) {
            row(request_.style.unknown, request_.words.unknown, "", areas.unknown_km2, areas.total_km2);
        }
        total(areas.total_km2);
        if (request_.style.status) status_rows();
        symbols(counts);
        return y_;
    }

  private:
    [[nodiscard]] bool is_level() const { return request_.layer.kind == "level"; }
    [[nodiscard]] TextStyle small(Align align = Align::left) const {
        return {.size = kSmallType * f_, .colour = ink::kQuiet, .align = align};
    }
    [[nodiscard]] TextStyle plain(Align align = Align::left) const {
        return {.size = kLegendType * f_, .align = align};
    }

    void header() {
        const auto& w = request_.words;
        std::string title = of(request_.layer.title, w.language);
        if (request_.layer.unit != "1") title += " (" + unit_name(request_.layer.unit) + ")";
        TextStyle style{.size = 3.1 * f_, .width = box_.width};
        y_ += canvas_.text({box_.x, y_}, title, style).height + 0.6 * f_;
        canvas_.text({box_.right() - 12 * f_, y_}, w.area_km2, small(Align::right));
        canvas_.text({box_.right(), y_}, w.share, small(Align::right));
        y_ += 3.4 * f_;
    }

    /// What makes a level, from the manifest.
    std::string detail(const style::Class& entry) const {
        if (!is_level() || !entry.value) return "";
        for (const auto& level : request_.facts.levels) {
            if (*entry.value == 1 && level.level == 2 && level.cancer_risk_min && level.hazard_index_min) {
                return fmt::format("CR < {} {} HI < {}", one_figure(*level.cancer_risk_min),
                                   request_.words.language == Language::zh ? "且" : "and",
                                   one_figure(*level.hazard_index_min));
            }
            if (level.level != *entry.value || !level.cancer_risk_min || !level.hazard_index_min) continue;
            return fmt::format("CR ≥ {} {} HI ≥ {}", one_figure(*level.cancer_risk_min),
                               request_.words.or_index, one_figure(*level.hazard_index_min));
        }
        return "";
    }

    void swatch(const style::Class& entry, bool rising = true) {
        const Rect box{box_.x, y_ + 0.2 * f_, 8 * f_, 3.4 * f_};
        if (entry.hatched) {
            const style::Colour white = ink::kWhite;
            style::Colour light = entry.colour;
            light.alpha = rising ? 60 : 0;
            canvas_.rectangle(box, &white, nullptr);
            canvas_.rectangle(box, &light, nullptr);
            canvas_.hatch(box, {entry.colour, kHatchLine_mm * hatch_, {}}, kHatchDistance_mm * hatch_,
                          rising);
        } else {
            canvas_.rectangle(box, &entry.colour, nullptr);
        }
        const Pen edge{ink::kQuiet, 0.12 * f_, {}};
        canvas_.rectangle(box, nullptr, &edge);
    }

    void row(const style::Class& entry, const std::string& label, const std::string& detail, double km2,
             double total_km2) {
        swatch(entry);
        canvas_.text({box_.x + 9.5 * f_, y_ + 0.35 * f_}, label, plain());
        numbers(km2, total_km2);
        y_ += 4.3 * f_;
        if (detail.empty()) return;
        canvas_.text({box_.x + 9.5 * f_, y_ - 0.4 * f_}, detail, small());
        y_ += 2.6 * f_;
    }

    void numbers(double km2, double total_km2) {
        canvas_.text({box_.right() - 12 * f_, y_ + 0.35 * f_}, fmt::format("{:.2f}", km2),
                     plain(Align::right));
        if (total_km2 > 0) {
            canvas_.text({box_.right(), y_ + 0.35 * f_}, fmt::format("{:.2f} %", 100 * km2 / total_km2),
                         plain(Align::right));
        }
    }

    void total(double km2) {
        const Pen rule{ink::kQuiet, 0.12 * f_, {}};
        canvas_.line({{box_.x + 9.5 * f_, y_ + 0.1 * f_}, {box_.right(), y_ + 0.1 * f_}}, rule);
        canvas_.text({box_.x + 9.5 * f_, y_ + 0.35 * f_}, request_.words.total, plain());
        numbers(km2, km2);
        y_ += 4.6 * f_;
    }

    void status_rows() {
        const auto here = status_within(request_.facts, request_.layer, view_.window);
        for (const auto& entry : request_.style.status->classes) {
            if (!status_shown(request_.layer, entry) || !here.contains(static_cast<int>(*entry.value)))
                continue;
            swatch(entry, false);
            auto style = plain();
            style.width = box_.width - 9.5 * f_;
            const auto size = canvas_.text({box_.x + 9.5 * f_, y_ + 0.35 * f_},
                                           of(entry.label, request_.words.language), style);
            y_ += std::max(4.2 * f_, size.height + 0.8 * f_);
        }
    }

    void symbol(Symbol symbol, const std::string& label, int here, std::size_t all) {
        if (all == 0) return;
        draw_symbol(canvas_, symbol, {box_.x + 4 * f_, y_ + 1.7 * f_}, 1.1 * f_);
        const auto& w = request_.words;
        const std::string number = static_cast<std::size_t>(here) == all
                                       ? fmt::format("{}  {}", label, all)
                                       : fmt::format("{}  {} {} / {}", label, w.in_map, here, all);
        canvas_.text({box_.x + 9.5 * f_, y_ + 0.2 * f_}, number, plain());
        y_ += 3.9 * f_;
    }

    void symbols(const MapCounts& counts) {
        const auto& w = request_.words;
        const auto& facts = request_.facts;
        y_ += 1.6 * f_;
        canvas_.text({box_.x, y_}, w.symbols, TextStyle{.size = 2.9 * f_});
        y_ += 4.2 * f_;
        zone_rows();
        ground_row();
        symbol(Symbol::station, w.station, counts.stations, facts.stations.features.size());
        std::size_t hospitals = 0;
        std::size_t schools = 0;
        for (const auto& feature : facts.receptors.features) {
            const auto kind = receptor_symbol(text_value(facts.receptors, feature, "type"));
            hospitals += kind == Symbol::hospital;
            schools += kind == Symbol::school;
        }
        symbol(Symbol::hospital, w.hospital, counts.hospitals, hospitals);
        symbol(Symbol::school, w.school, counts.schools, schools);
        symbol(Symbol::receptor, w.receptor, counts.receptors,
               facts.receptors.features.size() - hospitals - schools);
        symbol(Symbol::berth, w.berth, counts.berths, facts.berths.features.size());
        for (const auto& [places, told] :
             {std::pair{&facts.receptors, w.receptors_filled}, std::pair{&facts.berths, w.berths_filled}}) {
            if (!filled(*places)) continue;
            canvas_.text({box_.x + 9.5 * f_, y_ - 0.2 * f_}, told, small());
            y_ += 3 * f_;
        }
        if (counts.labels_left_out > 0) {
            canvas_.text({box_.x, y_}, fmt::format("{} {}", w.labels_left_out, counts.labels_left_out),
                         small());
            y_ += 3.2 * f_;
        }
    }

    [[nodiscard]] bool filled(const gdal::VectorLayer& places) const {
        return !places.features.empty() && level_fill(request_, places, places.features.front()) != nullptr;
    }

    void ground(const style::Colour& fill, const char* label, std::vector<double> dash) {
        const Rect box{box_.x, y_ + 0.4 * f_, 8 * f_, 2.7 * f_};
        const Pen edge{ink::kQuiet, 0.12, std::move(dash)};
        canvas_.rectangle(box, &fill, &edge);
        canvas_.text({box_.x + 9.5 * f_, y_ + 0.2 * f_}, label, plain());
        y_ += 3.9 * f_;
    }

    void ground_row() {
        const auto& facts = request_.facts;
        const auto& w = view_.window;
        if (facts.land.empty()) return;
        ground(ink::kLand, request_.words.outside, {1, 0.8});
        ground(ink::kSea, request_.words.sea, {});
        const grid::MultiPolygon known{{facts.coast_known, {}}};
        for (const grid::Point corner : {grid::Point{w.xmin, w.ymin}, grid::Point{w.xmin, w.ymax},
                                         grid::Point{w.xmax, w.ymin}, grid::Point{w.xmax, w.ymax}}) {
            if (facts.coast_known.empty() || grid::contains(known, corner)) continue;
            ground(ink::kBeyond, request_.words.beyond, {});
            return;
        }
    }

    void zone_rows() {
        const auto& facts = request_.facts;
        for (const bool approximate : {false, true}) {
            const bool any = std::any_of(
                facts.zones.features.begin(), facts.zones.features.end(), [&](const gdal::Feature& zone) {
                    return (number_value(facts.zones, zone, "approximate").value_or(0) != 0) == approximate;
                });
            if (!any) continue;
            Pen pen{ink::kZone, 0.4 * f_, {}};
            if (approximate) pen.dash = {1.8 * f_, 1.1 * f_};
            canvas_.rectangle({box_.x, y_ + 0.4 * f_, 8 * f_, 2.7 * f_}, nullptr, &pen);
            std::string label = request_.words.zone;
            if (approximate) label += std::string(" (") + request_.words.approximate + ")";
            canvas_.text({box_.x + 9.5 * f_, y_ + 0.2 * f_}, label, plain());
            y_ += 3.9 * f_;
        }
    }

    Canvas& canvas_;
    const MapRequest& request_;
    const MapView& view_;
    double f_;
    double hatch_;
    Rect box_;
    double y_;
};

}  // namespace

double draw_legend(Canvas& canvas, const MapRequest& request, const ClassAreas& areas,
                   const MapCounts& counts, const MapView& view, const PageLayout& layout) {
    return Legend(canvas, request, view, layout).draw(areas, counts);
}

}  // namespace riskmap::sheets
