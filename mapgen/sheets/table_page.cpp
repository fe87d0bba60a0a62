#include "mapgen/sheets/table_page.hpp"

#include <algorithm>

#include "mapgen/sheets/symbols.hpp"

namespace riskmap::sheets {
namespace {

constexpr double kRow = 4.6;

Rect body_of(const PageLayout& layout) {
    return {layout.title.x, layout.title.bottom() + 2 * layout.factor, layout.title.width,
            layout.notes.bottom() - layout.title.bottom() - 2 * layout.factor};
}

}  // namespace

std::size_t rows_per_page(const PageLayout& layout) {
    return static_cast<std::size_t>(body_of(layout).height / (kRow * layout.factor)) - 2;  // heading, note
}

void drop_empty_columns(PrintedTable& table) {
    for (std::size_t c = table.columns.size(); c-- > 0;) {
        const bool any = std::any_of(table.rows.begin(), table.rows.end(),
                                     [c](const auto& row) { return !row[c].empty(); });
        if (any || table.rows.empty()) continue;
        table.columns.erase(table.columns.begin() + static_cast<std::ptrdiff_t>(c));
        for (auto& row : table.rows) row.erase(row.begin() + static_cast<std::ptrdiff_t>(c));
    }
}

void draw_table(Canvas& canvas, const PrintedTable& table, std::size_t first, const PageLayout& layout) {
    const double f = layout.factor;
    const Rect body = body_of(layout);
    double shares = 0;
    for (const auto& column : table.columns) shares += column.share;
    const std::size_t end = std::min(table.rows.size(), first + rows_per_page(layout));
    const Pen rule{ink::kQuiet, 0.1 * f, {}};
    const Pen strong{ink::kFrame, 0.3 * f, {}};
    const auto row = [&](const std::vector<std::string>& cells, double y, style::Colour colour) {
        double x = body.x;
        for (std::size_t c = 0; c < cells.size(); ++c) {
            const double width = body.width * table.columns[c].share / shares;
            // A text after numbers keeps its distance from them.
            const bool after_numbers = c > 0 && table.columns[c - 1].align == Align::right;
            const double left = (after_numbers ? 4 : 0.5) * f;
            TextStyle style{.size = kLegendType * f, .colour = colour, .align = table.columns[c].align};
            const double needed = canvas.measure(cells[c], style).width;
            const double room = width - left - 1 * f;
            if (needed > room) style.size *= room / needed;
            const bool right = style.align == Align::right;
            canvas.text({right ? x + width - 1 * f : x + left, y + 0.8 * f}, cells[c], style);
            x += width;
        }
    };
    std::vector<std::string> headings;
    for (const auto& column : table.columns) headings.push_back(column.heading);
    double y = body.y;
    row(headings, y, ink::kQuiet);
    y += kRow * f;
    canvas.line({{body.x, y}, {body.right(), y}}, strong);
    for (std::size_t i = first; i < end; ++i) {
        row(table.rows[i], y, ink::kText);
        y += kRow * f;
        canvas.line({{body.x, y}, {body.right(), y}}, rule);
    }
    canvas.text({body.x + 0.5 * f, y + 1.2 * f}, table.note,
                TextStyle{.size = kSmallType * f, .colour = ink::kQuiet});
}

}  // namespace riskmap::sheets
