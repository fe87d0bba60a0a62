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
    return static_cast<std::size_t>(body_of(layout).height / (kRow * layout.factor)) - 1;
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
            TextStyle style{.size = 2.3 * f, .colour = colour, .align = table.columns[c].align};
            const double needed = canvas.measure(cells[c], style).width;
            if (needed > width - 1.5 * f) style.size *= (width - 1.5 * f) / needed;
            const bool right = style.align == Align::right;
            canvas.text({right ? x + width - 1 * f : x + 0.5 * f, y + 0.8 * f}, cells[c], style);
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
}

}  // namespace riskmap::sheets
