#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "geocore/core/text.hpp"
#include "mapgen/reports/report_facts.hpp"
#include "mapgen/reports/run_tables.hpp"

namespace riskmap::reports {
namespace {

using nlohmann::ordered_json;

std::string risk(const Row& row, const char* column) {
    const auto value = number(row, column);
    return value ? sheets::one_figure(*value) : "–";
}

std::string scaled(const std::optional<double>& value, double factor, int decimals) {
    return value ? fmt::format("{:.{}f}", *value * factor, decimals) : "–";
}

/// Builds the lists that come from the run's tables.
class Results {
  public:
    explicit Results(const RunTables& tables) : tables_(tables), source_(tables.source()) {}

    /// The register; of drafts in a public run no more than the table holds.
    [[nodiscard]] ordered_json enterprises() const {
        auto list = ordered_json::array();
        for (const auto& row : tables_.rows("enterprises")) {
            const auto or_dash = [](std::string text) { return text.empty() ? std::string("–") : text; };
            list.push_back({{"id", cell(row, "enterprise")},
                            {"name", tables_.word(row, "name")},
                            {"zone", tables_.zone_name(cell(row, "zone"))},
                            {"industry", cell(row, "industry")},
                            {"grade", or_dash(source_.zh() ? cell(row, "grade_zh") : cell(row, "grade"))},
                            {"code", or_dash(source_.zh() ? cell(row, "code_zh") : cell(row, "code"))},
                            {"status", source_.zh() ? cell(row, "status_zh") : cell(row, "status")},
                            {"problems", or_dash(tables_.word(row, "problems"))}});
        }
        return list;
    }

    /// Stations with records above a limit of the same averaging time.
    [[nodiscard]] ordered_json exceedances() const {
        auto list = ordered_json::array();
        for (const auto& row : tables_.rows("exceedances")) {
            if (number(row, "above").value_or(0) <= 0) continue;
            list.push_back({{"id", cell(row, "station")},
                            {"name", substance_name(source_, cell(row, "pollutant"))},
                            {"averaging", sheets::averaging_name(cell(row, "averaging"), source_.language)},
                            {"value", cell(row, "limit")},
                            {"unit", sheets::unit_name(cell(row, "unit"))},
                            {"source", cell(row, "source")},
                            {"n", cell(row, "records")},
                            {"above", cell(row, "above")},
                            {"highest", cell(row, "highest")}});
        }
        return list;
    }

    /// One entry per scenario and area, with the area of every level.
    [[nodiscard]] ordered_json areas() const {
        auto list = ordered_json::array();
        std::string last;
        for (const auto& row : tables_.rows("areas")) {
            if (const std::string key = cell(row, "scenario") + " " + cell(row, "zone"); key != last) {
                list.push_back(area_entry(row));
                last = key;
            }
            list.back()["km2_" + cell(row, "level")] = square_km(number(row, "area_m2"));
            list.back()["share_" + cell(row, "level")] = share_of(row);
        }
        return list;
    }

    [[nodiscard]] ordered_json statistics() const {
        auto list = ordered_json::array();
        for (const auto& row : tables_.rows("area-statistics")) {
            if (cell(row, "extent") != "outline") continue;
            list.push_back({{"scenario", scenario_name(source_, cell(row, "scenario"))},
                            {"area", tables_.area_name(cell(row, "zone"))},
                            {"km2", scaled(number(row, "area_km2"), 1, 2)},
                            {"unknown", percent(number(row, "unknown_share"))},
                            {"highest_level", tables_.level_name(cell(row, "highest_level"))},
                            {"cancer_risk_mean", risk(row, "cancer_risk_mean")},
                            {"cancer_risk_max", risk(row, "cancer_risk_max")},
                            {"hazard_index_mean", risk(row, "hazard_index_mean")},
                            {"hazard_index_max", risk(row, "hazard_index_max")},
                            {"remark", cell(row, "remark")}});
        }
        return list;
    }

    /// Approximate outlines shrunk and grown by their uncertainty, with the area of every level.
    [[nodiscard]] ordered_json extents() const {
        auto list = ordered_json::array();
        const auto levels = tables_.rows("areas");
        for (const auto& row : tables_.rows("area-statistics")) {
            const std::string extent = cell(row, "extent");
            if (extent == "outline") continue;
            const bool inner = extent == "inner";
            const bool known = number(row, "area_km2").value_or(0) > 0;
            list.push_back(
                {{"scenario", scenario_name(source_, cell(row, "scenario"))},
                 {"area", tables_.area_name(cell(row, "zone"))},
                 {"extent", source_.zh() ? (inner ? "内缩" : "外扩") : (inner ? "shrunk" : "grown")},
                 {"distance_km", scaled(number(row, "uncertainty_m"), 1e-3, 1)},
                 {"km2", scaled(number(row, "area_km2"), 1, 2)},
                 {"highest_level", known ? tables_.level_name(cell(row, "highest_level")) : "–"}});
            for (const auto& level : levels) {
                if (cell(level, "scenario") != cell(row, "scenario") ||
                    cell(level, "zone") != cell(row, "zone"))
                    continue;
                list.back()["km2_" + cell(level, "level")] =
                    square_km(number(level, "area_" + extent + "_m2"));
            }
        }
        return list;
    }

