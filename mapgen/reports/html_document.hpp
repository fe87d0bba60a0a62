#pragma once

#include <string>
#include <vector>

#include "mapgen/reports/report_facts.hpp"

namespace riskmap::reports {

enum class BlockKind { heading, paragraph, item, table, map, contents, page_break };

struct TableCell {
    std::string text;  ///< Pango markup
    bool heading = false;
    bool right = false;  ///< class="number"
    std::string swatch;  ///< data-colour="#rrggbb": a box of that colour before the text
};

/// A part of a document as it is set on paper.
struct Block {
    BlockKind kind = BlockKind::paragraph;
    int level = 0;     ///< of a heading, 1 to 4
    std::string text;  ///< Pango markup, a table's caption too; plain for a heading and a map's layer
    std::string style_class;
    std::vector<std::vector<TableCell>>
        rows;                    ///< of a table; the first are headings as far as their cells are
    std::vector<double> shares;  ///< of its columns: <col data-share>, else 1 each
};

struct HtmlDocument {
    std::string title;
    std::vector<Block> blocks;
};

/// Reads the HTML that reports are written in: well-formed (XHTML), of the elements that docs/reports.md
/// lists.
/// @throws Error (data) naming the template, the place and the elements that are allowed.
[[nodiscard]] HtmlDocument parse_html(const std::string& html, const std::string& source);

/// With every <img src="map:LAYER"/> as a picture in the file itself. @throws Error as Figure
[[nodiscard]] std::string with_pictures(const std::string& html, const ReportSource& source);

}  // namespace riskmap::reports
