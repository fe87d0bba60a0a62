#include <fmt/format.h>

#include <set>

#include "mapgen/check/report_map.hpp"

namespace riskmap::check {
namespace {

constexpr const char* kStyle = R"(
:root { --error: #b3261e; --warning: #b35c00; --info: #1f5fa8; --line: #d5dbe1; }
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.5 system-ui, "Noto Sans CJK SC", "WenQuanYi Micro Hei", sans-serif; color: #1d2733; background: #f5f7f9; }
header { padding: 16px 24px; background: #fff; border-bottom: 1px solid var(--line); display: flex; flex-wrap: wrap; gap: 8px 24px; align-items: baseline; }
h1 { font-size: 20px; margin: 0; }
header button { margin-left: auto; }
main { display: grid; grid-template-columns: minmax(320px, 5fr) minmax(360px, 6fr); gap: 16px; padding: 16px 24px; align-items: start; }
@media (max-width: 900px) { main { grid-template-columns: 1fr; } }
section { background: #fff; border: 1px solid var(--line); border-radius: 6px; padding: 12px; }
.rose { margin: 0; max-width: 20rem; }
#map { width: 100%; height: auto; background: #dcebf5; border-radius: 4px; }
.land { fill: #f3efe6; stroke: #b9b09c; stroke-width: .7; }
.zone { fill: #7a5ea833; stroke: #7a5ea8; stroke-width: 1.5; stroke-dasharray: 6 4; }
.point { stroke: #fff; stroke-width: 1; cursor: pointer; }
.point.clean { fill: #66788a; }
.point.error { fill: var(--error); } .point.warning { fill: #e08a1e; } .point.info { fill: var(--info); }
.label { font-size: 15px; fill: #3b2a12; paint-order: stroke; stroke: #fffc; stroke-width: 3; pointer-events: none; }
.point.chosen { stroke: #000; stroke-width: 2.5; }
.filters { display: flex; flex-wrap: wrap; gap: 8px 16px; margin-bottom: 8px; align-items: center; }
.filters input[type=search] { flex: 1 1 160px; padding: 4px 8px; }
ul { list-style: none; margin: 0; padding: 0; max-height: 78vh; overflow: auto; }
li { border-top: 1px solid var(--line); padding: 8px 4px; cursor: pointer; }
li.chosen { background: #fff6dc; }
.tag { display: inline-block; padding: 0 8px; border-radius: 9px; color: #fff; font-size: 13px; margin-right: 6px; }
.tag.error { background: var(--error); } .tag.warning { background: var(--warning); } .tag.info { background: var(--info); }
.where { color: #51606f; } .more { color: #51606f; font-size: 14px; }
table { border-collapse: collapse; width: 100%; margin-top: 12px; font-size: 14px; } td, th { text-align: left; padding: 2px 8px 2px 0; }
html[lang=en] .zh, html[lang=zh] .en { display: none; }
)";

constexpr const char* kScript = R"(
const list = [...document.querySelectorAll('li')], points = [...document.querySelectorAll('.point')];
const search = document.getElementById('search'), code = document.getElementById('code');
function filter() {
  const on = new Set([...document.querySelectorAll('.severity:checked')].map(box => box.value));
  const words = search.value.trim().toLowerCase();
  let shown = 0;
  for (const item of list) {
    const visible = on.has(item.dataset.severity) && (!code.value || item.dataset.code === code.value) &&
        (!words || item.textContent.toLowerCase().includes(words));
    item.hidden = !visible;
    shown += visible;
  }
  document.getElementById('shown').textContent = shown + ' / ' + list.length;
}
function choose(place, scroll) {
  for (const element of [...list, ...points]) element.classList.toggle('chosen', element.dataset.place === place);
  const first = list.find(item => item.dataset.place === place && !item.hidden);
  if (scroll && first) first.scrollIntoView({block: 'center'});
}
for (const item of list) item.addEventListener('click', () => choose(item.dataset.place, false));
for (const point of points) point.addEventListener('click', () => choose(point.dataset.place, true));
for (const input of document.querySelectorAll('.filters input, .filters select')) input.addEventListener('input', filter);
document.getElementById('language').addEventListener('click', () => {
  document.documentElement.lang = document.documentElement.lang === 'zh' ? 'en' : 'zh';
});
if (!navigator.language.startsWith('zh')) document.documentElement.lang = 'en';
filter();
)";

std::string both(const Text& text) {
    const std::string& zh = text.zh.empty() ? text.en : text.zh;
    return fmt::format("<span class=\"zh\">{}</span><span class=\"en\">{}</span>", escape_html(zh),
                       escape_html(text.en));
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
        "<li data-severity=\"{0}\" data-code=\"{1}\" data-place=\"{2}:{3}\"><span class=\"tag "
        "{0}\">{4}</span><code>{1}</code> "
        "<b>{5}</b> {6} <span class=\"where\">{2}{7}</span><div>{8}</div>",
        name(f.severity), escape_html(f.code), escape_html(f.file), f.row, both(severity_word(f.severity)),
        escape_html(f.id), escape_html(f.name), row, both(f.found));
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
    std::set<std::string> codes;
    for (const auto& finding : report.findings) codes.insert(finding.code);
    html += "<select id=\"code\" aria-label=\"code\"><option value=\"\">全部 / all</option>";
    for (const auto& code : codes) html += fmt::format("<option>{}</option>", escape_html(code));
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
        html += fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n", escape_html(f.file),
                            f.rows, escape_html(f.crs), escape_html(f.encoding));
    }
    return html + "</table>";
}

std::string wind_rose(const Report& report) {
    if (report.wind_rose.empty()) return {};
    return "<figure class=\"rose\"><figcaption>" +
           both({"风玫瑰(风的来向)", "Wind rose (where the wind comes from)"}) + "</figcaption>" +
           report.wind_rose + "</figure>\n";
}

constexpr const char* kSigns =
    "<p class=\"more\">△ <span class=\"zh\">监测点</span><span class=\"en\">station</span> · ◇ <span "
    "class=\"zh\">泊位</span><span class=\"en\">berth</span> · ○ <span class=\"zh\">敏感受体</span><span "
    "class=\"en\">receptor</span> · □ <span class=\"zh\">污染源</span><span class=\"en\">source</span></p>\n";

}  // namespace

std::string report_html(const Report& report) {
    std::string html = fmt::format(
        "<!doctype html>\n<html lang=\"zh\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
        "content=\"width=device-width\">\n<title>{} - mapgen "
        "check</title>\n<style>{}</style>\n</head>\n<body>\n<header><h1>{}</h1>{}"
        "<span>{}</span><button id=\"language\">中文 / English</button></header>\n<main>\n<section>\n",
        escape_html(report.project_name), kStyle, both(report.title),
        report.synthetic ? fmt::format("<b>{}</b>", kSyntheticMark) : "",
        both(count_findings(report.findings)));
    html += report_map(report) + kSigns + wind_rose(report) + file_table(report) + "</section>\n<section>\n" +
            filters(report) + "<ul>\n";
    for (const auto& finding : report.findings) html += item(finding);
    return html + "</ul>\n</section>\n</main>\n<script>" + kScript + "</script>\n</body>\n</html>\n";
}

}  // namespace riskmap::check
