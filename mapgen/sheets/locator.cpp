#include "mapgen/sheets/locator.hpp"

#include <algorithm>

#include "geocore/gdal/raster_source.hpp"
#include "mapgen/sheets/ground.hpp"
#include "mapgen/sheets/symbols.hpp"

namespace riskmap::sheets {
namespace {

constexpr double kMostShown = 0.6;  ///< of the whole: above it the sheet is a map of the whole itself
constexpr double kRim = 0.03;       ///< of the whole's larger side, shown around it
constexpr double kHeading = 4.2;    ///< mm on A4, as the next ones
constexpr double kGap = 3;
constexpr double kMostRoom = 40;
constexpr double kLeastRoom = 16;

double area_of(const grid::Box& box) {
    return std::max(box.width(), 0.0) * std::max(box.height(), 0.0);
}

}  // namespace

void draw_locator(Canvas& canvas, const MapRequest& request, const MapView& view, const PageLayout& layout,
                  double top, double bottom) {
    const auto& facts = request.facts;
    const double f = layout.factor;
    const auto whole = gdal::RasterSource(facts.folder / request.layer.path).grid().extent();
    if (facts.land.empty() || area_of(view.window.common(whole)) > kMostShown * area_of(whole)) return;
    const double room = std::min(bottom - top - (2 * kGap + kHeading) * f, kMostRoom * f);
    if (room < kLeastRoom * f) return;

    const auto shown = whole.grown(kRim * std::max(whole.width(), whole.height()));
    const double mm_per_metre = std::min(layout.panel.width / shown.width(), room / shown.height());
    const Rect frame{layout.panel.x, bottom - kGap * f - shown.height() * mm_per_metre,
                     shown.width() * mm_per_metre, shown.height() * mm_per_metre};
    canvas.text({frame.x, frame.y - kHeading * f}, request.words.locator, TextStyle{.size = 2.9 * f});
    const MapView small{frame, shown, 1000 / mm_per_metre};
    canvas.clip(frame);
    draw_ground(canvas, facts, small);
    draw_coast(canvas, facts, small);
    draw_zones(canvas, facts, small, 0.5 * f);
    const Pen window{ink::kMark, 0.5 * f, {}};
    canvas.rectangle(small.to_page(view.window), nullptr, &window);
    canvas.unclip();
    const Pen edge{ink::kFrame, 0.2 * f, {}};
    canvas.rectangle(frame, nullptr, &edge);
}

}  // namespace riskmap::sheets
