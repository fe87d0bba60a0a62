#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "geocore/core/text.hpp"
#include "mapgen/reports/run_tables.hpp"

namespace riskmap::reports {
namespace {

using nlohmann::ordered_json;

constexpr double kMuchUnknown = 0.1;  ///< share of a scenario's area from which more stations are advised
constexpr double kLeading = 0.1;      ///< share of the mean cancer risk from which a substance leads
constexpr int kToVerify = 3;          ///< level from which a place or zone is verified first
constexpr int kFirstCut = 2;          ///< level whose lower cut a detection limit should reach

int level_of(const Row& row, const char* column) {
    return static_cast<int>(number(row, column).value_or(-1));
}

/// Counts of one kind of place under its scenario.
class PlaceSummary {
  public:
    PlaceSummary(const RunTables& tables, const char* table, const char* zh, const char* en)
        : tables_(tables), rows_(tables.rows(table)), name_(tables.source().zh() ? zh : en) {}

    [[nodiscard]] bool empty() const { return rows_.empty(); }

    [[nodiscard]] ordered_json entry() const {
        const auto at_least = [&](int level) {
            return count([&](const Row& row) { return level_of(row, "level") >= level; });
        };
        return {{"kind", name_},
                {"total", std::to_string(rows_.size())},
                {"at_least_4", at_least(4)},
                {"at_least_3", at_least(3)},
                {"at_least_2", at_least(2)},
                {"low", count([](const Row& row) { return level_of(row, "level") == 1; })},
                {"unknown", count([](const Row& row) { return level_of(row, "level") == 0; })},
                {"outside", count([](const Row& row) { return level_of(row, "level") < 0; })},
                {"highest_level", highest()}};
    }

    /// Those to verify, by id.
    void add_to_verify(ordered_json& list) const {
        std::vector<std::string> ids;
        for (const auto& row : rows_) {
            if (level_of(row, "level") >= kToVerify) ids.push_back(cell(row, "id"));
        }
        if (!ids.empty())
            list.push_back(
                {{"kind", name_}, {"count", std::to_string(ids.size())}, {"ids", core::join(ids, ", ")}});
    }

    /// Those whose upper level is the highest while their level is known and lower.
    void add_upper(ordered_json& list) const {
        const auto n = count([](const Row& row) {
            const int level = level_of(row, "level");
            return level > 0 && level < kHighestLevel && level_of(row, "level_upper") == kHighestLevel;
        });
        if (n != "0")
            list.push_back({{"kind", name_}, {"count", n}, {"total", std::to_string(rows_.size())}});
    }

  private:
    template <typename Condition>
    [[nodiscard]] std::string count(Condition condition) const {
        return std::to_string(std::count_if(rows_.begin(), rows_.end(), condition));
    }

    [[nodiscard]] std::string highest() const {
        int highest = -1;
        for (const auto& row : rows_) highest = std::max(highest, level_of(row, "level"));
        return tables_.level_name(highest < 0 ? "" : std::to_string(highest));
    }

    const RunTables& tables_;
    std::vector<Row> rows_;
    std::string name_;
};

/// Per scenario the substances with most of the map's mean cancer risk.
ordered_json leading_of(const RunTables& tables) {
    auto list = ordered_json::array();
    std::string last;
    std::vector<Row> rows = tables.rows("drivers");
    std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
        if (cell(a, "scenario") != cell(b, "scenario")) return false;
        return number(a, "share_of_cancer_risk").value_or(0) > number(b, "share_of_cancer_risk").value_or(0);
    });
    const bool zh = tables.source().zh();
    for (const auto& row : rows) {
        const auto share = number(row, "share_of_cancer_risk");
        if (cell(row, "zone") != "all" || share.value_or(0) < kLeading) continue;
        const std::string told =
            fmt::format("{} {}", substance_name(tables.source(), cell(row, "pollutant")), percent(share));
        if (cell(row, "scenario") != last) {
            last = cell(row, "scenario");
            list.push_back({{"scenario", scenario_name(tables.source(), last)}, {"substances", told}});
        } else {
            list.back()["substances"] =
                list.back()["substances"].get<std::string>() + (zh ? "、" : ", ") + told;
        }
    }
    return list;
}

ordered_json advise_stations(const RunTables& tables) {
    auto list = ordered_json::array();
    for (const auto& row : tables.rows("area-statistics")) {
        const auto share = number(row, "unknown_share");
        if (cell(row, "zone") != "all" || share.value_or(0) < kMuchUnknown) continue;
        const auto km2 = number(row, "unknown_km2");
        list.push_back({{"scenario", scenario_name(tables.source(), cell(row, "scenario"))},
                        {"unknown_km2", km2 ? square_km(*km2 * 1e6) : "–"},
                        {"unknown_share", percent(share)}});
    }
    return list;
}

