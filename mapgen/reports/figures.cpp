#include "mapgen/reports/figures.hpp"

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "mapgen/sheets/furniture.hpp"
#include "mapgen/sheets/legend.hpp"
#include "mapgen/sheets/map_frame.hpp"

namespace riskmap::reports {
namespace {

constexpr double kFactor = 0.86;
constexpr double kPanel = 54;
constexpr double kLabels = 3.6;

sheets::PageLayout layout_at(grid::Point corner) {
    sheets::PageLayout layout;
    layout.page = kFigure;
    layout.factor = kFactor;
    layout.label = kFactor;
    const sheets::Rect map{corner.x, corner.y, kFigure.width - kPanel - 3, kFigure.height};
    layout.map = map.shrunk(kLabels);
    layout.panel = {map.right() + 3, layout.map.y, kPanel, layout.map.height};
    return layout;
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

void draw_figure(sheets::Canvas& canvas, const ReportSource& source, const std::string& id,
                 grid::Point corner) {
    const auto& layer = layer_of(source, id);
    const auto style = sheets::layer_style(source.facts, layer);
    const auto& words = sheets::words(source.language);
    const sheets::MapRequest request{source.facts, layer, style, words, true, false};
    const auto layout = layout_at(corner);
    const auto view = sheets::map_view(layout.map, sheets::shown_extent(source.facts, layer));
    const auto counts = sheets::draw_map(canvas, request, view, layout);
    sheets::draw_legend(canvas, request, sheets::class_areas(source.facts, layer, style.classes, view.window),
                        counts, view, layout);
    sheets::draw_scale_and_north(canvas, view, layout, words, source.facts.crs);
}

std::string figure_png(const ReportSource& source, const std::string& layer, double dpi) {
    sheets::Canvas canvas(kFigure, dpi);
    draw_figure(canvas, source, layer, {0, 0});
    return canvas.finish();
}

}  // namespace riskmap::reports
