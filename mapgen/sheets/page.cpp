#include "mapgen/sheets/page.hpp"

#include <fmt/format.h>

#include "mapgen/sheets/furniture.hpp"
#include "mapgen/sheets/legend.hpp"
#include "mapgen/sheets/locator.hpp"
#include "mapgen/sheets/notes.hpp"
#include "mapgen/sheets/symbols.hpp"

namespace riskmap::sheets {

void draw_title(Canvas& canvas, const RunFacts& facts, const Words& words, const PageLayout& layout,
                const std::string& heading, const std::string& number) {
    const double f = layout.factor;
    const Rect& box = layout.title;
    double right = box.right();
    if (!facts.mark.empty()) {
        const TextStyle style{.size = 5.2 * f, .colour = ink::kMark, .align = Align::right};
        const Size size = canvas.text({right, box.y + 0.5 * f}, facts.mark, style);
        right -= size.width + 4 * f;
    }
    const auto fitted = [&](const std::string& text, double largest, double y, style::Colour colour) {
        TextStyle style{.size = largest * f, .colour = colour};
        const double width = canvas.measure(text, style).width;
        const double room = (y < box.y + 5 * f ? right : box.right() - 26 * f) - box.x;
        if (width > room) style.size *= room / width;
        canvas.text({box.x, y}, text, style);
    };
    fitted(of(facts.manifest.project_title, words.language), 5.2, box.y, ink::kText);
    fitted(heading, 3.8, box.y + 7.4 * f, ink::kQuiet);
    if (!number.empty()) {
        canvas.text({box.right(), box.y + 8.4 * f}, number,
                    TextStyle{.size = 2.3 * f, .colour = ink::kQuiet, .align = Align::right});
    }
}

void draw_page(Canvas& canvas, const MapRequest& request, const PageLayout& paper, const MapPage& page) {
    const auto& w = request.words;
    const PageLayout layout = fitted(paper, page.extent);
    std::string heading = page.heading.empty() ? of(request.layer.title, w.language) : page.heading;
    heading += fmt::format("  {}–{}", request.facts.period_start, request.facts.period_end);
    draw_title(canvas, request.facts, w, layout, heading,
               page.of > 1 ? fmt::format(fmt::runtime(w.page), page.number, page.of) : "");
    const MapView view = map_view(layout.map, page.extent);
    const MapCounts counts = draw_map(canvas, request, view, layout);
    const double legend_end = draw_legend(
        canvas, request, class_areas(request.facts, request.layer, request.style.classes, view.window),
        counts, view, layout);
    const double scale_top = draw_scale_and_north(canvas, view, layout, w, request.facts.crs);
    draw_locator(canvas, request, view, layout, legend_end, scale_top);
    draw_notes(canvas, request, layout);
    draw_signatures(canvas, request.facts, w, layout);
}

}  // namespace riskmap::sheets