/// Chemical zones with a level to verify under any scenario.
ordered_json advise_zones(const RunTables& tables) {
    auto list = ordered_json::array();
    const bool zh = tables.source().zh();
    for (const auto& row : tables.rows("area-statistics")) {
        if (cell(row, "kind") != "chemical-zone" || cell(row, "extent") != "outline") continue;
        if (level_of(row, "highest_level") < kToVerify) continue;
        const std::string area = tables.area_name(cell(row, "zone"));
        const std::string told = fmt::format("{} {}", scenario_name(tables.source(), cell(row, "scenario")),
                                             tables.level_name(cell(row, "highest_level")));
        const auto known =
            std::find_if(list.begin(), list.end(), [&](const auto& entry) { return entry["area"] == area; });
        if (known == list.end()) {
            list.push_back(
                {{"area", area}, {"levels", told}, {"approximate", !cell(row, "uncertainty_m").empty()}});
        } else {
            (*known)["levels"] = (*known)["levels"].get<std::string>() + (zh ? ";" : "; ") + told;
        }
    }
    return list;
}

/// The largest value of an object of numbers by scenario.
double largest(const ordered_json& row, const char* key) {
    double most = 0;
    const auto found = row.find(key);
    if (found == row.end() || !found->is_object()) return most;
    for (const auto& [scenario, value] : found->items()) {
        if (value.is_number()) most = std::max(most, value.get<double>());
    }
    return most;
}

double cut(const ordered_json& manifest, const char* key) {
    for (const auto& level : list_at(manifest, "levels")) {
        if (level.at("level") == kFirstCut && level.at(key).is_number()) return level.at(key).get<double>();
    }
    return 0;
}

/// Rounded down, so that a limit of this size stays below the cut.
std::string one_figure_down(double value) {
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    return sheets::one_figure(std::floor(value / power * (1 + 1e-12)) * power);
}

/// What is not estimable, with the detection limit whose own risk is the lowest cut.
ordered_json advise_detection(const ReportSource& source, const ordered_json& manifest) {
    auto list = ordered_json::array();
    const double risk_cut = cut(manifest, "cancer_risk_min");
    const double index_cut = cut(manifest, "hazard_index_min");
    for (const auto& row : list_at(manifest, "not_estimable")) {
        const auto limit = row.find("detection_limit");
        if (limit == row.end() || !limit->is_number()) continue;
        double times = 0;
        if (risk_cut > 0) times = largest(row, "cancer_risk_at_detection_limit") / risk_cut;
        if (index_cut > 0)
            times = std::max(times, largest(row, "hazard_quotient_at_detection_limit") / index_cut);
        if (times < 1) continue;
        list.push_back({{"name", words_at(source, row, "name")},
                        {"detection_limit", printed(row, "detection_limit")},
                        {"unit", sheets::unit_name(text_at(row, "unit"))},
                        {"wanted", one_figure_down(limit->get<double>() / times)}});
    }
    return list;
}

ordered_json advise_sensitivity(const ReportSource& source, const ordered_json& manifest) {
    auto list = ordered_json::array();
    for (const auto& row : list_at(manifest, "sensitivity")) {
        if (!row.at("changed").is_number() || row.at("changed") == 0) continue;
        list.push_back({{"name", words_at(source, row, "name")},
                        {"receptors", printed(row, "receptors")},
                        {"changed", printed(row, "changed")}});
    }
    return list;
}

std::size_t drafts(const RunTables& tables) {
    const auto rows = tables.rows("enterprises");
    return static_cast<std::size_t>(std::count_if(
        rows.begin(), rows.end(), [](const Row& row) { return cell(row, "status") != "released"; }));
}

}  // namespace

void add_summary_facts(const RunTables& tables, const ordered_json& manifest, ordered_json& facts) {
    auto places = ordered_json::array();
    auto to_verify = ordered_json::array();
    auto upper = ordered_json::array();
    for (const auto& summary : {PlaceSummary(tables, "receptors", "敏感受体", "sensitive receptors"),
                                PlaceSummary(tables, "berths", "港口泊位", "port berths")}) {
        if (summary.empty()) continue;
        places.push_back(summary.entry());
        summary.add_to_verify(to_verify);
        summary.add_upper(upper);
    }
    facts["place_summary"] = places;
    facts["leading"] = leading_of(tables);
    facts["advise_stations"] = advise_stations(tables);
    facts["advise_zones"] = advise_zones(tables);
    facts["advise_places"] = to_verify;
    facts["advise_detection"] = advise_detection(tables.source(), manifest);
    facts["advise_upper"] = upper;
    facts["advise_sensitivity"] = advise_sensitivity(tables.source(), manifest);
    facts["advise_findings"] = !list_at(manifest, "findings").empty();
    const auto draft_count = drafts(tables);
    facts["draft_count"] = draft_count > 0 ? std::to_string(draft_count) : "";
    facts["has_place_summary"] = !places.empty();
    facts["has_leading"] = !facts["leading"].empty();
}

}  // namespace riskmap::reports
