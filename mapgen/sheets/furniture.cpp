#include "mapgen/sheets/furniture.hpp"

#include <fmt/format.h>

#include <cmath>

#include "geocore/crs/title.hpp"
#include "mapgen/sheets/symbols.hpp"

namespace riskmap::sheets {
namespace {

/// 200000 as "200 000".
std::string grouped(double number) {
    std::string digits = fmt::format("{:.0f}", number);
    for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3) {
        digits.insert(static_cast<std::size_t>(at), " ");
    }
    return digits;
}

void scale_bar(Canvas& canvas, const MapView& view, double f, grid::Point at, double most_mm) {
    const double metres = bar_length_m(view.scale, most_mm);
    const double length = metres / view.scale * 1000;
    constexpr int kParts = 4;
    const Pen edge{ink::kFrame, 0.15 * f, {}};
    for (int i = 0; i < kParts; ++i) {
        const Rect part{at.x + length * i / kParts, at.y, length / kParts, 1.3 * f};
        canvas.rectangle(part, i % 2 == 0 ? &ink::kFrame : &ink::kWhite, &edge);
    }
    const bool km = metres >= 1000;
    for (const int i : {0, kParts / 2, kParts}) {
        const double value = metres * i / kParts / (km ? 1000 : 1);
        const TextStyle style{.size = kSmallType * f, .align = Align::centre};
        canvas.text({at.x + length * i / kParts, at.y + 1.7 * f}, fmt::format("{:g}", value), style);
    }
    canvas.text({at.x + length + 2.6 * f, at.y + 1.7 * f}, km ? "km" : "m",
                TextStyle{.size = kSmallType * f});
}

void north_arrow(Canvas& canvas, double f, grid::Point tip, const std::string& label) {
    const double w = 2.2 * f;
    const double h = 8 * f;
    const Pen edge{ink::kFrame, 0.2 * f, {}};
    canvas.text({tip.x, tip.y - 4.2 * f}, "N", TextStyle{.size = 3.2 * f, .align = Align::centre});
    canvas.polygon({{tip, {tip.x - w, tip.y + h}, {tip.x, tip.y + h * 0.75}}}, &ink::kFrame, &edge);
    canvas.polygon({{tip, {tip.x + w, tip.y + h}, {tip.x, tip.y + h * 0.75}}}, &ink::kWhite, &edge);
    canvas.text({tip.x, tip.y + h + 0.4 * f}, label,
                TextStyle{.size = kSmallType * f, .colour = ink::kQuiet, .align = Align::centre});
}

}  // namespace

double draw_scale_and_north(Canvas& canvas, const MapView& view, const PageLayout& layout, const Words& words,
                            const std::string& crs) {
    const double f = layout.factor;
    const Rect& panel = layout.panel;
    const double top = panel.bottom() - 20.5 * f;
    north_arrow(canvas, f, {panel.right() - 6 * f, top + 4.5 * f}, words.north);
    canvas.text({panel.x, top}, fmt::format("{}  1:{}", words.scale, grouped(view.scale)),
                TextStyle{.size = 2.7 * f});
    scale_bar(canvas, view, f, {panel.x + 1 * f, top + 4.2 * f}, panel.width - 20 * f);
    const std::string name = crs::title(crs);
    const TextStyle style{.size = kSmallType * f, .colour = ink::kQuiet, .width = panel.width - 15 * f};
    canvas.text(
        {panel.x, top + 9.6 * f},
        fmt::format("{} {}{} · {}", words.coordinates, crs, name.empty() ? "" : " " + name, words.graticule),
        style);
    return top;
}

}  // namespace riskmap::sheets
