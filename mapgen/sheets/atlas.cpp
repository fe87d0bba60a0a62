#include "mapgen/sheets/atlas.hpp"

#include <fmt/format.h>

#include "geocore/core/error.hpp"
#include "geocore/core/output_file.hpp"
#include "geocore/gdal/raster_source.hpp"
#include "mapgen/sheets/page.hpp"
#include "mapgen/sheets/table_page.hpp"

namespace riskmap::sheets {
namespace {

/// One page of the plan: a map, or rows of a table from `first_row`.
struct Planned {
    const run::Layer* layer = nullptr;
    grid::Box extent;
    std::string heading;
    std::size_t table = 0;
    std::size_t first_row = 0;
};

grid::Box extent_of(const RunFacts& facts, const run::Layer& layer) {
    return gdal::RasterSource(facts.folder / layer.path).grid().extent();
}

std::vector<Planned> plan_maps(const RunFacts& facts, const Words& w) {
    std::vector<Planned> pages;
    const run::Layer* levels = facts.layer("risk-level");
    const run::Layer* overview = levels != nullptr ? levels : &facts.manifest.layers.front();
    const auto add = [&](const run::Layer& layer, const grid::Box& extent, std::string heading) {
        pages.push_back({&layer, extent, std::move(heading), 0, 0});
    };
    add(*overview, extent_of(facts, *overview), "");
    if (levels != nullptr && levels->scenario) {
        const auto* upper = facts.layer("risk-level-upper-" + *levels->scenario);
        if (upper != nullptr) add(*upper, extent_of(facts, *upper), "");
    }
    for (const auto& zone : facts.zones.features) {
        const auto box = grid::bounds(zone.geometry.polygons);
        const bool zh = w.language == Language::zh;
        std::string name = text_value(facts.zones, zone, zh ? "name_zh" : "name_en");
        if (name.empty()) name = text_value(facts.zones, zone, "id");
        add(*overview, box.grown(0.35 * std::max(box.width(), box.height())),
            fmt::format("{} {} · {}", w.zone_page, name, of(overview->title, w.language)));
    }
    for (const auto& layer : facts.manifest.layers) {
        if (layer.quantity == "concentration" && &layer != overview) add(layer, extent_of(facts, layer), "");
    }
    return pages;
}

}  // namespace

void write_atlas(const std::filesystem::path& run, const std::filesystem::path& output,
                 const SheetOptions& options) {
    if (output.extension() != ".pdf") {
        throw core::usage_error(
            "--output: '{}' is not allowed; an atlas has several pages: FILE.pdf is expected",
            output.string());
    }
    const RunFacts facts = read_facts(run);
    const Words& w = words(options.language);
    const PageLayout layout = page_layout(options.paper);
    if (facts.manifest.layers.empty()) throw core::data_error("{}: the run has no layer", run.string());
    auto pages = plan_maps(facts, w);
    const auto tables = atlas_tables(facts, w);
    for (std::size_t t = 0; t < tables.size(); ++t) {
        for (std::size_t row = 0; row < tables[t].rows.size(); row += rows_per_page(layout)) {
            pages.push_back({nullptr, {}, tables[t].title, t, row});
        }
    }
    Canvas canvas(layout.page,
                  {of(facts.manifest.project_title, options.language), kAtlas, facts.manifest.created});
    for (std::size_t i = 0; i < pages.size(); ++i) {
        const auto& page = pages[i];
        if (i > 0) canvas.next_page();
        const int number = static_cast<int>(i) + 1;
        const int count = static_cast<int>(pages.size());
        if (page.layer != nullptr) {
            const LayerStyle style = layer_style(facts, *page.layer);
            draw_page(canvas, {facts, *page.layer, style, w}, layout,
                      {page.heading, page.extent, number, count});
        } else {
            draw_title(canvas, facts, w, layout, page.heading,
                       fmt::format(fmt::runtime(w.page), number, count));
            draw_table(canvas, tables[page.table], page.first_row, layout);
        }
    }
    core::write_file(output, canvas.finish());
}

}  // namespace riskmap::sheets
