#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "geocore/core/text.hpp"
#include "mapgen/reports/report_facts.hpp"

namespace riskmap::reports {
namespace {

using nlohmann::ordered_json;
using sheets::Word;

ordered_json limits_of(const ReportSource& source, const ordered_json& manifest) {
    auto list = ordered_json::array();
    for (const auto& pollutant : list_at(manifest, "pollutants")) {
        for (const auto& limit : list_at(pollutant, "limits")) {
            list.push_back(
                {{"name", words_at(source, pollutant, "name")},
                 {"value", printed(limit, "value")},
                 {"unit", sheets::unit_name(text_at(limit, "unit"))},
                 {"averaging", sheets::averaging_name(text_at(limit, "averaging"), source.language)},
                 {"applies_to", sheets::limit_class_name(text_at(limit, "applies_to"), source.language)},
                 {"source", text_at(limit, "source")},
                 {"valid_from", text_at(limit, "valid_from")},
                 {"valid_to", text_at(limit, "valid_to")}});
        }
    }
    return list;
}

ordered_json pollutants_of(const ReportSource& source, const ordered_json& manifest) {
    auto list = ordered_json::array();
    for (const auto& p : list_at(manifest, "pollutants")) {
        const auto averaging = p.value("averaging", ordered_json::object());
        const auto number = [&](const char* key) {
            return averaging.is_object() ? printed(averaging, key) : std::string();
        };
        list.push_back({{"key", text_at(p, "key")},
                        {"name", words_at(source, p, "name")},
                        {"cas", text_at(p, "cas")},
                        {"unit", sheets::unit_name(text_at(p, "unit"))},
                        {"estimable", p.at("estimable").get<bool>()},
                        {"background", printed(p, "background")},
                        {"background_source", text_at(p, "background_source")},
                        {"representativeness",
                         sheets::representativeness_name(text_at(p, "representativeness"), source.language)},
                        {"stations", number("n_stations_used")},
                        {"samples", number("n_samples")},
                        {"censored", number("n_censored")},
                        {"first", averaging.is_object() ? text_at(averaging, "first") : ""},
                        {"last", averaging.is_object() ? text_at(averaging, "last") : ""}});
    }
    return list;
}

std::string area_words(const ReportSource& source, const std::string& area) {
    if (area == "sites") return source.zh() ? "园区内及泊位周边" : "on sites and around berths";
    return source.zh() ? "全图" : "the whole map";
}

ordered_json scenarios_of(const ReportSource& source, const ordered_json& manifest) {
    auto list = ordered_json::array();
    for (const auto& s : list_at(manifest, "scenarios")) {
        list.push_back({{"key", text_at(s, "key")},
                        {"name", words_at(source, s, "name")},
                        {"et_h", printed(s, "et_h")},
                        {"ef_d", printed(s, "ef_d")},
                        {"ed_y", printed(s, "ed_y")},
                        {"lifetime_y", printed(s, "lifetime_y")},
                        {"age_from_y", printed(s, "age_from_y")},
                        {"area", area_words(source, text_at(s, "area"))},
                        {"version", text_at(s, "version")},
                        {"source", text_at(s, "source")}});
    }
    return list;
}

/// From the highest down; the ranges as they are cut.
ordered_json levels_of(const ReportSource& source, const ordered_json& manifest) {
    auto list = ordered_json::array();
    const auto& levels = list_at(manifest, "levels");
    const auto range = [&](std::size_t at, const char* key) -> std::string {
        if (at == 0) return source.zh() ? "无法估计" : "not estimable";
        const std::string low = printed(levels[at], key);
        const std::string high = at + 1 < levels.size() ? printed(levels[at + 1], key) : "";
        if (low.empty()) return "< " + high;
        return high.empty() ? "≥ " + low : "≥ " + low + ", < " + high;
    };
    for (std::size_t i = levels.size(); i-- > 0;) {
        list.push_back({{"level", printed(levels[i], "level")},
                        {"name", words_at(source, levels[i], "name")},
                        {"colour", text_at(levels[i], "colour")},
                        {"cancer_risk", range(i, "cancer_risk_min")},
                        {"hazard_index", range(i, "hazard_index_min")}});
    }
    return list;
}

constexpr std::array kBases{
    Word{"tabulated", "表列值", "as tabulated"}, Word{"lifetime", "终生值", "lifetime value"},
    Word{"adult", "成人值", "adult value"},
    Word{"adult-by-age", "成人值按年龄调整", "adult value adjusted by age"},
    Word{"adjusted-no-adult", "已调整值(无成人值)", "adjusted value, no adult value"}};

/// HEM's target organs.
constexpr std::array kOrgans{Word{"dev", "发育", "development"},
                             Word{"endoc", "内分泌系统", "endocrine system"},
                             Word{"hemato", "血液系统", "blood"},
                             Word{"immune", "免疫系统", "immune system"},
                             Word{"kidney", "肾脏", "kidney"},
                             Word{"liver", "肝脏", "liver"},
                             Word{"neuro", "神经系统", "nervous system"},
                             Word{"ocular", "眼", "eyes"},
                             Word{"reprod", "生殖系统", "reproductive system"},
                             Word{"resp", "呼吸系统", "respiratory system"},
                             Word{"skeletal", "骨骼", "skeleton"},
                             Word{"spleen", "脾脏", "spleen"},
                             Word{"thyroid", "甲状腺", "thyroid"},
                             Word{"whole body", "全身", "whole body"}};

/// What rules on enterprises ask for.
constexpr std::array kQuantities{
    Word{"area_level", "排放点所在区域实测等级", "measured level at its sources"},
    Word{"emission_kg_a", "排放量 kg/a", "emission, kg a year"},
    Word{"emission_unknown", "排放量不明的物质", "substances of unknown amount"},
    Word{"grade", "风险等级(1 低至 4 重大)", "grade (1 low to 4 severe)"},
    Word{"hazard", "危害值", "hazard"},
    Word{"hazard_share", "占全部危害值的份额", "share of all hazard"},
    Word{"listed_substances", "列入名录的物质数", "substances on a list"},
    Word{"permit_fault", "许可证编号缺失或有误(是为 1)", "permit number missing or wrong (1 for yes)"},
    Word{"receptors_1km", "1 km 内敏感受体数", "receptors within 1 km"},
    Word{"receptors_3km", "3 km 内敏感受体数", "receptors within 3 km"},
    Word{"toxicity_unknown", "无毒性数据的物质", "substances without toxicity values"}};

constexpr std::array kSurfaces{Word{"rural", "乡村", "rural"}, Word{"urban", "城市", "urban"}};
constexpr std::array kSigmas{Word{"briggs", "Briggs", "Briggs"},
                             Word{"pasquill-gifford", "Pasquill-Gifford", "Pasquill-Gifford"}};

ordered_json dose_response_of(const ReportSource& source, const ordered_json& manifest) {
    auto list = ordered_json::array();
    for (const auto& row : list_at(manifest, "dose_response")) {
        std::string used;
        const auto values = row.value("ure_used", ordered_json::object());
        const auto bases = row.value("ure_basis", ordered_json::object());
        for (const auto& [key, value] : values.items()) {
            if (!value.is_number()) continue;
            used +=
                fmt::format("{}{} {} ({})", used.empty() ? "" : "; ", scenario_name(source, key),
                            exact(core::parse_double(fmt::format("{:.3g}", value.get<double>())).value_or(0)),
                            sheets::look_up(kBases, text_at(bases, key.c_str()), source.language));
        }
        std::vector<std::string> organs;
        for (const auto& organ : list_at(row, "target_organs"))
            organs.push_back(sheets::look_up(kOrgans, organ.get<std::string>(), source.language));
        list.push_back({{"name", substance_name(source, text_at(row, "pollutant"))},
                        {"cas", text_at(row, "cas")},
                        {"ure", printed(row, "ure_per_ug_m3")},
                        {"ure_adult", printed(row, "ure_adult_per_ug_m3")},
                        {"used", used},
                        {"rfc", printed(row, "rfc_mg_m3")},
                        {"organs", core::join(organs, source.zh() ? "、" : ", ")},
                        {"provisional", row.value("provisional", false)},
                        {"source", text_at(row, "source")},
                        {"version", text_at(row, "version")}});
    }
    return list;
}

/// A variogram's numbers to four figures: "0.02338 nug + 0.01648 exp 1671".
std::string rounded_numbers(const std::string& text) {
    std::vector<std::string> words = core::split(text, ' ');
    for (auto& word : words) {
        if (const auto value = core::parse_double(word)) word = fmt::format("{:.4g}", *value);
    }
    return core::join(words, " ");
}

ordered_json fields_of(const ReportSource& source, const ordered_json& manifest) {
    auto list = ordered_json::array();
    for (const auto& f : list_at(manifest, "fields")) {
        const auto found = f.find("cross_validation");
        const ordered_json scores = found == f.end() || !found->is_object() ? ordered_json::object() : *found;
        list.push_back({{"name", substance_name(source, text_at(f, "pollutant"))},
                        {"method", sheets::method_name(text_at(f, "method"), source.language)},
                        {"log", text_at(f, "transform") == "log"},
                        {"variogram", rounded_numbers(text_at(f, "variogram"))},
                        {"range_m", printed(f, "practical_range_m", 3)},
                        {"samples", printed(f, "n_samples")},
                        {"censored", printed(f, "n_censored")},
                        {"n", printed(scores, "n")},
                        {"mean_error", printed(scores, "mean_error", 2)},
                        {"rmse", printed(scores, "rmse", 2)},
                        {"mae", printed(scores, "mae", 2)},
                        {"msdr", printed(scores, "msdr", 2)},
                        {"correlation", printed(scores, "correlation", 3)}});
    }
    return list;
}

/// Why there is no field; the manifest's own words are English.
std::string reason_of(const ReportSource& source, const ordered_json& row) {
    for (const auto& field : source.facts.fields) {
        if (source.zh() && field.pollutant == text_at(row, "pollutant") && field.n_samples > 0) {
            return fmt::format("{} 个监测点中 {} 个低于检出限", field.n_samples, field.n_censored);
        }
    }
    return text_at(row, "reason");
}

ordered_json not_estimable_of(const ReportSource& source, const ordered_json& manifest) {
    auto list = ordered_json::array();
    for (const auto& row : list_at(manifest, "not_estimable")) {
        std::string risks;
        const auto values = row.value("cancer_risk_at_detection_limit", ordered_json());
        if (values.is_object()) {
            for (const auto& [key, value] : values.items()) {
                if (!value.is_number()) continue;
                risks += fmt::format("{}{} {}", risks.empty() ? "" : "; ", scenario_name(source, key),
                                     sheets::one_figure(value.get<double>()));
            }
        }
        list.push_back({{"name", words_at(source, row, "name")},
                        {"detection_limit", printed(row, "detection_limit")},
                        {"unit", sheets::unit_name(text_at(row, "unit"))},
                        {"reason", reason_of(source, row)},
                        {"risks", risks}});
    }
    return list;
}

/// The rules of the unknown; the program's defaults where a run of an earlier version does not tell them.
ordered_json rules_of(const ordered_json& manifest) {
    const auto found = manifest.find("interpolation");
    const bool told = found != manifest.end() && found->is_object();
    const auto zones = manifest.find("zones");
    const bool has_zones = zones != manifest.end() && zones->is_object();
    return {{"told", told},
            {"max_distance_m", told ? printed(*found, "max_distance_m") : ""},
            {"max_spread", told ? printed(*found, "max_spread") : ""},
            {"statistic", told ? text_at(*found, "statistic") : ""},
            {"mapping_unit_ha", has_zones ? printed(*zones, "mapping_unit_ha") : ""},
            {"simplify_m", has_zones ? printed(*zones, "simplify_m") : ""}};
}

/// Large numbers as 5.6e8.
std::string short_number(double value) {
    std::string text = fmt::format("{:g}", value);
    if (const auto power = text.find("e+0"); power != std::string::npos) text.erase(power + 1, 2);
    return text;
}

/// Rules on enterprises of one kind.
ordered_json source_rules_of(const ReportSource& source, const ordered_json& rules, const char* kind) {
    auto list = ordered_json::array();
    for (const auto& rule : list_at(rules, "rules")) {
        if (text_at(rule, "kind") != kind) continue;
        std::vector<std::string> conditions;
        for (const auto& condition : list_at(rule, "conditions")) {
            conditions.push_back(
                sheets::look_up(kQuantities, text_at(condition, "quantity"), source.language) + " ≥ " +
                short_number(condition.at("at_least").get<double>()));
        }
        list.push_back({{"rule", text_at(rule, "rule")},
                        {"result", words_at(source, rule, "result_name")},
                        {"name", words_at(source, rule, "name")},
                        {"conditions", core::join(conditions, source.zh() ? "；且 " : "; and ")},
                        {"source", sheets::in_language(text_at(rule, "source"), source.language)}});
    }
    return list;
}

void add_source_facts(const ReportSource& source, const ordered_json& manifest, ordered_json& facts) {
    const auto rules = manifest.value("source_rules", ordered_json());
    facts["grade_rules"] = source_rules_of(source, rules, "grade");
    facts["code_rules"] = source_rules_of(source, rules, "code");
    facts["rules_version"] = text_at(rules, "version");
    facts["has_source_rules"] = !facts["grade_rules"].empty() || !facts["code_rules"].empty();
    const auto dispersion = manifest.value("dispersion", ordered_json());
    facts["surface"] = sheets::look_up(kSurfaces, text_at(dispersion, "surface"), source.language);
    facts["sigma"] = sheets::look_up(kSigmas, text_at(dispersion, "sigma"), source.language);
    const auto& fields = list_at(manifest, "fields");
    facts["has_drift"] = std::any_of(fields.begin(), fields.end(),
                                     [](const auto& f) { return text_at(f, "method") == "external-drift"; });
}

}  // namespace

void add_method_facts(const ReportSource& source, const ordered_json& manifest, ordered_json& facts) {
    facts["pollutants"] = pollutants_of(source, manifest);
    facts["scenarios"] = scenarios_of(source, manifest);
    facts["levels"] = levels_of(source, manifest);
    facts["dose_response"] = dose_response_of(source, manifest);
    facts["limits"] = limits_of(source, manifest);
    facts["fields"] = fields_of(source, manifest);
    facts["not_estimable"] = not_estimable_of(source, manifest);
    facts["rules"] = rules_of(manifest);
    add_source_facts(source, manifest, facts);
    auto inputs = ordered_json::array();
    for (const auto& input : list_at(manifest, "inputs")) {
        inputs.push_back({{"path", text_at(input, "path")},
                          {"rows", printed(input, "rows")},
                          {"crs", text_at(input, "crs")},
                          {"sha256", text_at(input, "sha256").substr(0, 16)}});
    }
    facts["inputs"] = inputs;
}

}  // namespace riskmap::reports
