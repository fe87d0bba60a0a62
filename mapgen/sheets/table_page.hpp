#pragma once

#include <string>
#include <vector>

#include "mapgen/sheets/facts.hpp"
#include "mapgen/sheets/layout.hpp"
#include "mapgen/sheets/words.hpp"

namespace riskmap::sheets {

struct Column {
    std::string heading;
    double share = 1;  ///< of the page's width, against the other columns
    Align align = Align::left;
};

struct PrintedTable {
    std::string title;
    std::vector<Column> columns;
    std::vector<std::vector<std::string>> rows;  ///< one cell per column
    std::string note;                            ///< under the rows of every page
};

/// Takes out the columns in which no row has anything.
void drop_empty_columns(PrintedTable& table);

/// Rows that fit on one page.
[[nodiscard]] std::size_t rows_per_page(const PageLayout& layout);
/// Draws the rows from `first` that fit, below the title that every page has.
void draw_table(Canvas& canvas, const PrintedTable& table, std::size_t first, const PageLayout& layout);

/// Area per level and scenario; receptors and berths with level, upper level, risk and driver;
/// cross-validation.
[[nodiscard]] std::vector<PrintedTable> atlas_tables(const RunFacts& facts, const Words& words);

}  // namespace riskmap::sheets
