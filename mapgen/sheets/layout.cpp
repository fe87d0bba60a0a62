#include "mapgen/sheets/layout.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace riskmap::sheets {
namespace {

struct PaperSize {
    Size page;
    double factor;
    double label;
};

PaperSize size_of(Paper paper) {
    switch (paper) {
        case Paper::a1:
            return {{841, 594}, 2.3, 1.6};
        case Paper::a3:
            return {{420, 297}, 1.3, 1.15};
        case Paper::a4:
            break;
    }
    return {{297, 210}, 1.0, 1.0};
}

constexpr double kMargin = 8;
constexpr double kTitle = 14;
constexpr double kNotes = 31;
constexpr double kPanel = 66;
constexpr double kLabels = 3.8;   ///< around the map's frame
constexpr double kAround = 1.04;  ///< of a wide extent's height, what its frame has
constexpr double kLowest = 0.45;  ///< of the page's frame
constexpr double kSymbol = 0.95;

}  // namespace

PageLayout page_layout(Paper paper) {
    const auto [page, f, label] = size_of(paper);
    PageLayout layout;
    layout.page = page;
    layout.factor = f;
    layout.label = label;
    const Rect inner = Rect{0, 0, page.width, page.height}.shrunk(kMargin * f);
    const double left = inner.width - (kPanel + 3) * f;
    layout.title = {inner.x, inner.y, inner.width, kTitle * f};
    const Rect around{inner.x, layout.title.bottom(), left, inner.height - (kTitle + kNotes + 2) * f};
    layout.map = around.shrunk(kLabels * f);
    layout.panel = {inner.x + left + 3 * f, layout.map.y, kPanel * f, layout.map.height};
    layout.notes = {inner.x, inner.bottom() - kNotes * f, left, kNotes * f};
    layout.signatures = {layout.panel.x, layout.notes.y, layout.panel.width, layout.notes.height};
    return layout;
}

double PageLayout::symbol() const {
    return kSymbol * label;
}

PageLayout fitted(const PageLayout& layout, const grid::Box& extent) {
    PageLayout own = layout;
    if (!(extent.width() > 0)) return own;
    const double wanted = layout.map.width * extent.height() / extent.width() * kAround;
    const double spare = layout.map.height - std::max(wanted, kLowest * layout.map.height);
    if (spare <= 0) return own;
    own.map.height -= spare;
    own.notes.y -= spare;
    own.notes.height += spare;
    return own;
}

Rect MapView::to_page(const grid::Box& box) const {
    const auto corner = to_page(grid::Point{box.xmin, box.ymax});
    return {corner.x, corner.y, box.width() / window.width() * frame.width,
            box.height() / window.height() * frame.height};
}

MapView map_view(const Rect& frame, const grid::Box& extent) {
    static constexpr std::array kRound{1.0, 1.25, 1.5, 1.75, 2.0, 2.25, 2.5, 2.75, 3.0, 3.5, 4.0,
                                       4.5, 5.0,  5.5, 6.0,  6.5, 7.0,  7.5, 8.0,  9.0, 10.0};
    const double least = std::max(extent.width() / frame.width, extent.height() / frame.height) * 1000;
    const double power = std::pow(10.0, std::floor(std::log10(least)));
    double scale = 10 * power;
    for (const double round : kRound) {
        if (round * power >= least * (1 - 1e-9)) {
            scale = round * power;
            break;
        }
    }
    const double x = (extent.xmin + extent.xmax) / 2;
    const double y = (extent.ymin + extent.ymax) / 2;
    const double w = frame.width * scale / 2000;
    const double h = frame.height * scale / 2000;
    return {frame, {x - w, y - h, x + w, y + h}, scale};
}

double bar_length_m(double scale, double most_mm) {
    const double most = most_mm * scale / 1000;
    const double power = std::pow(10.0, std::floor(std::log10(most)));
    for (const double step : {5.0, 2.0}) {
        if (step * power <= most) return step * power;
    }
    return power;
}

}  // namespace riskmap::sheets