    /// Receptors or berths, the highest level first, the unknown after the known.
    [[nodiscard]] ordered_json places(const char* table) const {
        auto sorted = tables_.rows(table);
        std::stable_sort(sorted.begin(), sorted.end(), [](const Row& a, const Row& b) {
            const auto level = [](const Row& row) { return number(row, "level").value_or(-1); };
            if (level(a) != level(b)) return level(a) > level(b);
            return number(a, "cancer_risk").value_or(0) > number(b, "cancer_risk").value_or(0);
        });
        auto list = ordered_json::array();
        for (const auto& row : sorted) {
            const auto low = number(row, "cancer_risk_lower");
            const auto high = number(row, "cancer_risk_upper");
            const auto distance = number(row, "zone_distance_m");
            std::string name = cell(row, "id");
            if (!cell(row, "name_zh").empty()) name += " " + cell(row, "name_zh");
            list.push_back(
                {{"id", cell(row, "id")},
                 {"name", name},
                 {"type", cell(row, "type").empty() ? cell(row, "port_area") : cell(row, "type")},
                 {"level", tables_.level_name(cell(row, "level"))},
                 {"level_upper", tables_.level_name(cell(row, "level_upper"))},
                 {"cancer_risk", risk(row, "cancer_risk")},
                 {"range", low && high ? sheets::one_figure(*low) + "–" + sheets::one_figure(*high) : "–"},
                 {"hazard_index", risk(row, "hazard_index")},
                 {"driver", substance_name(source_, cell(row, "driver"))},
                 {"nearest_zone", tables_.zone_name(cell(row, "zone_nearest"))},
                 {"distance_km", scaled(distance, 1e-3, 1)},
                 {"direction", tables_.word(row, "zone_direction")},
                 {"reason", cell(row, "reason")}});
        }
        return list;
    }

    [[nodiscard]] ordered_json counts(const char* kind) const {
        auto list = ordered_json::array();
        for (const auto& row : tables_.rows("place-levels")) {
            if (cell(row, "kind") != kind) continue;
            std::string name = cell(row, "class");
            if (name == "all") name = source_.zh() ? "合计" : "all";
            if (list.empty() || list.back()["class"] != name) {
                list.push_back({{"class", name}});
                for (int level = kHighestLevel; level >= 0; --level)
                    list.back()[fmt::format("n_{}", level)] = "0";
                list.back()["n_outside"] = "0";
            }
            const std::string level = cell(row, "level");
            list.back()[level.empty() ? "n_outside" : "n_" + level] = cell(row, "count");
        }
        return list;
    }

    [[nodiscard]] ordered_json drivers() const {
        auto list = ordered_json::array();
        for (const auto& row : tables_.rows("drivers")) {
            if (cell(row, "zone") != "all") continue;
            list.push_back({{"scenario", scenario_name(source_, cell(row, "scenario"))},
                            {"name", substance_name(source_, cell(row, "pollutant"))},
                            {"km2", square_km(number(row, "driven_m2"))},
                            {"area_share", percent(number(row, "driven_share"))},
                            {"risk_share", percent(number(row, "share_of_cancer_risk"))}});
        }
        return list;
    }

  private:
    /// Tables round the share; as far as it goes, the area tells none from little.
    static std::string share_of(const Row& row) {
        const auto share = number(row, "share");
        const bool little = share && *share == 0 && number(row, "area_m2").value_or(0) > 0;
        return little ? percent(1e-9) : percent(share);
    }

    [[nodiscard]] ordered_json area_entry(const Row& row) const {
        ordered_json entry{{"scenario", scenario_name(source_, cell(row, "scenario"))},
                           {"area", tables_.area_name(cell(row, "zone"))},
                           {"remark", cell(row, "remark")},
                           {"whole", cell(row, "zone") == "all"}};
        for (int level = kHighestLevel; level >= 0; --level) {
            entry[fmt::format("km2_{}", level)] = "–";
            entry[fmt::format("share_{}", level)] = "–";
        }
        return entry;
    }

