#include "mapgen/reports/figures.hpp"

#include <algorithm>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "mapgen/sheets/furniture.hpp"
#include "mapgen/sheets/legend.hpp"
#include "mapgen/sheets/map_frame.hpp"

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

sheets::Size figure_size(const ReportSource& source, const std::string& id) {
    const auto& layer = layer_of(source, id);
    const auto style = sheets::layer_style(source.facts, layer);
    const sheets::MapRequest request{source.facts, layer, style, sheets::words(source.language), true, false};
    const auto extent = sheets::shown_extent(source.facts, layer);
    const auto layout = layout_at({0, 0}, extent);
    const auto view = sheets::map_view(layout.map, extent);
    sheets::Canvas scratch(layout.page, 25);
    const sheets::MapCounts counts{.labels_left_out = 1};
    const double legend = sheets::draw_legend(
        scratch, request, sheets::class_areas(source.facts, layer, style.classes, view.window), counts, view,
        layout);
    return {kFigureWidth, std::max(legend, layout.map.bottom() + kLabels + kStrip)};
}

void draw_figure(sheets::Canvas& canvas, const ReportSource& source, const std::string& id,
                 grid::Point corner) {
    const auto& layer = layer_of(source, id);
    const auto style = sheets::layer_style(source.facts, layer);
    const auto& words = sheets::words(source.language);
    const sheets::MapRequest request{source.facts, layer, style, words, true, false};
    const auto extent = sheets::shown_extent(source.facts, layer);
    const auto layout = layout_at(corner, extent);
    const auto view = sheets::map_view(layout.map, extent);
    const auto counts = sheets::draw_map(canvas, request, view, layout);
    sheets::draw_legend(canvas, request, sheets::class_areas(source.facts, layer, style.classes, view.window),
                        counts, view, layout);
    sheets::draw_scale_and_north(canvas, view, strip_of(layout), words, source.facts.crs);
}

std::string figure_png(const ReportSource& source, const std::string& layer, double dpi) {
    sheets::Canvas canvas(figure_size(source, layer), dpi);
    draw_figure(canvas, source, layer, {0, 0});
    return canvas.finish();
}

}  // namespace riskmap::reports
