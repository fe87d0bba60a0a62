#include <fmt/format.h>

#include <map>

#include "embedded/report_css.hpp"
#include "embedded/report_js.hpp"
#include "geocore/core/xml_text.hpp"
#include "geocore/run/fixed_words.hpp"
#include "mapgen/check/report_map.hpp"

namespace riskmap::check {
namespace {

std::string both(const Text& text) {
    const std::string& zh = text.zh.empty() ? text.en : text.zh;
    return fmt::format("<span class=\"zh\">{}</span><span class=\"en\">{}</span>", core::html_escaped(zh),
                       core::html_escaped(text.en));
}

Text severity_word(Severity severity) {
    switch (severity) {
        case Severity::error:
            return {"错误", "error"};
        case Severity::warning:
            return {"警告", "warning"};
        case Severity::info:
            break;
    }
    return {"提示", "note"};
}

std::string item(const Finding& f) {
    const std::string row = f.row > 0 ? fmt::format(":{}", f.row) : "";
    std::string html = fmt::format(
        "<li data-severity=\"{0}\" data-code=\"{1}\" data-place=\"{2}:{3}\"><code>{1}</code><span "
        "class=\"tag {0}\">{4}</span><b>{5}{9}{6}</b> {7} <span class=\"where\">{2}{8}</span><div>{10}</div>",
        name(f.severity), core::html_escaped(f.code), core::html_escaped(f.file), f.row,
        both(severity_word(f.severity)), both(title_of(f.code)), core::html_escaped(f.id),
        core::html_escaped(f.name), row, f.id.empty() ? "" : " · ", both(f.found));
    if (!f.expected.en.empty())
        html +=
            fmt::format("<div class=\"more\">{}{}</div>", both({"应为: ", "expected: "}), both(f.expected));
    if (!f.advice.en.empty())
        html += fmt::format("<div class=\"more\">{}{}</div>", both({"建议: ", "advice: "}), both(f.advice));
    return html + "</li>\n";
}

std::string filters(const Report& report) {
    std::string html = "<div class=\"filters\">";
    for (const Severity severity : {Severity::error, Severity::warning, Severity::info}) {
        html +=
            fmt::format("<label><input type=\"checkbox\" class=\"severity\" value=\"{}\" checked> {}</label>",
                        name(severity), both(severity_word(severity)));
    }
    std::map<std::string, int> codes;
    for (const auto& finding : report.findings) ++codes[finding.code];
    const auto option = [&](const std::string& value, const Text& text) {
        html += fmt::format("<option value=\"{}\" data-zh=\"{}\" data-en=\"{}\">{}</option>",
                            core::html_escaped(value), core::html_escaped(text.zh),
                            core::html_escaped(text.en), core::html_escaped(text.zh));
    };
    html += "<select id=\"code\" aria-label=\"code\">";
    option("", {"全部类型", "all kinds"});
    for (const auto& [code, n] : codes) {
        const Text title = title_of(code);
        option(code, {fmt::format("{} ({})", title.zh, n), fmt::format("{} ({})", title.en, n)});
    }
    html +=
        "</select><input type=\"search\" id=\"search\" aria-label=\"search\" placeholder=\"B15\"><span "
        "id=\"shown\"></span>";
    return html + "</div>\n";
}

std::string file_table(const Report& report) {
    std::string html = "<table><tr><th>" + both({"文件", "file"}) + "</th><th>" + both({"行数", "rows"}) +
                       "</th><th>" + both({"坐标系", "CRS"}) + "</th><th>" + both({"编码", "encoding"}) +
                       "</th></tr>\n";
    for (const auto& f : report.files) {
        html +=
            fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n", core::html_escaped(f.file),
                        f.rows, core::html_escaped(f.crs), core::html_escaped(f.encoding));
    }
    return html + "</table>";
}

std::string wind_rose(const Report& report) {
    if (report.wind_rose.empty()) return {};
    return "<figure class=\"rose\"><figcaption>" +
           both({"风玫瑰(风的来向)", "Wind rose (where the wind comes from)"}) + "</figcaption>" +
           report.wind_rose + "</figure>\n";
}

}  // namespace

std::string report_html(const Report& report) {
    std::string html = fmt::format(
        "<!doctype html>\n<html lang=\"zh\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
        "content=\"width=device-width\">\n<title>{} - mapgen "
        "check</title>\n<style>{}</style>\n</head>\n<body>\n<header><h1>{}</h1>{}"
        "<span>{}</span><button id=\"language\">中文 / English</button></header>\n<main>\n<section "
        "class=\"place\">\n",
        core::html_escaped(report.project_name), report_css, both(report.title),
        report.synthetic ? fmt::format("<span class=\"mark\">{}</span>", run::kSyntheticMark) : "",
        both(count_findings(report.findings)));
    html += report_map(report) + wind_rose(report) + file_table(report) + "</section>\n<section>\n" +
            filters(report) + "<ul>\n";
    for (const auto& finding : report.findings) html += item(finding);
    return html + "</ul>\n</section>\n</main>\n<script>" + std::string(report_js) +
           "</script>\n</body>\n</html>\n";
}

}  // namespace riskmap::check
