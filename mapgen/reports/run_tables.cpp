#include "mapgen/reports/run_tables.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "geocore/core/text.hpp"

namespace riskmap::reports {

RunTables::RunTables(const ReportSource& source, const nlohmann::ordered_json& manifest) : source_(source) {
    for (const auto& level : list_at(manifest, "levels")) {
        level_names_.emplace_back(level.at("level").get<int>(), words_at(source, level, "name"));
    }
}

std::vector<Row> RunTables::rows(const char* name) const {
    const std::string path = std::string("tables/") + name + ".csv";
    if (source_.run.release.withholds(path)) return {};
    return read_table(source_.facts.folder, path);
}

std::string RunTables::word(const Row& row, const std::string& column) const {
    return cell(row, column + (source_.zh() ? "_zh" : "_en"));
}

std::string RunTables::level_name(const std::string& level) const {
    const auto number = core::parse_integer(level);
    if (!number) return source_.zh() ? "评估范围外" : "outside";
    for (const auto& [known, name] : level_names_) {
        if (known == *number) return name;
    }
    return level;
}

std::string RunTables::area_name(const std::string& zone) const {
    if (zone == "all") return source_.zh() ? "全图" : "whole map";
    for (const auto& feature : source_.facts.zones.features) {
        if (sheets::text_value(source_.facts.zones, feature, "id") != zone) continue;
        const auto name =
            sheets::text_value(source_.facts.zones, feature, source_.zh() ? "name_zh" : "name_en");
        return name.empty() ? zone : zone + " " + name;
    }
    return zone;
}

std::string RunTables::zone_name(const std::string& zone) const {
    const std::string name = area_name(zone);
    return name.starts_with(zone + " ") ? name.substr(zone.size() + 1) : name;
}

std::string percent(const std::optional<double>& share) {
    if (!share) return "–";
    if (*share > 0 && *share < 0.0005) return "< 0.1 %";
    if (*share < 1 && *share >= 0.9995) return "> 99.9 %";
    return fmt::format("{:.1f} %", *share * 100);
}

std::string square_km(const std::optional<double>& m2) {
    if (!m2) return "–";
    return *m2 > 0 && *m2 < 5000 ? "< 0.01" : fmt::format("{:.2f}", *m2 * 1e-6);
}

}  // namespace riskmap::reports
