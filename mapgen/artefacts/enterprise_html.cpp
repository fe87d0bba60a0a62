#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "geocore/core/text.hpp"
#include "geocore/core/xml_text.hpp"
#include "geocore/run/fixed_words.hpp"
#include "mapgen/artefacts/csv_writer.hpp"
#include "mapgen/artefacts/enterprise_page.hpp"
#include "mapgen/artefacts/source_tables.hpp"
#include "mapgen/artefacts/tables.hpp"
#include "mapgen/check/report_map.hpp"

namespace riskmap::artefacts {
namespace {

constexpr const char* kStyle = R"(
:root { --red: #c62828; --yellow: #f2b300; --green: #2e7d32; --none: #6b7780; --line: #d8dfe2; --soft: #51616b; --accent: #0b6e7d; }
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.55 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Micro Hei", sans-serif; color: #18252d; background: #e7eaea; }
.page { max-width: 210mm; margin: 16px auto; background: #fff; padding: 14mm 14mm 10mm; border-radius: 6px; }
.bar { max-width: 210mm; margin: 12px auto 0; text-align: right; }
button { font: inherit; padding: 4px 12px; border: 1px solid var(--line); border-radius: 6px; background: #fff; cursor: pointer; }
.mark { background: #fff0dc; color: #8a3b00; border: 1px solid #efb46c; border-radius: 4px; padding: 2px 10px; margin-bottom: 10px; font-weight: 600; }
header { display: flex; gap: 20px; align-items: flex-start; border-bottom: 3px solid var(--accent); padding-bottom: 12px; }
header .title { flex: 1; }
h1 { font-size: 23px; line-height: 1.3; margin: 2px 0 4px; }
h2 { font-size: 16px; margin: 20px 0 6px; color: var(--accent); }
.kind { color: var(--soft); font-size: 14px; }
.code { min-width: 132px; text-align: center; border-radius: 10px; color: #fff; padding: 10px 12px; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.code b { display: block; font-size: 26px; line-height: 1.2; }
.code.red { background: var(--red); } .code.yellow { background: var(--yellow); color: #2b2100; } .code.green { background: var(--green); } .code.none { background: var(--none); }
.status { display: inline-block; border: 1.5px solid currentColor; border-radius: 4px; padding: 0 8px; margin-top: 6px; font-size: 14px; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 10px 18px; margin: 14px 0 4px; }
.facts div span.k { display: block; color: var(--soft); font-size: 13px; } .facts b { font-size: 17px; }
.three { grid-template-columns: repeat(3, 1fr); } td.part { white-space: nowrap; }
.wide { grid-column: span 2; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th { text-align: left; color: var(--soft); font-weight: 500; border-bottom: 1px solid var(--line); padding: 4px 8px 4px 0; vertical-align: bottom; }
td { border-bottom: 1px solid var(--line); padding: 5px 8px 5px 0; vertical-align: top; } td.n, th.n { text-align: right; white-space: nowrap; }
.share { display: inline-block; height: 9px; background: var(--accent); border-radius: 2px; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.tag { display: inline-block; border-radius: 9px; padding: 0 8px; font-size: 13px; color: #fff; print-color-adjust: exact; -webkit-print-color-adjust: exact; } .tag.red { background: var(--red); } .tag.yellow { background: var(--yellow); color: #2b2100; }
.small { font-size: 13px; color: var(--soft); }
.where { display: grid; grid-template-columns: 1fr 260px; gap: 16px; align-items: start; }
#map { width: 260px; height: auto; background: #dcebf5; border-radius: 4px; border: 1px solid var(--line); }
.land { fill: #f3efe6; stroke: #b9b09c; stroke-width: 3; } .zone { fill: #7a5ea822; stroke: #7a5ea8; stroke-width: 4; stroke-dasharray: 18 12; }
.point path { fill: #fff; stroke: #1f5fa8; stroke-width: 2; transform: scale(2.4); } .point text { display: none; } .ring { fill: none; stroke: #c62828; stroke-width: 3; stroke-dasharray: 10 8; }
footer { margin-top: 18px; border-top: 1px solid var(--line); padding-top: 6px; }
html[lang=en] .zh, html[lang=zh] .en { display: none; }
@media (max-width: 640px) { .page { padding: 16px; margin: 0; } header, .where { display: block; } .code { margin-top: 10px; } .scroll { overflow-x: auto; } }
@media print { @page { size: A4; margin: 12mm; } body { background: #fff; font-size: 12px; line-height: 1.4; } p { margin: 3px 0; } table { font-size: 11.5px; } .small { font-size: 11px; } .page { margin: 0; padding: 0; max-width: none; } .bar { display: none; } h1 { font-size: 20px; } h2 { break-after: avoid; font-size: 14px; margin: 10px 0 3px; } .facts { gap: 5px 16px; margin: 8px 0 3px; } .facts b { font-size: 14px; } footer { margin-top: 8px; padding-top: 3px; } tr, .where { break-inside: avoid; } .where { grid-template-columns: 1fr 190px; } #map { width: 190px; } td, th { padding-top: 2px; padding-bottom: 2px; } }
)";

constexpr const char* kScript = R"(
const root = document.documentElement;
if (location.hash === '#en') root.lang = 'en';
document.getElementById('language').addEventListener('click', () => {
  root.lang = root.lang === 'zh' ? 'en' : 'zh';
});
)";

std::string both(const run::Text& text) {
    return fmt::format("<span class=\"zh\">{}</span><span class=\"en\">{}</span>",
                       core::html_escaped(text.zh), core::html_escaped(text.en));
}

/// Two digits: hazards are orders of magnitude, not measurements.
std::string scientific(double value) {
    if (!(value > 0)) return "0";
    if (value < 1e4) return value < 100 ? fmt::format("{:.3g}", value) : fmt::format("{:.0f}", value);
    int exponent = static_cast<int>(std::floor(std::log10(value)));
    double mantissa = std::round(value / std::pow(10, exponent) * 10) / 10;
    if (mantissa >= 10) {
        mantissa /= 10;
        ++exponent;
    }
    return fmt::format("{:.1f} × 10<sup>{}</sup>", mantissa, exponent);
}

std::string count_or_unknown(const std::optional<int>& value) {
    return value ? std::to_string(*value) : both({"不明", "not known"});
}

std::string level_or_unknown(const project::Project& project, const std::optional<int>& level) {
    return level ? fmt::format("{} {}", *level, both(level_name(project, *level)))
                 : both({"未知", "unknown"});
}

std::string fact(const run::Text& key, const std::string& value, const char* css = "") {
    return fmt::format("<div class=\"{}\"><span class=\"k\">{}</span><b>{}</b></div>\n", css, both(key),
                       value);
}

std::string header(const sources::AssessedEnterprise& a, const PageContext& context) {
    const auto& e = a.enterprise;
    const run::Text name{e.name_zh.empty() ? e.id : e.name_zh, e.name_en.empty() ? e.id : e.name_en};
    std::string html;
    if (context.project.synthetic) {
        html += fmt::format(
            "<div class=\"mark\">{} <span class=\"en\">· synthetic data, not a real "
            "enterprise</span></div>\n",
            run::kSyntheticMark);
    }
    html += fmt::format(
        "<header><div class=\"title\"><div class=\"kind\">{}</div><h1>{}</h1><div class=\"kind\">{} · "
        "{}</div></div>\n",
        both({"环境健康风险源 一企一档", "Source of environmental health risk · enterprise file"}),
        both(name), core::html_escaped(e.id), both(context.project.title));
    html +=
        fmt::format("<div class=\"code {}\"><b>{}</b><span class=\"status\">{}</span></div></header>\n",
                    sources::name(a.grading.code),
                    both({std::string(name_zh(a.grading.code)), std::string(sources::name(a.grading.code))}),
                    both(release_word(a.release)));
    return html;
}

std::string facts(const sources::AssessedEnterprise& a) {
    const auto& e = a.enterprise;
    const auto& g = a.grading;
    const run::Text at_least = g.at_least ? run::Text{"至少 ", "at least "} : run::Text{"", ""};
    std::string permit = core::html_escaped(e.permit_number);
    if (a.permit_fault) {
        permit +=
            fmt::format(" <span class=\"small\">{}</span>", both({a.permit_fault->zh, a.permit_fault->en}));
    }
    std::string html = "<div class=\"facts\">\n";
    html += fact({"排污许可证编号", "permit number"}, permit, "wide");
    html += fact({"园区", "zone"}, core::html_escaped(e.zone));
    html += fact({"行业(GB/T 4754)", "industry (GB/T 4754)"}, core::html_escaped(e.industry));
    html += fact({"风险等级", "grade"}, both({std::string(name_zh(g.grade)), std::string(name(g.grade))}));
    html += fact({"危害值(RSEI方法)", "hazard (after RSEI)"}, both(at_least) + scientific(g.hazard));
    html += fact({"相当于苯", "as benzene"},
                 fmt::format("{}{:.3g} t/a", both(at_least), g.hazard / sources::hazard_of_benzene_tonne()));
    html += fact({"占全部企业", "share of all enterprises"}, fmt::format("{:.1f} %", 100 * g.hazard_share));
    return html + "</div>\n";
}

std::string problems(const sources::AssessedEnterprise& a) {
    std::string html = "<h2>" + both({"问题清单", "Problems behind the code"}) + "</h2>\n";
    if (a.grading.problems.empty()) {
        return html + "<p>" + both({"没有红、黄码规则成立。", "No rule for a red or yellow code holds."}) +
               "</p>\n";
    }
    html += "<table>";
    for (const auto* rule : a.grading.problems) {
        html += fmt::format("<tr><td><span class=\"tag {}\">{}</span></td><td>{}</td></tr>\n", rule->result,
                            core::html_escaped(rule->id), both({rule->name_zh, rule->name_en}));
    }
    return html + "</table>\n";
}

std::string checks(const sources::AssessedEnterprise& a, const PageContext& context) {
    const auto findings = findings_of(a, context);
    std::string html = "<h2>" + both({"数据核查", "Data checks"}) + "</h2>\n";
    if (findings.empty()) {
        return html + "<p>" +
               both({"登记信息与排放源数据未发现问题。",
                     "Nothing was found in its row of the register or in its sources."}) +
               "</p>\n";
    }
    html += "<table>";
    for (const auto& finding : findings) {
        html += fmt::format(
            "<tr><td>{}<div class=\"small\">{} {}</div></td><td>{}<div class=\"small\">{}</div></td></tr>\n",
            both(check::title_of(finding.code)), core::html_escaped(finding.file),
            core::html_escaped(finding.id), both(finding.found), both(finding.advice));
    }
    return html + "</table>\n";
}

std::string substance_row(const sources::AssessedLoad& l, double total) {
    const auto hazard = l.load.hazard();
    const double share = hazard && total > 0 ? *hazard / total : 0;
    std::string amount =
        l.load.emission_kg_a ? fmt::format("{:.6g}", *l.load.emission_kg_a) : both({"不明", "not known"});
    if (l.load.at_least && l.load.emission_kg_a) amount = "≥ " + amount;
    const std::string none = both({"无数据", "no data"});
    return fmt::format(
        "<tr><td>{}{}<div class=\"small\">{} {}</div></td><td class=\"n\">{}</td><td class=\"n\">{}</td>"
        "<td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"part\"><span class=\"share\" "
        "style=\"width:{:.0f}px\"></span> {:.1f} %</td></tr>\n",
        both({l.name_zh, l.name_en}), l.on_list ? " " + both({"(风险污染物)", "(risk substance)"}) : "",
        core::html_escaped(l.cas), core::html_escaped(core::join(l.lists, "; ")), amount,
        l.load.weight.cancer ? scientific(*l.load.weight.cancer) : none,
        l.load.weight.non_cancer ? scientific(*l.load.weight.non_cancer) : none,
        hazard ? scientific(*hazard) : none, 80 * share, 100 * share);
}

std::string substances(const sources::AssessedEnterprise& a) {
    std::string html = "<h2>" + both({"物质与排放", "Substances and emissions"}) +
                       "</h2>\n<div class=\"scroll\"><table><tr><th>" + both({"物质", "substance"}) +
                       "</th><th class=\"n\">" + both({"排放量 kg/a", "emission kg/a"}) +
                       "</th><th class=\"n\">" + both({"毒性权重(致癌)", "weight (cancer)"}) +
                       "</th><th class=\"n\">" + both({"毒性权重(非致癌)", "weight (non-cancer)"}) +
                       "</th><th class=\"n\">" + both({"危害值", "hazard"}) + "</th><th>" +
                       both({"占比", "share"}) + "</th></tr>\n";
    for (const auto& load : a.loads) html += substance_row(load, a.grading.hazard);
    if (a.loads.empty()) {
        html += "<tr><td colspan=\"6\">" +
                both({"源清单中没有这家企业的物质。",
                      "The table of sources has no substance of this enterprise."}) +
                "</td></tr>\n";
    }
    return html + "</table></div>\n";
}

/// Sources as squares with 1 km around each, receptors as circles.
std::string map(const sources::AssessedEnterprise& a, const PageContext& context) {
    if (a.points.empty()) return "";
    constexpr double kAround_m = 3500;
    constexpr double kWidth = 1000;
    grid::Box box = grid::Box::empty();
    for (const auto& point : a.points) box.extend(point.position);
    const grid::Point centre{(box.xmin + box.xmax) / 2, (box.ymin + box.ymax) / 2};
    const double half = std::max(box.width(), box.height()) / 2 + kAround_m;
    check::Report report;
    report.sketch.box = {centre.x - half, centre.y - half, centre.x + half, centre.y + half};
    report.sketch.land = context.area.land;
    for (const auto& zone : context.area.zones) report.sketch.zones.push_back(zone.area);
    for (const auto& receptor : context.receptors)
        report.sketch.points.push_back({"", 0, receptor.id, check::PointKind::receptor, receptor.position});
    for (const auto& point : a.points)
        report.sketch.points.push_back({"", 0, point.id, check::PointKind::source, point.position});
    std::string svg = check::sketch_svg(report);
    const double scale = kWidth / report.sketch.box.width();
    std::string rings;
    for (const auto& point : a.points) {
        rings += fmt::format("<circle class=\"ring\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{:.1f}\"/>\n",
                             (point.position.x - report.sketch.box.xmin) * scale,
                             (report.sketch.box.ymax - point.position.y) * scale, 1000 * scale);
    }
    svg.insert(svg.rfind("</svg>"), rings);
    return svg;
}

std::string near_receptors(const sources::AssessedEnterprise& a, const PageContext& context) {
    const auto nearest = nearest_receptors(a, context);
    if (nearest.empty()) return "";
    std::string html = "<table><tr><th>" + both({"最近敏感受体", "nearest receptors"}) + "</th><th>" +
                       both({"类型", "type"}) + "</th><th class=\"n\">" + both({"距离 km", "distance km"}) +
                       "</th></tr>\n";
    for (const auto& near : nearest) {
        html += fmt::format("<tr><td>{}</td><td>{}</td><td class=\"n\">{:.2f}</td></tr>\n",
                            core::html_escaped(near.receptor->id), core::html_escaped(near.receptor->type),
                            near.distance_m / 1000);
    }
    return html + "</table>\n";
}

std::string places(const sources::AssessedEnterprise& a, const PageContext& context) {
    std::string html = "<h2>" + both({"排放点与周边", "Sources and surroundings"}) +
                       "</h2>\n<div class=\"where\"><div><table><tr><th>" + both({"排放点", "source"}) +
                       "</th><th class=\"n\">" + both({"高度 m", "height m"}) + "</th><th>" +
                       both({"经度, 纬度", "lon, lat"}) + "</th><th>" +
                       both({"区域实测等级", "measured level there"}) + "</th></tr>\n";
    for (const auto& p : a.points) {
        html += fmt::format(
            "<tr><td>{} <span class=\"small\">{}</span></td><td class=\"n\">{:.3g}</td><td>{:.5f}, "
            "{:.5f}</td><td>{}</td></tr>\n",
            core::html_escaped(p.id), core::html_escaped(p.type), p.height_m, p.lon_lat.x, p.lon_lat.y,
            level_or_unknown(context.project, p.area_level));
    }
    html += "</table>\n<div class=\"facts three\">" +
            fact({"1 km内敏感受体", "receptors within 1 km"}, count_or_unknown(a.around.receptors_1km)) +
            fact({"3 km内", "within 3 km"}, count_or_unknown(a.around.receptors_3km)) +
            fact({"5 km内", "within 5 km"}, count_or_unknown(a.receptors_5km)) + "</div>\n" +
            near_receptors(a, context) + "</div>\n<div>" + map(a, context) + "<p class=\"small\">□ " +
            both({"排放点", "source"}) + " ○ " + both({"敏感受体", "receptor"}) + " – – " +
            both({"1 km", "1 km"});
    if (context.project.study_area.zones_approximate && !context.area.zones.empty())
        html += " · " + both({"园区为示意范围", "zones are approximate"});
    return html + "</p></div></div>\n";
}

std::string release(const sources::AssessedEnterprise& a) {
    const auto& r = a.release;
    if (!r.released && !r.changed_since) {
        return "<p>" +
               both({"本页为系统按规则生成的草案,未经人员审核发布,不得作为执法依据。",
                     "This is a draft made by rules; no person has released it, and nothing may be enforced "
                     "by it."}) +
               "</p>\n";
    }
    std::string html =
        fmt::format("<p>{}: {} · {} · {}{}</p>\n", both({"发布记录", "release"}), core::html_escaped(r.by),
                    core::html_escaped(r.time), core::html_escaped(r.run),
                    r.note.empty() ? "" : " · " + core::html_escaped(r.note));
    if (r.changed_since) {
        html += "<p>" +
                both({"发布后等级、风险码或问题清单已变化,现为草案,需重新审核。",
                      "Grade, code or problems have changed since; this is a draft again and needs a new "
                      "release."}) +
                "</p>\n";
    }
    return html;
}

std::string basis(const sources::AssessedEnterprise& a, const PageContext& context) {
    std::string html = "<h2>" + both({"管控措施", "Measures"}) + "</h2>\n<p>" +
                       both({a.measure.zh, a.measure.en}) + "</p>\n";
    html += "<h2>" + both({"审核与发布", "Review and release"}) + "</h2>\n" + release(a);
    html +=
        "<h2>" + both({"依据与说明", "Basis"}) + "</h2>\n<p class=\"small\">" +
        both({"危害值 = 年排放量(kg) × 毒性权重(美国环保署RSEI吸入权重,致癌与非致癌取大者),不含人口与扩散;"
              "等级与风险码的规则为项目默认,非国家标准,规则表版本 " +
                  context.rules_version +
                  "。"
                  "风险源等级不等于实测的区域风险。",
              "Hazard = kg a year times toxicity weight (US EPA RSEI, inhalation, the larger of cancer and "
              "non-cancer); without population and dispersion. Rules for grade and code are the project's "
              "defaults, no national standard, table version " +
                  context.rules_version +
                  ". "
                  "A source's grade is not a measured risk of the area."}) +
        "</p>\n";
    if (a.grading.grade_rule != nullptr) {
        html += fmt::format("<p class=\"small\">{} {}: {}</p>\n", both({"定级规则", "grade by rule"}),
                            core::html_escaped(a.grading.grade_rule->id),
                            both({a.grading.grade_rule->name_zh, a.grading.grade_rule->name_en}));
    }
    return html;
}

}  // namespace

std::string enterprise_html(const sources::AssessedEnterprise& a, const PageContext& context) {
    std::string html = fmt::format(
        "<!doctype html>\n<html lang=\"zh\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
        "content=\"width=device-width\">\n<title>{} {}</title>\n<style>{}</style>\n</head>\n<body>\n"
        "<div class=\"bar\"><button id=\"language\">中文 / English</button></div>\n<div class=\"page\">\n",
        core::html_escaped(a.enterprise.id), core::html_escaped(a.enterprise.name_zh), kStyle);
    html += header(a, context) + facts(a) + problems(a) + checks(a, context) + substances(a) +
            places(a, context) + basis(a, context);
    const bool open = context.project.public_audience && a.release.released;
    html += fmt::format(
        "<footer class=\"small\">{} · {} {}{}</footer>\n</div>\n<script>{}</script>\n</body>\n</html>\n",
        core::html_escaped(context.project.name), both({"运行", "run"}), context.digits,
        open ? "" : " · " + both({"仅供内部使用", "for internal use only"}), kScript);
    return html;
}

}  // namespace riskmap::artefacts