    const RunTables& tables_;
    const ReportSource& source_;
};

ordered_json sensitivity_of(const ReportSource& source, const ordered_json& manifest) {
    auto list = ordered_json::array();
    for (const auto& row : list_at(manifest, "sensitivity")) {
        list.push_back({{"name", words_at(source, row, "name")},
                        {"receptors", printed(row, "receptors")},
                        {"changed", printed(row, "changed")}});
    }
    return list;
}

/// Findings call places by id and name, "R023 (Hospital)"; beside made-up risks no real name may stand.
std::string without_names(std::string text, const std::vector<std::string>& ids) {
    for (const auto& id : ids) {
        const std::string begin = id + " (";
        for (auto at = text.find(begin); at != std::string::npos; at = text.find(begin, at + 1)) {
            const auto open = at + id.size();
            int depth = 0;
            for (auto end = open + 1; end < text.size(); ++end) {
                depth += text[end] == '(' ? 1 : text[end] == ')' ? -1 : 0;
                if (depth > 0) continue;
                text.erase(open, end + 1 - open);
                break;
            }
        }
    }
    return text;
}

std::vector<std::string> place_ids(const ReportSource& source) {
    std::vector<std::string> ids;
    for (const auto* layer : {&source.facts.receptors, &source.facts.berths}) {
        for (const auto& place : layer->features) ids.push_back(sheets::text_value(*layer, place, "id"));
    }
    return ids;
}

std::string severity_name(const ReportSource& source, const ordered_json& finding) {
    std::string word = text_at(finding, "severity");
    if (!source.zh()) return word;
    return word == "error" ? "错误" : word == "info" ? "提示" : "警告";
}

/// None where anything is restricted: they tell of single records and places.
ordered_json findings_of(const ReportSource& source, const ordered_json& manifest) {
    auto list = ordered_json::array();
    if (!source.run.release.withheld().empty()) return list;
    const auto ids = source.facts.mark.empty() ? std::vector<std::string>() : place_ids(source);
    const auto word = [&](const ordered_json& row, const std::string& key) {
        const std::string chinese = text_at(row, (key + "_zh").c_str());
        return without_names(source.zh() && !chinese.empty() ? chinese : text_at(row, key.c_str()), ids);
    };
    for (const auto& row : list_at(manifest, "findings")) {
        list.push_back({{"severity", severity_name(source, row)},
                        {"code", text_at(row, "code")},
                        {"file", text_at(row, "file")},
                        {"id", text_at(row, "id")},
                        {"found", word(row, "found")},
                        {"expected", word(row, "expected")},
                        {"advice", word(row, "advice")}});
    }
    return list;
}

/// How many findings there are of each kind in each file; of single records and places they tell nothing.
ordered_json finding_kinds_of(const ReportSource& source, const ordered_json& manifest) {
    auto list = ordered_json::array();
    std::vector<std::pair<std::string, int>> counts;
    for (const auto& row : list_at(manifest, "findings")) {
        const std::string key = text_at(row, "file") + " " + text_at(row, "code");
        const auto known =
            std::find_if(counts.begin(), counts.end(), [&](const auto& c) { return c.first == key; });
        if (known != counts.end()) {
            ++known->second;
            continue;
        }
        counts.emplace_back(key, 1);
        const std::string title = words_at(source, row, "title");
        list.push_back({{"severity", severity_name(source, row)},
                        {"code", text_at(row, "code")},
                        {"file", text_at(row, "file")},
                        {"kind", title.empty() ? text_at(row, "code") : title}});
    }
    for (std::size_t i = 0; i < counts.size(); ++i) list[i]["count"] = std::to_string(counts[i].second);
    return list;
}

}  // namespace

void add_result_facts(const ReportSource& source, const ordered_json& manifest, ordered_json& facts) {
    const RunTables tables(source, manifest);
    const Results results(tables);
    facts["areas"] = results.areas();
    facts["area_statistics"] = results.statistics();
    facts["area_extents"] = results.extents();
    facts["receptors"] = results.places("receptors");
    facts["receptor_counts"] = results.counts("receptor");
    facts["berths"] = results.places("berths");
    facts["berth_counts"] = results.counts("berth");
    facts["drivers"] = results.drivers();
    facts["enterprises"] = results.enterprises();
    facts["exceedances"] = results.exceedances();
    facts["compared"] = !tables.rows("exceedances").empty();
    facts["sensitivity"] = sensitivity_of(source, manifest);
    facts["findings"] = findings_of(source, manifest);
    facts["finding_kinds"] = finding_kinds_of(source, manifest);
    facts["finding_count"] = std::to_string(list_at(manifest, "findings").size());
    add_summary_facts(tables, manifest, facts);
    for (const char* name :
         {"areas", "area_extents", "receptors", "berths", "drivers", "enterprises", "exceedances",
          "sensitivity", "findings", "finding_kinds", "not_estimable", "limits", "dose_response", "levels",
          "level_maps", "upper_maps", "concentration_maps"}) {
        facts[std::string("has_") + name] = !facts.at(name).empty();
    }
}

}  // namespace riskmap::reports
