#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "geocore/core/text.hpp"
#include "geocore/core/xml_text.hpp"
#include "geocore/run/fixed_words.hpp"
#include "mapgen/artefacts/csv_writer.hpp"
#include "mapgen/artefacts/enterprise_map.hpp"
#include "mapgen/artefacts/enterprise_page.hpp"
#include "mapgen/artefacts/source_tables.hpp"
#include "mapgen/artefacts/tables.hpp"

namespace riskmap::artefacts {
namespace {

constexpr const char* kStyle = R"(
:root { --red: #c62828; --yellow: #f2b300; --green: #2e7d32; --none: #6b7780; --line: #d8dfe2; --soft: #51616b; --accent: #0b6e7d; }
* { box-sizing: border-box; }
body { margin: 0; font: 14px/1.45 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Micro Hei", sans-serif; color: #18252d; background: #e7eaea; }
.page { max-width: 210mm; margin: 16px auto; background: #fff; padding: 12mm 13mm 8mm; border-radius: 6px; }
.bar { max-width: 210mm; margin: 12px auto 0; text-align: right; }
button { font: inherit; padding: 4px 12px; border: 1px solid var(--line); border-radius: 6px; background: #fff; cursor: pointer; }
.mark { background: #fff0dc; color: #8a3b00; border: 1px solid #efb46c; border-radius: 4px; padding: 2px 10px; margin-bottom: 8px; font-weight: 600; }
header { display: flex; gap: 20px; align-items: flex-start; border-bottom: 3px solid var(--accent); padding-bottom: 10px; }
header .title { flex: 1; }
h1 { font-size: 22px; line-height: 1.3; margin: 2px 0 3px; }
h2 { font-size: 15px; margin: 14px 0 4px; color: var(--accent); }
p { margin: 3px 0; }
.kind { color: var(--soft); font-size: 13px; }
.code { min-width: 126px; text-align: center; border-radius: 10px; color: #fff; padding: 8px 12px; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.code b { display: block; font-size: 25px; line-height: 1.2; }
.code.red { background: var(--red); } .code.yellow { background: var(--yellow); color: #2b2100; } .code.green { background: var(--green); } .code.none { background: var(--none); }
.status { display: inline-block; border: 1.5px solid currentColor; border-radius: 4px; padding: 0 8px; margin-top: 5px; font-size: 13px; }
.facts { display: grid; grid-template-columns: repeat(4, 1fr); gap: 8px 16px; margin: 10px 0 2px; }
.facts.few { grid-template-columns: repeat(3, 1fr); }
.facts div span.k { display: block; color: var(--soft); font-size: 12.5px; } .facts b { font-size: 15px; }
.wide { grid-column: span 2; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; font-size: 13px; }
th { text-align: left; color: var(--soft); font-weight: 500; border-bottom: 1px solid var(--line); padding: 3px 8px 3px 0; vertical-align: bottom; }
td { border-bottom: 1px solid var(--line); padding: 4px 8px 4px 0; vertical-align: top; } td.n, th.n { text-align: right; } td.n, th.n, .whole { white-space: nowrap; }
.share { display: inline-block; height: 9px; background: var(--accent); border-radius: 2px; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.tag { display: inline-block; border-radius: 9px; padding: 0 8px; font-size: 12.5px; color: #fff; print-color-adjust: exact; -webkit-print-color-adjust: exact; } .tag.red { background: var(--red); } .tag.yellow { background: var(--yellow); color: #2b2100; }
.small { font-size: 12.5px; color: var(--soft); }
.where { display: grid; grid-template-columns: 1fr 300px; gap: 18px; align-items: start; }
.where h2:first-child { margin-top: 12px; }
.map { display: block; width: 100%; height: auto; margin-top: 12px; border: 1px solid var(--line); print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.key { display: flex; flex-wrap: wrap; gap: 1px 12px; margin-top: 4px; font-size: 12.5px; } .key span { white-space: nowrap; } .key svg { width: 20px; height: 14px; margin-right: 5px; vertical-align: -2px; }
footer { margin-top: 10px; border-top: 1px solid var(--line); padding-top: 4px; }
html[lang=en] .zh, html[lang=zh] .en { display: none; }
@media (max-width: 640px) { .page { padding: 16px; margin: 0; } header, .where { display: block; } .code { margin-top: 10px; } .facts, .facts.few { grid-template-columns: repeat(2, 1fr); } .scroll { overflow-x: auto; } }
@media print { @page { size: A4; margin: 11mm 12mm; } body { background: #fff; font-size: 12px; line-height: 1.38; } table, .small, .key, .kind { font-size: 11.5px; } .facts { gap: 5px 16px; margin-top: 7px; } .facts b { font-size: 14px; } .facts div span.k { font-size: 11.5px; } h2 { font-size: 14px; } .where { grid-template-columns: 1fr 285px; } .page { margin: 0; padding: 0; max-width: none; border-radius: 0; zoom: 0.92; } .bar { display: none; } h2 { break-after: avoid; margin-top: 9px; } tr, .where { break-inside: avoid; } td, th { padding-top: 2px; padding-bottom: 2px; } }
)";

constexpr const char* kScript = R"(
const root = document.documentElement;
if (location.hash === '#en') root.lang = 'en';
document.getElementById('language').addEventListener('click', () => {
  root.lang = root.lang === 'zh' ? 'en' : 'zh';
});
)";

std::string both(const run::Text& text) {
    return in_both(text);
}

/// A kind of source as inventories write it, in words.
std::string type_word(const std::string& type) {
    if (type == "point" || type == "stack") return both({"点源(排气筒)", "stack"});
    if (type == "area" || type == "volume") return both({"面源(无组织)", "fugitive"});
    return core::html_escaped(type);
}

/// A zone by its name, with the id that tables have.
std::string zone_words(const std::string& id, const PageContext& context) {
    for (const auto& zone : context.area.zones) {
        if (zone.id != id || zone.name_zh.empty()) continue;
        return both({zone.name_zh, zone.name_en.empty() ? zone.name_zh : zone.name_en});
    }
    return core::html_escaped(id);
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
    html += fmt::format(
        "<div class=\"code {}\"><b>{}</b><span class=\"status\">{}</span></div></header>\n",
        a.withheld ? "none" : sources::name(a.grading.code),
        a.withheld ? both({"不公开", "not public"})
                   : both({std::string(name_zh(a.grading.code)), std::string(sources::name(a.grading.code))}),
        both(release_word(a.release)));
    return html;
}

std::string facts(const sources::AssessedEnterprise& a, const PageContext& context) {
    const auto& e = a.enterprise;
    const auto& g = a.grading;
    const std::string zone = fact({"园区", "zone"}, zone_words(e.zone, context), "wide");
    const std::string industry =
        fact({"行业(GB/T 4754)", "industry (GB/T 4754)"}, core::html_escaped(e.industry), "wide");
    if (a.withheld) return "<div class=\"facts\">\n" + zone + industry + "</div>\n";
    const run::Text at_least = g.at_least ? run::Text{"至少 ", "at least "} : run::Text{"", ""};
    std::string permit = core::html_escaped(e.permit_number);
    if (a.permit_fault) {
        permit +=
            fmt::format(" <span class=\"small\">{}</span>", both({a.permit_fault->zh, a.permit_fault->en}));
    }
    std::string html = "<div class=\"facts\">\n" + zone + industry;
    html += fact({"排污许可证编号", "permit number"}, permit, "wide");
    html += fact({"风险等级", "grade"}, both({std::string(name_zh(g.grade)), std::string(name(g.grade))}));
    html += fact({"占全部企业危害值", "share of all enterprises' hazard"},
                 fmt::format("{:.1f} %", 100 * g.hazard_share));
    html += fact({"危害值(RSEI方法)", "hazard (after RSEI)"}, both(at_least) + scientific(g.hazard), "wide");
    html += fact({"相当于每年排放苯", "as benzene a year"},
                 fmt::format("{}{:.3g} t/a", both(at_least), g.hazard / sources::hazard_of_benzene_tonne()),
                 "wide");
    return html + "</div>\n";
}

std::string problems(const sources::AssessedEnterprise& a) {
    if (a.withheld) return "";
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
        "<td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"whole\"><span class=\"share\" "
        "style=\"width:{:.0f}px\"></span> {:.1f} %</td></tr>\n",
        both({l.name_zh, l.name_en}), l.on_list ? " " + both({"(风险污染物)", "(risk substance)"}) : "",
        core::html_escaped(l.cas), core::html_escaped(core::join(l.lists, "; ")), amount,
        l.load.weight.cancer ? scientific(*l.load.weight.cancer) : none,
        l.load.weight.non_cancer ? scientific(*l.load.weight.non_cancer) : none,
        hazard ? scientific(*hazard) : none, 60 * share, 100 * share);
}

/// Of a draft that is not for the public, the substances' names alone.
std::string substance_names(const sources::AssessedEnterprise& a) {
    std::string html = "<h2>" + both({"排放的物质", "Substances"}) + "</h2>\n<p>";
    for (std::size_t i = 0; i < a.loads.size(); ++i) {
        html += (i > 0 ? both({"、", ", "}) : "") + both({a.loads[i].name_zh, a.loads[i].name_en});
    }
    return html + "</p>\n";
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
                       "</h2>\n<table><tr><th>" + both({"排放点", "source"}) + "</th><th class=\"n\">" +
                       both({"高度 m", "height m"}) + "</th><th>" + both({"经度, 纬度", "lon, lat"}) +
                       "</th><th>" + both({"实测等级", "measured level"}) + "</th></tr>\n";
    for (const auto& p : a.points) {
        html += fmt::format(
            "<tr><td>{}<div class=\"small\">{}</div></td><td class=\"n\">{:.3g}</td><td "
            "class=\"whole\">{:.5f}, {:.5f}</td><td class=\"whole\">{}</td></tr>\n",
            core::html_escaped(p.id), type_word(p.type), p.height_m, p.lon_lat.x, p.lon_lat.y,
            level_or_unknown(context.project, p.area_level));
    }
    html += "</table>\n";
    if (a.withheld) return html;
    return html + "<div class=\"facts few\">" +
           fact({"1 km内敏感受体", "receptors within 1 km"}, count_or_unknown(a.around.receptors_1km)) +
           fact({"3 km内", "within 3 km"}, count_or_unknown(a.around.receptors_3km)) +
           fact({"5 km内", "within 5 km"}, count_or_unknown(a.receptors_5km)) + "</div>\n" +
           near_receptors(a, context);
}

std::string release(const sources::AssessedEnterprise& a) {
    const auto& r = a.release;
    if (a.withheld) {
        return "<p>" +
               both({"风险等级、风险码、问题清单及其依据(许可证编号、排放量、危害值、周边受体数)尚为草案,"
                     "未经人员审核发布,不在公开成果中给出。",
                     "Grade, code, problems and what they follow from (permit number, amounts, hazard, "
                     "receptors "
                     "around) are a draft that no person has released; they are not part of what is "
                     "public."}) +
               "</p>\n";
    }
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
    std::string html;
    if (!a.withheld) {
        html += "<h2>" + both({"管控措施", "Measures"}) + "</h2>\n<p>" + both({a.measure.zh, a.measure.en}) +
                "</p>\n";
    }
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

std::string enterprise_html(const sources::AssessedEnterprise& assessed, const PageContext& context) {
    const auto a = context.project.public_audience ? sources::public_part(assessed) : assessed;
    std::string html = fmt::format(
        "<!doctype html>\n<html lang=\"zh\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
        "content=\"width=device-width\">\n<title>{} {}</title>\n<style>{}</style>\n</head>\n<body>\n"
        "<div class=\"bar\"><button id=\"language\">中文 / English</button></div>\n<div class=\"page\">\n",
        core::html_escaped(a.enterprise.id), core::html_escaped(a.enterprise.name_zh), kStyle);
    html += header(a, context) + facts(a, context) + "<div class=\"where\"><div>\n" + problems(a) +
            places(a, context) + "</div>\n<div>" + enterprise_map(a, context) + "</div></div>\n";
    html += (a.withheld ? substance_names(a) : checks(a, context) + substances(a)) + basis(a, context);
    const bool open = context.project.public_audience && !context.project.review_number.empty();
    const std::string whose =
        open ? ""
             : " · " + both(context.project.public_audience
                                ? run::Text{run::kNotReviewed, "map not reviewed, for internal use only"}
                                : run::Text{"仅供内部使用", "for internal use only"});
    html += fmt::format(
        "<footer class=\"small\">{} · {} {}{}</footer>\n</div>\n<script>{}</script>\n</body>\n</html>\n",
        core::html_escaped(context.project.name), both({"运行", "run"}), context.digits, whose, kScript);
    return html;
}

}  // namespace riskmap::artefacts
