#include "mapgen/sheets/sheet.hpp"

#include "geocore/core/error.hpp"
#include "geocore/core/output_file.hpp"
#include "geocore/core/text.hpp"
#include "mapgen/sheets/page.hpp"

namespace riskmap::sheets {
namespace {

const run::Layer& wanted_layer(const RunFacts& facts, const std::string& id) {
    if (const auto* layer = facts.layer(id)) return *layer;
    std::vector<std::string> ids;
    for (const auto& layer : facts.manifest.layers) ids.push_back(layer.id);
    throw core::usage_error("LAYER: '{}' is not a layer of run {}{}", id, facts.manifest.id,
                            core::suggestion(id, ids));
}

}  // namespace

void write_sheet(const std::filesystem::path& run, const std::string& layer_id,
                 const std::filesystem::path& output, const SheetOptions& options) {
    const RunFacts facts = read_facts(run);
    const auto& layer = wanted_layer(facts, layer_id);
    const LayerStyle style = layer_style(facts, layer);
    const Words& w = words(options.language);
    const MapRequest request{facts, layer, style, w};
    const PageLayout layout = page_layout(options.paper);
    MapPage page;
    page.extent = shown_extent(facts, layer);
    const auto draw = [&](Canvas& canvas) {
        draw_page(canvas, request, layout, page);
        core::write_file(output, canvas.finish());
    };
    if (output.extension() == ".png") {
        Canvas canvas(layout.page, options.png_dpi);
        draw(canvas);
    } else {
        Canvas canvas(layout.page, {of(facts.manifest.project_title, options.language),
                                    of(layer.title, options.language), facts.manifest.created});
        draw(canvas);
    }
}

}  // namespace riskmap::sheets
