#include "mapgen/artefacts/control_list.hpp"

#include <algorithm>
#include <tuple>

#include "geocore/core/text.hpp"
#include "geocore/run/fixed_words.hpp"
#include "geocore/workbook/workbook.hpp"
#include "mapgen/artefacts/source_tables.hpp"

namespace riskmap::artefacts {
namespace {

using sources::AssessedEnterprise;
using sources::Code;

ControlLine& line_of(std::vector<ControlLine>& lines, const AssessedEnterprise& a) {
    const auto same = std::find_if(lines.begin(), lines.end(), [&](const ControlLine& line) {
        return line.area == a.enterprise.zone && line.grade == a.grading.grade &&
               line.industry == a.enterprise.industry;
    });
    if (same != lines.end()) return *same;
    ControlLine line;
    line.area = a.enterprise.zone;
    line.grade = a.grading.grade;
    line.industry = a.enterprise.industry;
    line.measures = {a.measure.zh, a.measure.en};
    return lines.emplace_back(std::move(line));
}

void add(ControlLine& line, const AssessedEnterprise& a) {
    line.enterprises.push_back(a.enterprise.id);
    for (const auto& load : a.loads) {
        auto& known = line.substances;
        if (std::find(known.begin(), known.end(), load.load.pollutant) == known.end())
            known.push_back(load.load.pollutant);
    }
    line.hazard += a.grading.hazard;
    line.at_least = line.at_least || a.grading.at_least;
    line.red += a.grading.code == Code::red ? 1 : 0;
    line.yellow += a.grading.code == Code::yellow ? 1 : 0;
    line.green += a.grading.code == Code::green ? 1 : 0;
    line.drafts += a.release.released ? 0 : 1;
}

workbook::Sheet sheet(const char* title, const std::vector<const char*>& columns, bool synthetic) {
    workbook::Sheet made{title, {columns.begin(), columns.end()}, {}};
    if (synthetic) made.columns.emplace_back("标记 mark");
    return made;
}

void add_row(workbook::Sheet& sheet, std::vector<workbook::Cell> cells, bool synthetic) {
    if (synthetic) cells.emplace_back(std::string(run::kSyntheticMark));
    sheet.rows.push_back(std::move(cells));
}

workbook::Sheet line_sheet(const std::vector<ControlLine>& lines, bool synthetic) {
    auto made = sheet("分区分级管控清单",
                      {"区域 area", "风险等级 grade", "行业 industry", "企业数 enterprises", "企业 ids",
                       "红码 red", "黄码 yellow", "绿码 green", "草案 drafts", "物质 substances",
                       "危害值 hazard", "管控措施 measures", "measures (en)"},
                      synthetic);
    for (const auto& l : lines) {
        add_row(
            made,
            {l.area, std::string(name_zh(l.grade)), l.industry, static_cast<long long>(l.enterprises.size()),
             core::join(l.enterprises, "; "), static_cast<long long>(l.red), static_cast<long long>(l.yellow),
             static_cast<long long>(l.green), static_cast<long long>(l.drafts),
             core::join(l.substances, "; "), l.hazard, l.measures.zh, l.measures.en},
            synthetic);
    }
    return made;
}

workbook::Sheet enterprise_sheet(const std::vector<AssessedEnterprise>& enterprises, bool synthetic) {
    auto made = sheet("企业风险码",
                      {"企业 enterprise", "名称 name", "排污许可证编号 permit number", "区域 area",
                       "行业 industry", "风险等级 grade", "风险码 code", "状态 status", "危害值 hazard",
                       "问题清单 problems", "problems (en)"},
                      synthetic);
    for (const auto& a : enterprises) {
        const auto& e = a.enterprise;
        if (a.withheld) {
            add_row(made,
                    {e.id, e.name_zh, "", e.zone, e.industry, "", "", release_word(a.release).zh, "", "", ""},
                    synthetic);
            continue;
        }
        const auto words = problem_words(a.grading);
        add_row(made,
                {e.id, e.name_zh, e.permit_number, e.zone, e.industry, std::string(name_zh(a.grading.grade)),
                 std::string(name_zh(a.grading.code)), release_word(a.release).zh, a.grading.hazard, words.zh,
                 words.en},
                synthetic);
    }
    return made;
}

}  // namespace

std::vector<ControlLine> control_lines(const std::vector<AssessedEnterprise>& enterprises) {
    std::vector<ControlLine> lines;
    for (const auto& assessed : enterprises) {
        if (!assessed.withheld) add(line_of(lines, assessed), assessed);
    }
    std::stable_sort(lines.begin(), lines.end(), [](const ControlLine& a, const ControlLine& b) {
        return std::tie(a.area, b.grade, a.industry) < std::tie(b.area, a.grade, b.industry);
    });
    return lines;
}

TableEntry write_control_list(const std::filesystem::path& run, bool synthetic,
                              const std::vector<AssessedEnterprise>& enterprises) {
    const auto lines = control_lines(enterprises);
    CsvWriter table(
        run, "tables/control-list.csv", {"分区分级管控清单", "graded control list"}, synthetic,
        {"area", "grade", "grade_zh", "industry", "n_enterprises", "enterprises", "red", "yellow", "green",
         "drafts", "substances", "hazard", "hazard_at_least", "measures_zh", "measures_en"});
    for (const auto& l : lines) {
        table.row({l.area, std::string(name(l.grade)), std::string(name_zh(l.grade)), l.industry,
                   std::to_string(l.enterprises.size()), core::join(l.enterprises, ";"),
                   std::to_string(l.red), std::to_string(l.yellow), std::to_string(l.green),
                   std::to_string(l.drafts), core::join(l.substances, ";"), cell(l.hazard),
                   l.at_least ? "1" : "0", l.measures.zh, l.measures.en});
    }
    TableEntry entry = table.finish();
    workbook::write(run / "tables/control-list.xlsx",
                    {line_sheet(lines, synthetic), enterprise_sheet(enterprises, synthetic)},
                    {"分区分级管控清单", "graded control list", ""});
    return entry;
}

}  // namespace riskmap::artefacts
