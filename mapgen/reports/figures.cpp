#include "mapgen/reports/figures.hpp"

#include <algorithm>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "mapgen/sheets/furniture.hpp"
#include "mapgen/sheets/legend.hpp"

namespace riskmap::reports {
namespace {

constexpr double kFigureWidth = 174;
constexpr double kFactor = 0.86;
constexpr double kPanel = 54;
constexpr double kLabels = 3.6;
constexpr double kTallest = 150;  ///< of a map's frame
constexpr double kStrip = 16.5;   ///< for scale and north under the map

/// The frame follows the extent; scale and north stand under it.
sheets::PageLayout layout_at(grid::Point corner, const grid::Box& extent) {
    sheets::PageLayout layout;
    layout.page = {kFigureWidth, kTallest};
    layout.factor = kFactor;
    layout.label = kFactor;
    const double width = kFigureWidth - kPanel - 3;
    layout.map = sheets::Rect{corner.x, corner.y, width, kTallest}.shrunk(kLabels);
    layout = sheets::fitted(layout, extent);
    layout.panel = {corner.x + width + 3, layout.map.y, kPanel, layout.map.height};
    return layout;
}

sheets::PageLayout strip_of(const sheets::PageLayout& layout) {
    auto strip = layout;
    strip.panel = {layout.map.x, layout.map.bottom() + kLabels + 1.2, layout.map.width, 20.5 * kFactor};
    return strip;
}

const run::Layer& layer_of(const ReportSource& source, const std::string& id) {
    const auto* layer = source.facts.layer(id);
    if (layer != nullptr) {
        source.run.release.require(id, source.facts.manifest.id);
        return *layer;
    }
    std::vector<std::string> ids;
    for (const auto& candidate : source.facts.manifest.layers) ids.push_back(candidate.id);
    throw core::data_error("the template's map '{}' is not a layer of run {}{}", id, source.facts.manifest.id,
                           core::suggestion(id, ids));
}

}  // namespace

Figure::Figure(const ReportSource& source, const std::string& layer)
    : source_(source),
      layer_(layer_of(source, layer)),
      style_(sheets::layer_style(source.facts, layer_)),
      extent_(sheets::shown_extent(source.facts, layer_)) {
    const auto layout = layout_at({0, 0}, extent_);
    const auto view = sheets::map_view(layout.map, extent_);
    areas_ = sheets::class_areas(source.facts, layer_, style_.classes, view.window);
    sheets::Canvas scratch(layout.page, 25);
    const sheets::MapCounts counts{.labels_left_out = 1};
    const double legend = sheets::draw_legend(scratch, request(), areas_, counts, view, layout);
    size_ = {kFigureWidth, std::max(legend, layout.map.bottom() + kLabels + kStrip)};
}

sheets::MapRequest Figure::request() const {
    return {source_.facts, layer_, style_, sheets::words(source_.language), true, false};
}

void Figure::draw(sheets::Canvas& canvas, grid::Point corner) const {
    const auto layout = layout_at(corner, extent_);
    const auto view = sheets::map_view(layout.map, extent_);
    const auto map = request();
    const auto counts = sheets::draw_map(canvas, map, view, layout);
    sheets::draw_legend(canvas, map, areas_, counts, view, layout);
    sheets::draw_scale_and_north(canvas, view, strip_of(layout), map.words, source_.facts.crs);
}

std::string figure_png(const ReportSource& source, const std::string& layer, double dpi) {
    const Figure figure(source, layer);
    sheets::Canvas canvas(figure.size(), dpi);
    figure.draw(canvas, {0, 0});
    return canvas.finish();
}

}  // namespace riskmap::reports
