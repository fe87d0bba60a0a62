#include "mapgen/sheets/atlas.hpp"

#include <fmt/format.h>

#include "geocore/core/error.hpp"
#include "geocore/core/output_file.hpp"
#include "geocore/gdal/raster_source.hpp"
#include "mapgen/sheets/page.hpp"
#include "mapgen/sheets/symbols.hpp"
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
    for (const auto& scenario : facts.scenarios) {
        const bool first = levels != nullptr && levels->scenario == scenario.key;
        for (const char* prefix : {"risk-level-", "risk-level-upper-"}) {
            const auto* layer = facts.layer(prefix + scenario.key);
            // The overview stands for the first scenario's levels.
            const bool there = first && std::string_view(prefix) == "risk-level-";
            if (layer != nullptr && !there) add(*layer, shown_extent(facts, *layer), "");
        }
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

std::string heading_of(const Planned& page, const Words& w) {
    return page.heading.empty() && page.layer != nullptr ? of(page.layer->title, w.language) : page.heading;
}

/// Title, period, whom to ask, and what stands on which page.
void draw_cover(Canvas& canvas, const RunFacts& facts, const Words& w, const PageLayout& layout,
                const std::vector<Planned>& pages) {
    const double f = layout.factor;
    const Rect& box = layout.title;
    const bool zh = w.language == Language::zh;
    double y = box.y + 10 * f;
    const auto line = [&](const std::string& text, double size, style::Colour colour) {
        if (text.empty()) return;
        const TextStyle style{.size = size * f, .colour = colour, .width = box.width};
        y += canvas.text({box.x, y}, text, style).height + 0.45 * size * f;
    };
    line(facts.mark, 5.2, ink::kMark);
    line(of(facts.manifest.project_title, w.language), 8.5, ink::kText);
    line(std::string(w.period) + (zh ? "：" : ": ") + facts.period_start + (zh ? " 至 " : " to ") +
             facts.period_end,
         3.6, ink::kQuiet);
    const auto& contact = of(facts.contact, w.language);
    if (!contact.empty()) line(std::string(w.contact) + (zh ? "：" : ": ") + contact, 3.6, ink::kQuiet);
    line(facts.review_number ? std::string(w.review_number) + " " + *facts.review_number
                             : std::string(w.no_review),
         3.6, facts.review_number ? ink::kQuiet : ink::kMark);
    line(fmt::format("{} {} · mapgen {}", w.run, facts.manifest.id, RISKMAP_VERSION), 2.9, ink::kQuiet);
    y += 5 * f;
    line(w.contents, 4.4, ink::kText);
    // In two columns; a table of several pages stands once.
    constexpr double kEntry = 5.6;
    const double top = y;
    const double width = (box.width - 12 * f) / 2;
    double x = box.x;
    for (std::size_t i = 1; i < pages.size(); ++i) {
        if (pages[i].layer == nullptr && pages[i].first_row > 0) continue;
        if (y + kEntry * f > layout.notes.bottom()) {
            y = top;
            x += width + 12 * f;
        }
        TextStyle style{.size = 3.2 * f};
        const std::string text = heading_of(pages[i], w);
        const double wide = canvas.measure(text, style).width;
        if (wide > width - 12 * f) style.size *= (width - 12 * f) / wide;
        canvas.text({x, y}, text, style);
        canvas.text({x + width, y}, std::to_string(i + 1), TextStyle{.size = 3.2 * f, .align = Align::right});
        y += kEntry * f;
        const Pen rule{ink::kQuiet, 0.08 * f, {}};
        canvas.line({{x, y - 0.6 * f}, {x + width, y - 0.6 * f}}, rule);
    }
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
    std::vector<Planned> pages(1);  // the cover
    for (auto& page : plan_maps(facts, w)) pages.push_back(std::move(page));
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
        canvas.bookmark(i == 0 ? w.contents : heading_of(page, w), 1, static_cast<int>(i) + 1);
        if (i == 0) {
            draw_cover(canvas, facts, w, layout, pages);
            continue;
        }
        const int number = static_cast<int>(i) + 1;
        const int count = static_cast<int>(pages.size());
        if (page.layer != nullptr) {
            const LayerStyle style = layer_style(facts, *page.layer);
            const bool zone = !page.heading.empty();
            draw_page(canvas, {facts, *page.layer, style, w, false, true, zone}, layout,
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
