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

/// A zone by its name; ids are what tables have.
std::string zone_name(const RunFacts& facts, const std::string& id, Language language) {
    for (const auto& zone : facts.zones.features) {
        if (text_value(facts.zones, zone, "id") != id) continue;
        const auto name = text_value(facts.zones, zone, language == Language::zh ? "name_zh" : "name_en");
        return name.empty() ? id : name;
    }
    return id;
}

/// Whether a risk looks like the cut above its level once it is printed: 9.7e-7 as 1e-6.
bool printed_as_cut(const RunFacts& facts, const std::optional<double>& level,
                    const std::optional<double>& risk) {
    if (!level || !risk) return false;
    for (const auto& next : facts.levels) {
        if (next.level == static_cast<int>(*level) + 1 && next.cancer_risk_min &&
            *risk < *next.cancer_risk_min && one_figure(*risk) == one_figure(*next.cancer_risk_min))
            return true;
    }
    return false;
}

std::string level_name(const style::Style& levels, const std::optional<double>& value, Language language) {
    if (!value) return "–";
    const int at = levels.class_of(*value);
    return at < 0 ? "–" : of(levels.classes[static_cast<std::size_t>(at)].label, language);
}

PrintedTable area_table(const RunFacts& facts, const style::Style& levels, const Words& w) {
    PrintedTable table{w.areas_title,
                       {{"", 3}, {w.legend, 2}, {w.area_km2, 1, Align::right}, {w.share, 1, Align::right}},
                       {},
                       ""};
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
                       {},
                       ""};
    bool cut_above = false;
    for (const auto& place : places.features) {
        const auto text = [&](const char* field) { return text_value(places, place, field); };
        const auto number = [&](const char* field) { return number_value(places, place, field); };
        std::string driver = text("driver");
        for (const auto& p : facts.pollutants) {
            if (p.key == driver) driver = of(p.name, w.language);
        }
        const auto distance = number("zone_distance_m");
        cut_above = cut_above || printed_as_cut(facts, number("level"), number("cancer_risk"));
        std::string kind = text("type");
        if (kind.empty()) kind = text("port_area");
        table.rows.push_back(
            {text("id"), text("name_zh"), kind, level_name(levels, number("level"), w.language),
             level_name(levels, number("level_upper"), w.language), or_empty(number("cancer_risk")),
             or_empty(number("hazard_index")), driver, zone_name(facts, text("zone_nearest"), w.language),
             distance ? fmt::format("{:.1f}", *distance / 1000) : ""});
    }
    if (cut_above) table.note = w.printed_as_cut;
    drop_empty_columns(table);
    return table;
}

/// Leave-one-out cross-validation in numbers.
PrintedTable score_table(const RunFacts& facts, const Words& w) {
    PrintedTable table{w.scores_title,
                       {{w.substance, 2},
                        {w.method, 3},
                        {w.stations, 1, Align::right},
                        {"n", 1, Align::right},
                        {"RMSE", 1, Align::right},
                        {"MSDR", 1, Align::right},
                        {"r", 1, Align::right}},
                       {},
                       w.scores_note};
    const auto text = [](const std::optional<double>& value) {
        return value ? fmt::format("{:.3g}", *value) : std::string();
    };
    for (const auto& field : facts.fields) {
        std::string name = field.pollutant;
        for (const auto& p : facts.pollutants) {
            if (p.key == field.pollutant) name = of(p.name, w.language);
        }
        std::string method = field.method.empty() ? "–" : method_name(field.method, w.language);
        if (field.transform == "log" && !field.method.empty()) method += " (ln)";
        const Scores scores = field.scores.value_or(Scores{});
        table.rows.push_back({name, method, std::to_string(field.n_samples),
                              field.scores ? std::to_string(scores.n) : "–", text(scores.rmse),
                              text(scores.msdr), text(scores.correlation)});
    }
    return table;
}

}  // namespace

std::vector<PrintedTable> atlas_tables(const RunFacts& facts, const Words& words) {
    std::vector<PrintedTable> tables;
    const auto path = facts.folder / "styles" / "risk-level.sld";
    if (facts.levels.empty() || !std::filesystem::exists(path)) {
        tables.push_back(score_table(facts, words));
        return tables;
    }
    const auto levels = style::read_sld(path);
    tables.push_back(area_table(facts, levels, words));
    if (!facts.receptors.features.empty()) {
        tables.push_back(place_table(facts, facts.receptors, words.receptor, levels, words));
    }
    if (!facts.berths.features.empty()) {
        tables.push_back(place_table(facts, facts.berths, words.berth_worker, levels, words));
    }
    tables.push_back(score_table(facts, words));
    return tables;
}

}  // namespace riskmap::sheets
