#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "geocore/core/text.hpp"
#include "mapgen/reports/report_facts.hpp"
#include "mapgen/reports/report_table.hpp"

namespace riskmap::reports {
namespace {

using nlohmann::ordered_json;

constexpr int kHighestLevel = 4;

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
    explicit Results(const ReportSource& source) : source_(source) {}

    [[nodiscard]] std::vector<Row> rows(const char* name) const {
        const std::string path = std::string("tables/") + name + ".csv";
        if (source_.run.release.withholds(path)) return {};
        return read_table(source_.facts.folder, path);
    }

    [[nodiscard]] std::string word(const Row& row, const std::string& column) const {
        return cell(row, column + (source_.zh() ? "_zh" : "_en"));
    }

    [[nodiscard]] std::string level_name(const std::string& level) const {
        const auto manifest_level = core::parse_integer(level);
        if (!manifest_level) return source_.zh() ? "评估范围外" : "outside";
        for (const auto& [number, name] : level_names_) {
            if (number == *manifest_level) return name;
        }
        return level;
    }

    void read_levels(const ordered_json& manifest) {
        for (const auto& level : list_at(manifest, "levels")) {
            level_names_.emplace_back(level.at("level").get<int>(), words_at(source_, level, "name"));
        }
    }

    /// The map, each chemical zone, each district.
    [[nodiscard]] std::string area_name(const std::string& zone) const {
        if (zone == "all") return source_.zh() ? "全图" : "whole map";
        for (const auto& feature : source_.facts.zones.features) {
            if (sheets::text_value(source_.facts.zones, feature, "id") != zone) continue;
            const auto name =
                sheets::text_value(source_.facts.zones, feature, source_.zh() ? "name_zh" : "name_en");
            return name.empty() ? zone : zone + " " + name;
        }
        return zone;
    }

    [[nodiscard]] std::string zone_name(const std::string& zone) const {
        const std::string name = area_name(zone);
        return name.starts_with(zone + " ") ? name.substr(zone.size() + 1) : name;
    }

    /// The register; of drafts in a public run no more than the table holds.
    [[nodiscard]] ordered_json enterprises() const {
        auto list = ordered_json::array();
        for (const auto& row : rows("enterprises")) {
            const auto or_dash = [](std::string text) { return text.empty() ? std::string("–") : text; };
            list.push_back({{"id", cell(row, "enterprise")},
                            {"name", word(row, "name")},
                            {"zone", zone_name(cell(row, "zone"))},
                            {"industry", cell(row, "industry")},
                            {"grade", or_dash(source_.zh() ? cell(row, "grade_zh") : cell(row, "grade"))},
                            {"code", or_dash(source_.zh() ? cell(row, "code_zh") : cell(row, "code"))},
                            {"status", source_.zh() ? cell(row, "status_zh") : cell(row, "status")},
                            {"problems", or_dash(word(row, "problems"))}});
        }
        return list;
    }

