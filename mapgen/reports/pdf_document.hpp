#pragma once

#include <string>

#include "mapgen/reports/html_document.hpp"

namespace riskmap::reports {

/// Sets a document on upright A4 pages: text as text, fonts embedded, maps as vectors, bookmarks for
/// headings; on every page the run, audience, map review and the mark of synthetic data. The same document
/// gives the same bytes.
/// @throws Error (data) where there is no Chinese font, and as draw_figure().
[[nodiscard]] std::string pdf_of(const HtmlDocument& document, const ReportSource& source);

}  // namespace riskmap::reports
