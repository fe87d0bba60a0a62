#pragma once

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

namespace riskmap::workbook {

/// std::monostate is an empty cell.
using Cell = std::variant<std::monostate, long long, double, std::string>;

/// A table: headings in the first row, which stays in sight, with filters.
struct Sheet {
    std::string name;  ///< made fit for a workbook: at most 31 characters, without []:*?/\, unlike the others
    std::vector<std::string> columns;
    std::vector<std::vector<Cell>> rows;  ///< at most one cell per column
};

/// What a workbook says of itself.
struct Facts {
    std::string title;
    std::string subject;
    std::string created;  ///< "2026-01-31T00:00:00Z"; empty: 1980-01-01, so that the bytes repeat
};

/// Writes an XLSX workbook; the same contents give the same bytes. The file appears whole or not at all.
/// Numbers are numbers (to 16 figures; whole ones beyond 15 figures are text, which Excel would round).
/// @throws Error (data) naming the file and the library's own reason.
void write(const std::filesystem::path& path, const std::vector<Sheet>& sheets, const Facts& facts);

/// The names under which write() puts the sheets, in their order.
[[nodiscard]] std::vector<std::string> sheet_names(const std::vector<Sheet>& sheets);

}  // namespace riskmap::workbook
