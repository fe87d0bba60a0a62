#include "mapgen/reports/pdf_document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "geocore/core/text.hpp"
#include "mapgen/reports/figures.hpp"
#include "mapgen/reports/html_tree.hpp"
#include "mapgen/sheets/symbols.hpp"

namespace riskmap::reports {
namespace {

using sheets::Align;
using sheets::Canvas;
using sheets::Rect;
using sheets::TextStyle;
namespace ink = sheets::ink;

constexpr sheets::Size kPage{210, 297};
constexpr double kSide = 18;
constexpr double kTop = 20;
constexpr double kBottom = 277;
constexpr double kWidth = kPage.width - 2 * kSide;
constexpr double kGap = 2.2;
constexpr double kCellPadding = 0.9;
constexpr double kCellSide = 1.5;
constexpr double kKeepWithNext = 22;  ///< a heading does not stand alone at a page's end
constexpr std::array kHeadings{7.0, 5.2, 4.2, 3.6};
constexpr double kText = 3.3;
constexpr double kTableText = 2.55;

style::Colour colour_of(const std::string& hex) {
    const auto value = static_cast<unsigned>(std::stoul(hex.substr(1), nullptr, 16));
    return {static_cast<std::uint8_t>(value >> 16U), static_cast<std::uint8_t>(value >> 8U),
            static_cast<std::uint8_t>(value)};
}

/// What counting finds out and drawing needs.
struct Pagination {
    int pages = 0;
    std::vector<int> headings;  ///< the page of each
    std::vector<Figure> figures;
};

/// Puts blocks on pages, twice: to count the pages, then to draw.
class Setter {
  public:
    /// @param counted null while counting
    Setter(Canvas& canvas, const ReportSource& source, const std::vector<Block>& blocks,
           const Pagination* counted)
        : canvas_(canvas), source_(source), blocks_(blocks), counted_(counted) {}

    Pagination set() {
        begin_page();
        for (const auto& block : blocks_) set(block);
        own_.pages = page_;
        return std::move(own_);
    }

  private:
    [[nodiscard]] bool drawing() const { return counted_ != nullptr; }

    void set(const Block& block) {
        switch (block.kind) {
            case BlockKind::heading:
                return heading(block);
            case BlockKind::paragraph:
                return paragraph(block);
            case BlockKind::item:
                return item(block);
            case BlockKind::table:
                return table(block);
            case BlockKind::map:
                return map(block);
            case BlockKind::contents:
                return contents();
            case BlockKind::page_break:
                if (y_ > kTop) next_page();
        }
    }

    void begin_page() {
        ++page_;
        y_ = kTop;
        if (!drawing()) return;
        const auto& w = sheets::words(source_.language);
        const TextStyle quiet{.size = 2.4, .colour = ink::kQuiet};
        const TextStyle right{.size = 2.4, .colour = ink::kQuiet, .align = Align::right};
        canvas_.text({kSide, 10}, source_.of(source_.facts.manifest.project_title), quiet);
        if (!source_.facts.mark.empty()) {
            canvas_.text({kPage.width - kSide, 9.2}, source_.facts.mark,
                         TextStyle{.size = 3.4, .colour = ink::kMark, .align = Align::right});
        }
        const sheets::Pen rule{ink::kQuiet, 0.12, {}};
        canvas_.line({{kSide, 15}, {kPage.width - kSide, 15}}, rule);
        canvas_.line({{kSide, 282}, {kPage.width - kSide, 282}}, rule);
        canvas_.text({kSide, 284},
                     fmt::format("{} {} · {}", w.run, source_.facts.manifest.id,
                                 source_.of(source_.run.release.standing(source_.facts.review_number))),
                     quiet);
        canvas_.text({kPage.width - kSide, 284}, fmt::format("{} / {}", page_, counted_->pages), right);
    }

    void next_page() {
        canvas_.next_page();
        begin_page();
    }

    void need(double height) {
        if (y_ + height > kBottom && y_ > kTop) next_page();
    }

    double height_of(const std::string& text, const TextStyle& style) const {
        return canvas_.measure(text, style).height;
    }

