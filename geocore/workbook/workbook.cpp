#include "geocore/workbook/workbook.hpp"

#include <xlsxwriter.h>

#include <algorithm>
#include <ctime>
#include <memory>

#include "geocore/core/error.hpp"

namespace riskmap::workbook {
namespace {

constexpr std::size_t kLongestName = 31;
constexpr long long kLargestExact = 999'999'999'999'999;
constexpr double kNarrowest = 6;
constexpr double kWidest = 48;
constexpr std::time_t kFirstDay = 315532800;  // 1980-01-01, the first that a ZIP file knows

struct WorkbookDeleter {
    void operator()(lxw_workbook* book) const noexcept { lxw_workbook_free(book); }
};
using Book = std::unique_ptr<lxw_workbook, WorkbookDeleter>;

bool continues(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

std::size_t characters(const std::string& text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return !continues(c); }));
}

std::string first_characters(const std::string& text, std::size_t count) {
    std::size_t end = 0;
    for (std::size_t seen = 0; end < text.size(); ++end) {
        if (!continues(text[end]) && seen++ == count) break;
    }
    return text.substr(0, end);
}

/// In widths of a digit; Chinese characters take two.
double width_of(const std::string& text) {
    double width = 0;
    for (const char c : text) {
        if (!continues(c)) width += static_cast<unsigned char>(c) < 0x80U ? 1 : 2;
    }
    return width;
}

double width_of(const Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell)) return width_of(*text);
    return std::holds_alternative<std::monostate>(cell) ? 0 : 10;
}

std::string fit_name(std::string name, const std::vector<std::string>& taken) {
    for (char& c : name) {
        if (std::string_view("[]:*?/\\'").find(c) != std::string_view::npos) c = ' ';
    }
    name = first_characters(name.empty() ? "Sheet" : name, kLongestName);
    const std::string base = name;
    for (int number = 2; std::find(taken.begin(), taken.end(), name) != taken.end(); ++number) {
        const std::string ending = " (" + std::to_string(number) + ")";
        name = first_characters(base, kLongestName - characters(ending)) + ending;
    }
    return name;
}

std::time_t moment(const std::string& created) {
    std::tm time{};
    const char* end = strptime(created.c_str(), "%Y-%m-%dT%H:%M:%S", &time);
    return end != nullptr ? timegm(&time) : kFirstDay;
}

void write_cell(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell)) {
        worksheet_write_string(sheet, row, column, text->c_str(), nullptr);
    } else if (const auto* real = std::get_if<double>(&cell)) {
        worksheet_write_number(sheet, row, column, *real, nullptr);
    } else if (const auto* whole = std::get_if<long long>(&cell)) {
        if (std::abs(*whole) > kLargestExact) {
            worksheet_write_string(sheet, row, column, std::to_string(*whole).c_str(), nullptr);
        } else {
            worksheet_write_number(sheet, row, column, static_cast<double>(*whole), nullptr);
        }
    }
}

void write_sheet(lxw_worksheet* target, const Sheet& sheet, lxw_format* heading) {
    for (std::size_t c = 0; c < sheet.columns.size(); ++c) {
        const auto column = static_cast<lxw_col_t>(c);
        double width = width_of(sheet.columns[c]);
        worksheet_write_string(target, 0, column, sheet.columns[c].c_str(), heading);
        for (std::size_t r = 0; r < sheet.rows.size(); ++r) {
            if (c >= sheet.rows[r].size()) continue;
            write_cell(target, static_cast<lxw_row_t>(r + 1), column, sheet.rows[r][c]);
            width = std::max(width, width_of(sheet.rows[r][c]));
        }
        worksheet_set_column(target, column, column, std::clamp(width + 2, kNarrowest, kWidest), nullptr);
    }
    worksheet_freeze_panes(target, 1, 0);
    if (!sheet.rows.empty() && !sheet.columns.empty()) {
        worksheet_autofilter(target, 0, 0, static_cast<lxw_row_t>(sheet.rows.size()),
                             static_cast<lxw_col_t>(sheet.columns.size() - 1));
    }
}

void set_facts(lxw_workbook* book, const Facts& facts) {
    std::string title = facts.title;
    std::string subject = facts.subject;
    lxw_doc_properties properties{};
    properties.title = title.data();
    properties.subject = subject.data();
    properties.created = moment(facts.created);
    workbook_set_properties(book, &properties);
}

}  // namespace

std::vector<std::string> sheet_names(const std::vector<Sheet>& sheets) {
    std::vector<std::string> names;
    for (const auto& sheet : sheets) names.push_back(fit_name(sheet.name, names));
    return names;
}

void write(const std::filesystem::path& path, const std::vector<Sheet>& sheets, const Facts& facts) {
    const std::filesystem::path partial(path.string() + ".part");
    const auto check = [&](lxw_error error) {
        if (error != LXW_NO_ERROR) {
            std::error_code ignored;
            std::filesystem::remove(partial, ignored);
            throw core::data_error("{}: the workbook cannot be written: {}", path.string(),
                                   lxw_strerror(error));
        }
    };
    Book book(workbook_new(partial.c_str()));
    if (!book) throw core::data_error("{}: the workbook cannot be created", path.string());
    set_facts(book.get(), facts);
    lxw_format* heading = workbook_add_format(book.get());
    format_set_bold(heading);
    format_set_bg_color(heading, 0xE8EEF4);
    format_set_bottom(heading, LXW_BORDER_THIN);
    const auto names = sheet_names(sheets);
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        lxw_worksheet* target = workbook_add_worksheet(book.get(), names[i].c_str());
        if (target == nullptr)
            throw core::data_error("{}: sheet '{}' cannot be added", path.string(), names[i]);
        write_sheet(target, sheets[i], heading);
    }
    check(workbook_close(book.release()));  // frees the book, whatever it returns
    std::filesystem::rename(partial, path);
}

}  // namespace riskmap::workbook
