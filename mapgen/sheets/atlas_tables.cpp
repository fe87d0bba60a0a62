#include <fmt/format.h>

#include "geocore/gdal/raster_source.hpp"
#include "geocore/style/style.hpp"
#include "mapgen/sheets/areas.hpp"
#include "mapgen/sheets/table_page.hpp"

namespace riskmap::sheets {
namespace {

std::string or_empty(const std::optional<double>& value) {
    return value ? one_figure(*value) : "";
}

std::string level_name(const style::Style& levels, const std::optional<double>& value, Language language) {
    if (!value) return "–";
    const int at = levels.class_of(*value);
    return at < 0 ? "–" : of(levels.classes[static_cast<std::size_t>(at)].label, language);
}

PrintedTable area_table(const RunFacts& facts, const style::Style& levels, const Words& w) {
    PrintedTable table{w.areas_title,
                       {{"", 3}, {w.legend, 2}, {w.area_km2, 1, Align::right}, {w.share, 1, Align::right}},
                       {}};
    for (const auto& layer : facts.manifest.layers) {
        if (layer.kind != "level" || layer.id == "risk-level") continue;
        const auto areas =
            class_areas(facts, layer, levels, gdal::RasterSource(facts.folder / layer.path).grid().extent());
        for (int level = 4; level >= 0; --level) {
            const int at = levels.class_of(level);
            if (at < 0) continue;
            const double km2 = areas.km2[static_cast<std::size_t>(at)];
            table.rows.push_back(
                {of(layer.title, w.language), level_name(levels, level, w.language),
                 fmt::format("{:.2f}", km2),
                 areas.total_km2 > 0 ? fmt::format("{:.2f} %", 100 * km2 / areas.total_km2) : ""});
        }
    }
    return table;
}

PrintedTable place_table(const RunFacts& facts, const gdal::VectorLayer& places, const std::string& title,
                         const style::Style& levels, const Words& w) {
    PrintedTable table{title,
                       {{w.number, 1},
                        {w.name, 3},
                        {w.kind, 2},
                        {w.level, 1.6},
                        {w.level_upper, 1.6},
                        {w.cancer_risk, 1, Align::right},
                        {w.hazard_index, 1, Align::right},
                        {w.driver, 1.8},
                        {w.nearest_zone, 1.2},
                        {w.distance, 1, Align::right}},
                       {}};
    for (const auto& place : places.features) {
        const auto text = [&](const char* field) { return text_value(places, place, field); };
        const auto number = [&](const char* field) { return number_value(places, place, field); };
        std::string driver = text("driver");
        for (const auto& p : facts.pollutants) {
            if (p.key == driver) driver = of(p.name, w.language);
        }
        const auto distance = number("zone_distance_m");
        std::string kind = text("type");
        if (kind.empty()) kind = text("port_area");
        table.rows.push_back({text("id"), text("name_zh"), kind,
                              level_name(levels, number("level"), w.language),
                              level_name(levels, number("level_upper"), w.language),
                              or_empty(number("cancer_risk")), or_empty(number("hazard_index")), driver,
                              text("zone_nearest"), distance ? fmt::format("{:.1f}", *distance / 1000) : ""});
    }
    return table;
}

}  // namespace

std::vector<PrintedTable> atlas_tables(const RunFacts& facts, const Words& words) {
    std::vector<PrintedTable> tables;
    const auto path = facts.folder / "styles" / "risk-level.sld";
    if (facts.levels.empty() || !std::filesystem::exists(path)) return tables;
    const auto levels = style::read_sld(path);
    tables.push_back(area_table(facts, levels, words));
    if (!facts.receptors.features.empty()) {
        tables.push_back(place_table(facts, facts.receptors, words.receptor, levels, words));
    }
    if (!facts.berths.features.empty()) {
        tables.push_back(place_table(facts, facts.berths, words.berth_worker, levels, words));
    }
    return tables;
}

}  // namespace riskmap::sheets