    void draw(grid::Point at, const std::string& text, const TextStyle& style) {
        if (drawing()) canvas_.text(at, text, style);
    }

    void heading(const Block& block) {
        const TextStyle style{.size = kHeadings.at(static_cast<std::size_t>(block.level - 1)),
                              .align = block.level == 1 ? Align::centre : Align::left,
                              .width = kWidth};
        const double height = height_of(block.text, style);
        need(height + kKeepWithNext);
        if (y_ > kTop) y_ += block.level <= 2 ? 4 : 2;
        own_.headings.push_back(page_);
        if (drawing()) canvas_.bookmark(block.text, block.level, page_);
        draw({kSide, y_}, block.text, style);
        y_ += height + kGap;
    }

    /// Headings of the second and third level that follow, with their pages.
    void contents() {
        std::size_t number = own_.headings.size();
        std::size_t passed = 0;
        for (const auto& block : blocks_) {
            if (block.kind != BlockKind::heading || passed++ < number) continue;
            if (block.level == 2 || block.level == 3) contents_line(block, number);
            ++number;
        }
        y_ += kGap;
    }

    void contents_line(const Block& heading, std::size_t number) {
        constexpr double kLine = 5.6;
        constexpr double kNumber = 8;
        need(kLine);
        const double left = kSide + (heading.level == 3 ? 6 : 0);
        const TextStyle style{.size = kText};
        const double end = left + canvas_.measure(heading.text, style).width + 2;
        draw({left, y_}, heading.text, style);
        if (drawing()) {
            const int page = counted_->headings.at(number);
            const sheets::Pen dots{ink::kQuiet, 0.2, {0.3, 1.1}};
            if (end < kSide + kWidth - kNumber)
                canvas_.line({{end, y_ + 3.1}, {kSide + kWidth - kNumber, y_ + 3.1}}, dots);
            canvas_.text({kSide + kWidth, y_}, fmt::to_string(page),
                         TextStyle{.size = kText, .align = Align::right});
            canvas_.link({left, y_, kSide + kWidth - left, kLine}, page);
        }
        y_ += kLine;
    }

    void paragraph(const Block& block) {
        TextStyle style{.size = kText, .width = kWidth, .line_spacing = 1.25, .markup = true};
        if (has_class(block.style_class, "note") || has_class(block.style_class, "figcaption")) {
            style.size = 2.7;
            style.colour = ink::kQuiet;
        }
        if (has_class(block.style_class, "figcaption") || has_class(block.style_class, "centre"))
            style.align = Align::centre;
        if (has_class(block.style_class, "mark")) style.colour = ink::kMark;
        lines(block.text, style, 0);
        y_ += kGap;
    }

    void item(const Block& block) {
        constexpr double kIndent = 5;
        const TextStyle style{.size = kText, .width = kWidth - kIndent, .line_spacing = 1.25, .markup = true};
        need(std::min(height_of(block.text, style), 2 * kText));
        draw({kSide + 1.6, y_}, "•", TextStyle{.size = kText});
        lines(block.text, style, kIndent);
        y_ += kGap / 2;
    }

    /// A text that is taller than what is left of the page goes whole to the next one.
    void lines(const std::string& text, const TextStyle& style, double indent) {
        const double height = height_of(text, style);
        need(height);
        draw({kSide + indent, y_}, text, style);
        y_ += height;
    }

    void map(const Block& block) {
        constexpr double kCaption = 7;
        if (!drawing()) own_.figures.emplace_back(source_, block.text);
        const Figure& figure = drawing() ? counted_->figures.at(figure_++) : own_.figures.back();
        const double height = figure.size().height;
        need(height + kCaption);
        if (drawing()) figure.draw(canvas_, {kSide, y_});
        y_ += height + 1;
    }

    [[nodiscard]] std::vector<double> widths_of(const Block& block) const {
        double sum = 0;
        for (const double share : block.shares) sum += share;
        std::vector<double> widths;
        for (const double share : block.shares) widths.push_back(kWidth * share / sum);
        return widths;
    }

