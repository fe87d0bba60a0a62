#include "mapgen/check/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "geocore/run/fixed_words.hpp"

namespace riskmap::check {
namespace {

long long count(const std::vector<Finding>& findings, Severity severity) {
    return std::count_if(findings.begin(), findings.end(),
                         [&](const Finding& f) { return f.severity == severity; });
}

std::string counted(long long n, const char* what) {
    return fmt::format("{} {}{}", n, what, n == 1 ? "" : "s");
}

std::string place(const Finding& finding) {
    std::string text = finding.file;
    if (finding.row > 0) text += fmt::format(":{}", finding.row);
    if (!finding.id.empty()) text += ": " + finding.id;
    if (!finding.name.empty()) text += " " + finding.name;
    return text;
}

}  // namespace

Text count_findings(const std::vector<Finding>& findings) {
    const long long errors = count(findings, Severity::error);
    const long long warnings = count(findings, Severity::warning);
    const long long notes = count(findings, Severity::info);
    return {fmt::format("错误{}项，警告{}项，提示{}项", errors, warnings, notes),
            fmt::format("{}, {}, {}", counted(errors, "error"), counted(warnings, "warning"),
                        counted(notes, "note"))};
}

std::string report_text(const Report& report) {
    std::string text = fmt::format("{}: {} / {}\n", report.project_name, report.title.en, report.title.zh);
    if (report.synthetic) text += fmt::format("  {}\n", run::kSyntheticMark);
    for (const auto& file : report.files) {
        text +=
            fmt::format("  {}: {} rows{}{}\n", file.file, file.rows, file.crs.empty() ? "" : ", " + file.crs,
                        file.encoding.empty() ? "" : ", " + file.encoding);
    }
    for (const auto& f : report.findings) {
        text += fmt::format("\n{} [{}] {}\n  {}\n", name(f.severity), f.code, place(f), f.found.en);
        if (f.found.zh != f.found.en) text += fmt::format("  {}\n", f.found.zh);
        if (!f.expected.en.empty()) text += fmt::format("  expected: {}\n", f.expected.en);
        if (!f.advice.en.empty()) text += fmt::format("  advice: {}\n", f.advice.en);
    }
    return text + fmt::format("\n{}\n", count_findings(report.findings).en);
}

std::string report_json(const Report& report) {
    using nlohmann::ordered_json;
    ordered_json root;
    root["project"] = report.project_name;
    root["synthetic"] = report.synthetic;
    root["mark"] = report.synthetic ? ordered_json(run::kSyntheticMark) : ordered_json();
    root["files"] = ordered_json::array();
    for (const auto& file : report.files) {
        root["files"].push_back(
            {{"file", file.file}, {"rows", file.rows}, {"encoding", file.encoding}, {"crs", file.crs}});
    }
    root["findings"] = ordered_json::parse(findings_json(report.findings));
    return root.dump(1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace riskmap::check