    /// Stations with records above a limit of the same averaging time.
    [[nodiscard]] ordered_json exceedances() const {
        auto list = ordered_json::array();
        for (const auto& row : rows("exceedances")) {
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
        for (const auto& row : rows("areas")) {
            const std::string scenario = scenario_name(source_, cell(row, "scenario"));
            const std::string area = area_name(cell(row, "zone"));
            if (list.empty() || list.back()["scenario"] != scenario || list.back()["area"] != area) {
                list.push_back({{"scenario", scenario},
                                {"area", area},
                                {"remark", cell(row, "remark")},
                                {"whole", cell(row, "zone") == "all"}});
                for (int level = kHighestLevel; level >= 0; --level) {
                    list.back()[fmt::format("km2_{}", level)] = "–";
                    list.back()[fmt::format("share_{}", level)] = "–";
                }
            }
            const auto share = number(row, "share");
            list.back()["km2_" + cell(row, "level")] = scaled(number(row, "area_m2"), 1e-6, 2);
            list.back()["share_" + cell(row, "level")] = share ? fmt::format("{:.1f} %", *share * 100) : "–";
        }
        return list;
    }

    [[nodiscard]] ordered_json statistics() const {
        auto list = ordered_json::array();
        for (const auto& row : rows("area-statistics")) {
            if (cell(row, "extent") != "outline") continue;
            const auto unknown = number(row, "unknown_share");
            list.push_back({{"scenario", scenario_name(source_, cell(row, "scenario"))},
                            {"area", area_name(cell(row, "zone"))},
                            {"km2", scaled(number(row, "area_km2"), 1, 2)},
                            {"unknown", unknown ? fmt::format("{:.1f} %", *unknown * 100) : "–"},
                            {"highest_level", level_name(cell(row, "highest_level"))},
                            {"cancer_risk_mean", risk(row, "cancer_risk_mean")},
                            {"cancer_risk_max", risk(row, "cancer_risk_max")},
                            {"hazard_index_mean", risk(row, "hazard_index_mean")},
                            {"hazard_index_max", risk(row, "hazard_index_max")},
                            {"remark", cell(row, "remark")}});
        }
        return list;
    }

    /// Receptors or berths, the highest level first, the unknown after the known.
    [[nodiscard]] ordered_json places(const char* table) const {
        auto sorted = rows(table);
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
                 {"level", level_name(cell(row, "level"))},
                 {"level_upper", level_name(cell(row, "level_upper"))},
                 {"cancer_risk", risk(row, "cancer_risk")},
                 {"range", low && high ? sheets::one_figure(*low) + "–" + sheets::one_figure(*high) : "–"},
                 {"hazard_index", risk(row, "hazard_index")},
                 {"driver", substance_name(source_, cell(row, "driver"))},
                 {"nearest_zone", zone_name(cell(row, "zone_nearest"))},
                 {"distance_km", scaled(distance, 1e-3, 1)},
                 {"direction", word(row, "zone_direction")},
                 {"reason", cell(row, "reason")}});
        }
        return list;
    }

    [[nodiscard]] ordered_json counts(const char* kind) const {
        auto list = ordered_json::array();
        for (const auto& row : rows("place-levels")) {
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
        for (const auto& row : rows("drivers")) {
            if (cell(row, "zone") != "all") continue;
            const auto driven = number(row, "driven_share");
            const auto share = number(row, "share_of_cancer_risk");
            list.push_back({{"scenario", scenario_name(source_, cell(row, "scenario"))},
                            {"name", substance_name(source_, cell(row, "pollutant"))},
                            {"km2", scaled(number(row, "driven_m2"), 1e-6, 2)},
                            {"area_share", driven ? fmt::format("{:.1f} %", *driven * 100) : "–"},
                            {"risk_share", share ? fmt::format("{:.1f} %", *share * 100) : "–"}});
        }
        return list;
    }

  private:
    const ReportSource& source_;
    std::vector<std::pair<int, std::string>> level_names_;
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
        const bool error = text_at(row, "severity") == "error";
        list.push_back({{"severity", source.zh() ? (error ? "错误" : "警告") : text_at(row, "severity")},
                        {"code", text_at(row, "code")},
                        {"file", text_at(row, "file")},
                        {"id", text_at(row, "id")},
                        {"found", word(row, "found")},
                        {"expected", word(row, "expected")},
                        {"advice", word(row, "advice")}});
    }
    return list;
}

}  // namespace

void add_result_facts(const ReportSource& source, const ordered_json& manifest, ordered_json& facts) {
    Results results(source);
    results.read_levels(manifest);
    facts["areas"] = results.areas();
    facts["area_statistics"] = results.statistics();
    facts["receptors"] = results.places("receptors");
    facts["receptor_counts"] = results.counts("receptor");
    facts["berths"] = results.places("berths");
    facts["berth_counts"] = results.counts("berth");
    facts["drivers"] = results.drivers();
    facts["enterprises"] = results.enterprises();
    facts["exceedances"] = results.exceedances();
    facts["compared"] = !results.rows("exceedances").empty();
    facts["sensitivity"] = sensitivity_of(source, manifest);
    facts["findings"] = findings_of(source, manifest);
    facts["finding_count"] = std::to_string(list_at(manifest, "findings").size());
    for (const char* name : {"areas", "receptors", "berths", "drivers", "enterprises", "exceedances",
                             "sensitivity", "findings", "not_estimable", "limits", "dose_response", "levels",
                             "level_maps", "upper_maps", "concentration_maps"}) {
        facts[std::string("has_") + name] = !facts.at(name).empty();
    }
}

}  // namespace riskmap::reports