    static TextStyle cell_style(const TableCell& cell, double width) {
        const double swatch = cell.swatch.empty() ? 0 : 4.5;
        return {.size = kTableText,
                .align = cell.right ? Align::right : Align::left,
                .width = width - 2 * kCellSide - swatch,
                .markup = true};
    }

    double row_height(const std::vector<TableCell>& row, const std::vector<double>& widths) const {
        double height = kTableText * 1.2;
        for (std::size_t c = 0; c < row.size(); ++c) {
            if (!row[c].text.empty())
                height = std::max(height, height_of(row[c].text, cell_style(row[c], widths[c])));
        }
        return height + 2 * kCellPadding;
    }

    void draw_row(const std::vector<TableCell>& row, const std::vector<double>& widths, double height) {
        constexpr style::Colour kHead{232, 238, 244, 255};
        const sheets::Pen rule{ink::kQuiet, 0.1, {}};
        const bool head =
            !row.empty() && std::all_of(row.begin(), row.end(), [](const auto& c) { return c.heading; });
        if (drawing() && head) canvas_.rectangle({kSide, y_, kWidth, height}, &kHead, nullptr);
        double x = kSide;
        for (std::size_t c = 0; drawing() && c < row.size(); ++c) {
            double left = x + kCellSide;
            if (row[c].swatch.size() == 7) {
                const auto colour = colour_of(row[c].swatch);
                canvas_.rectangle({left, y_ + kCellPadding + 0.2, 3.4, 2.4}, &colour, &rule);
                left += 4.5;
            }
            if (!row[c].text.empty()) {
                canvas_.text({left, y_ + kCellPadding}, row[c].text, cell_style(row[c], widths[c]));
            }
            x += widths[c];
        }
        y_ += height;
        if (drawing()) canvas_.line({{kSide, y_}, {kSide + kWidth, y_}}, rule);
    }

    void table(const Block& block) {
        const auto widths = widths_of(block);
        const auto is_head = [](const std::vector<TableCell>& row) {
            return !row.empty() &&
                   std::all_of(row.begin(), row.end(), [](const auto& c) { return c.heading; });
        };
        std::size_t heads = 0;
        while (heads < block.rows.size() && is_head(block.rows[heads])) ++heads;
        double head_height = 0;
        for (std::size_t r = 0; r < heads; ++r) head_height += row_height(block.rows[r], widths);
        const auto draw_heads = [&] {
            for (std::size_t r = 0; r < heads; ++r)
                draw_row(block.rows[r], widths, row_height(block.rows[r], widths));
        };
        const bool empty = heads == block.rows.size();
        const TextStyle caption{
            .size = 2.9, .align = Align::centre, .width = kWidth, .line_spacing = 1.1, .markup = true};
        const double above = block.text.empty() ? 0 : height_of(block.text, caption) + 1;
        need(above + head_height + (empty ? 0 : row_height(block.rows[heads], widths)));
        if (above > 0) draw({kSide, y_}, block.text, caption);
        y_ += above;
        draw_heads();
        for (std::size_t r = heads; r < block.rows.size(); ++r) {
            const double height = row_height(block.rows[r], widths);
            if (y_ + height > kBottom) {
                next_page();
                draw_heads();
            }
            draw_row(block.rows[r], widths, height);
        }
        y_ += kGap * 1.5;
    }

    Canvas& canvas_;
    const ReportSource& source_;
    const std::vector<Block>& blocks_;
    const Pagination* counted_;
    Pagination own_;
    std::size_t figure_ = 0;  ///< the next to draw
    int page_ = 0;
    double y_ = kTop;
};

}  // namespace

std::string pdf_of(const HtmlDocument& document, const ReportSource& source) {
    const sheets::DocumentFacts facts{document.title,
                                      source.facts.mark.empty()
                                          ? source.facts.manifest.id
                                          : source.facts.mark + " " + source.facts.manifest.id,
                                      source.facts.manifest.created};
    Canvas counting(kPage, facts);
    const auto counted = Setter(counting, source, document.blocks, nullptr).set();
    Canvas canvas(kPage, facts);
    Setter(canvas, source, document.blocks, &counted).set();
    return canvas.finish();
}

}  // namespace riskmap::reports
