#include "mapgen/exports/workbook_export.hpp"

#include <algorithm>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "geocore/gdal/vector_source.hpp"
#include "geocore/workbook/workbook.hpp"

namespace riskmap::exports {
namespace {

using workbook::Cell;

constexpr std::size_t kMostFigures = 15;

/// "007" and long codes are no numbers, whatever they consist of.
bool is_code(const std::string& text) {
    const std::size_t first = text.starts_with('-') ? 1 : 0;
    const bool leading_zero = text.size() > first + 1 && text[first] == '0' && text[first + 1] != '.';
    const bool plain = text.find_first_not_of("0123456789", first) == std::string::npos;
    return text.starts_with('+') || (leading_zero && plain) || (plain && text.size() - first > kMostFigures);
}

Cell cell_of(const std::string& text) {
    if (text.empty()) return {};
    if (is_code(text)) return text;
    if (const auto whole = core::parse_integer(text)) return *whole;
    if (const auto real = core::parse_double(text)) return *real;
    return text;
}

std::string text_of(const gdal::Value& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    if (const auto* whole = std::get_if<long long>(&value)) return std::to_string(*whole);
    if (const auto* real = std::get_if<double>(&value)) return core::format_double(*real);
    return {};
}

workbook::Sheet sheet_of(const RunSource& source, const RunTable& table, Language language) {
    const auto rows = gdal::read_vector(source.folder / table.path);
    workbook::Sheet sheet;
    sheet.name = of(table.title, language);
    for (const auto& field : rows.fields) sheet.columns.push_back(field.name);
    for (const auto& row : rows.features) {
        auto& cells = sheet.rows.emplace_back();
        for (const auto& value : row.values) cells.push_back(cell_of(text_of(value)));
    }
    return sheet;
}

std::vector<RunTable> wanted_tables(const RunSource& source, const std::vector<std::string>& paths) {
    if (paths.empty()) return source.tables_to_show();
    std::vector<RunTable> wanted;
    std::vector<std::string> names;
    for (const auto& table : source.tables)
        names.push_back(std::filesystem::path(table.path).stem().string());
    for (const auto& path : paths) {
        const auto name = std::filesystem::path(path).stem().string();
        const auto found = std::find(names.begin(), names.end(), name);
        if (found == names.end()) {
            throw core::usage_error("LAYER: '{}' is not a table of run {}{}", path, source.manifest.id,
                                    core::suggestion(name, names));
        }
        const auto& table = source.tables[static_cast<std::size_t>(found - names.begin())];
        source.release.require(table.path, source.manifest.id);
        wanted.push_back(table);
    }
    return wanted;
}

workbook::Sheet cover_of(const RunSource& source, const std::vector<RunTable>& tables,
                         const std::vector<workbook::Sheet>& sheets, Language language) {
    const bool zh = language == Language::zh;
    workbook::Sheet cover;
    cover.name = zh ? "封面" : "cover";
    cover.columns = zh ? std::vector<std::string>{"内容", "说明", "文件", "行数"}
                       : std::vector<std::string>{"item", "text", "file", "rows"};
    for (const auto& [label, text] : source.facts()) {
        cover.rows.push_back({of(label, language), of(text, language)});
    }
    auto all = sheets;
    all.insert(all.begin(), cover);
    const auto names = workbook::sheet_names(all);
    for (std::size_t i = 0; i < tables.size(); ++i) {
        cover.rows.push_back({zh ? "工作表 " + std::to_string(i + 1) : "sheet " + std::to_string(i + 1),
                              names[i + 1], tables[i].path, static_cast<long long>(sheets[i].rows.size())});
    }
    return cover;
}

}  // namespace

void export_workbook(const RunSource& source, const std::vector<std::string>& paths,
                     const std::filesystem::path& output, Language language) {
    const auto tables = wanted_tables(source, paths);
    if (tables.empty()) {
        if (source.tables.empty())
            throw core::data_error("{}: the run has no tables", source.folder.string());
        source.release.require(source.tables.front().path, source.manifest.id);
    }
    std::vector<workbook::Sheet> sheets;
    for (const auto& table : tables) sheets.push_back(sheet_of(source, table, language));
    sheets.insert(sheets.begin(), cover_of(source, tables, sheets, language));
    const std::string subject =
        source.mark.empty() ? source.manifest.id : source.mark + " " + source.manifest.id;
    workbook::write(output, sheets,
                    {of(source.manifest.project_title, language), subject, source.manifest.created});
}

}  // namespace riskmap::exports
