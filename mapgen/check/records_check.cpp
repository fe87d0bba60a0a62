#include "mapgen/check/records_check.hpp"

#include <fmt/format.h>

#include "mapgen/check/places_check.hpp"

namespace riskmap::check {
namespace {

Finding make(const project::Project& project, Severity severity, std::string_view code) {
    Finding finding;
    finding.severity = severity;
    finding.code = code;
    finding.file = file_name(project, project.observations);
    return finding;
}

void find_too_few(const project::Project& project, const observations::ProjectTables& tables,
                  std::size_t pollutant, std::vector<Finding>& findings) {
    const auto& rule = project.averaging;
    std::size_t n_stations = 0;
    std::vector<std::string> zh;
    std::vector<std::string> en;
    for (const auto& mean : tables.means) {
        if (mean.pollutant != pollutant) continue;
        ++n_stations;
        if (mean.used) continue;
        const auto& id = tables.stations[mean.station].id;
        zh.push_back(fmt::format("{} ({})", id, mean.reason.zh));
        en.push_back(fmt::format("{} ({})", id, mean.reason.en));
    }
    if (en.empty()) return;
    Finding finding = make(project, Severity::warning, "data-too-few");
    finding.id = project.pollutants[pollutant].key;
    finding.name = project.pollutants[pollutant].name.zh;
    finding.found = {
        fmt::format("{}个站中{}个数据不足: {}", n_stations, en.size(), fmt::join(zh, "、")),
        fmt::format("{} of {} stations have too few data: {}", en.size(), n_stations, fmt::join(en, ", "))};
    if (rule.resolution == "campaign") {
        finding.expected = {fmt::format("每站至少{}个样品", rule.min_samples),
                            fmt::format("at least {} samples per station", rule.min_samples)};
    } else {
        finding.expected = {fmt::format("数据捕获率至少{}%", rule.capture_percent),
                            fmt::format("a data capture of at least {} %", rule.capture_percent)};
    }
    finding.advice = {"这些站保留在站点表中，不参与插值",
                      "these stations stay in the station table and take no part in the map"};
    findings.push_back(std::move(finding));
}

void find_treated(const project::Project& project, const observations::ReadingNotes& notes,
                  std::vector<Finding>& findings) {
    std::vector<std::string> zh;
    std::vector<std::string> en;
    const auto add = [&](long long n, const std::string& in_chinese, const std::string& in_english) {
        if (n == 0) return;
        zh.push_back(fmt::format("{}{}", in_chinese, n));
        en.push_back(fmt::format("{} {}", n, in_english));
    };
    const std::string& rule = project.averaging.negative;
    add(notes.n_missing, "缺失", "missing");
    add(notes.n_flagged, "标记为无效", "invalid by their flag");
    add(notes.n_negative, fmt::format("负值(规则{})", rule), fmt::format("below zero (rule: {})", rule));
    add(notes.n_repeated, "重复", "repeated");
    add(notes.n_outside_period, "不在项目时段内", "outside the project's period");
    add(notes.n_ignored, "属于不参与的站点", "of stations that the project ignores");
    if (en.empty()) return;
    Finding finding = make(project, Severity::info, "records-treated");
    finding.found = {fmt::format("按规则处理的记录: {}", fmt::join(zh, "，")),
                     fmt::format("records treated by rule: {}", fmt::join(en, ", "))};
    findings.push_back(std::move(finding));
}

}  // namespace

std::vector<Finding> check_records(const project::Project& project,
                                   const observations::ProjectTables& tables) {
    std::vector<Finding> findings;
    find_treated(project, tables.notes, findings);
    for (std::size_t i = 0; i < project.pollutants.size(); ++i) find_too_few(project, tables, i, findings);
    return findings;
}

}  // namespace riskmap::check
