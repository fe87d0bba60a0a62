#include "mapgen/check/plan_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "mapgen/check/plan_text.hpp"

namespace riskmap::check {
namespace {

Finding finding_on(const Plan& plan, const PlanRow* row, std::string_view code) {
    Finding finding;
    finding.code = code;
    finding.file = plan.file;
    if (row != nullptr) {
        finding.row = row->row;
        finding.id = row->id;
        finding.name = row->name;
    }
    return finding;
}

void find_shared(const std::vector<PlanRow>& rows, const Plan& plan, std::vector<Finding>& findings) {
    for (const PlanRow& row : rows) {
        const long long berths = berths_named(row.name);
        if (berths < 2) continue;
        Finding finding = finding_on(plan, &row, "coordinate-shared");
        finding.found = {fmt::format("{}个泊位只有一个坐标", berths),
                         fmt::format("one coordinate for {} berths", berths)};
        finding.expected = {"每个泊位一个坐标", "a coordinate for each berth"};
        finding.advice = {"索取各泊位坐标；在此之前该点代表全部泊位，不用于单个泊位",
                          "ask for one coordinate per berth; until then the point stands for all of them"};
        findings.push_back(std::move(finding));
    }
}

void find_early(const std::vector<PlanRow>& rows, const Plan& plan, std::vector<Finding>& findings) {
    if (plan.date.empty()) return;
    for (const PlanRow& row : rows) {
        const auto named = openings(row.opening);
        const auto early = std::find_if(named.begin(), named.end(),
                                        [&](const Opening& o) { return o.latest_start < plan.date; });
        if (early == named.end()) continue;
        Finding finding = finding_on(plan, &row, "date-before-plan");
        finding.found = {fmt::format("开放时间{}早于规划日期{}", early->written, plan.date),
                         fmt::format("opens {}, before the plan's own date {}", early->written, plan.date)};
        finding.expected = {fmt::format("{}或以后", plan.date), fmt::format("{} or later", plan.date)};
        finding.advice = {"核实是否已经开放，或规划沿用了旧数据",
                          "settle whether it is open already, or the plan repeats older data"};
        findings.push_back(std::move(finding));
    }
}

std::string units_with_rows(const std::map<std::string, std::vector<std::string>>& rows_by_unit) {
    constexpr std::size_t kShownRows = 4;
    std::vector<std::string> parts;
    for (const auto& [unit, ids] : rows_by_unit) {
        const std::vector<std::string> shown(
            ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(std::min(kShownRows, ids.size())));
        parts.push_back(fmt::format("{} ({}: {}{})", unit, ids.size(), fmt::join(shown, " "),
                                    ids.size() > kShownRows ? " ..." : ""));
    }
    return fmt::format("{}", fmt::join(parts, ", "));
}

void find_mixed_units(const std::vector<PlanRow>& rows, const Plan& plan, std::vector<Finding>& findings) {
    std::map<std::string, std::vector<std::string>> rows_by_unit;
    for (const PlanRow& row : rows) {
        for (const auto& unit : amount_units(row.capacity)) rows_by_unit[unit].push_back(row.id);
    }
    if (rows_by_unit.size() < 2) return;
    Finding finding = finding_on(plan, nullptr, "unit-mixed");
    const std::string list = units_with_rows(rows_by_unit);
    finding.found = {fmt::format("能力有{}种单位: {}", rows_by_unit.size(), list),
                     fmt::format("capacities in {} units: {}", rows_by_unit.size(), list)};
    finding.expected = {"一种单位", "one unit"};
    finding.advice = {"不同单位不可相加，分别统计", "amounts of different units must not be added up"};
    findings.push_back(std::move(finding));
}

std::map<std::string, long long> projects_by_section(const std::vector<PlanRow>& rows) {
    std::map<std::string, std::set<std::string>> numbers;
    for (const PlanRow& row : rows)
        numbers[row.section].insert(row.project_no.empty() ? row.id : row.project_no);
    std::map<std::string, long long> counts;
    for (const auto& [section, members] : numbers) counts[section] = static_cast<long long>(members.size());
    return counts;
}

void find_wrong_count(const std::vector<PlanRow>& rows, const Plan& plan, std::vector<Finding>& findings) {
    if (!plan.expected_count) return;
    const auto counts = projects_by_section(rows);
    long long total = 0;
    bool matched = false;
    std::vector<std::string> parts;
    for (const auto& [section, count] : counts) {
        total += count;
        if (!plan.expected_section.empty() && section != plan.expected_section) continue;
        matched = matched || count == *plan.expected_count;
        if (!section.empty()) parts.push_back(fmt::format("{} {}", section, count));
    }
    if (matched || (plan.expected_section.empty() && total == *plan.expected_count)) return;
    if (parts.empty()) parts.push_back(fmt::format("{}", plan.expected_section.empty() ? total : 0));
    Finding finding = finding_on(plan, nullptr, "count-mismatch");
    const std::string list = fmt::format("{}", fmt::join(parts, ", "));
    finding.found = {fmt::format("列出的项目数: {}", list), fmt::format("projects listed: {}", list)};
    finding.expected = {fmt::format("来源自述{}{}项", plan.expected_section, *plan.expected_count),
                        fmt::format("{}, as the source says{}", *plan.expected_count,
                                    plan.expected_section.empty() ? "" : " of " + plan.expected_section)};
    finding.advice = {"向来源单位核实缺少的项目", "ask the source which project is missing"};
    findings.push_back(std::move(finding));
}

}  // namespace

std::vector<Finding> check_plan(const std::vector<PlanRow>& rows, const Plan& plan) {
    std::vector<Finding> findings;
    find_mixed_units(rows, plan, findings);
    find_wrong_count(rows, plan, findings);
    find_shared(rows, plan, findings);
    find_early(rows, plan, findings);
    sort_findings(findings);
    return findings;
}

}  // namespace riskmap::check
