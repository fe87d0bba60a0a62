#pragma once

#include "mapgen/reports/report_facts.hpp"
#include "mapgen/sheets/canvas.hpp"

namespace riskmap::reports {

/// Width and height of a layer's map with its legend, mm: as wide as a page's text, as high as the mapped
/// extent, the scale under it or the legend beside it ask for.
/// @throws Error (data) naming the layer where the run does not have it, or it may not go out.
[[nodiscard]] sheets::Size figure_size(const ReportSource& source, const std::string& layer);

/// Draws a layer with its legend, scale and north into a box of that size.
/// @throws Error as figure_size()
void draw_figure(sheets::Canvas& canvas, const ReportSource& source, const std::string& layer,
                 grid::Point corner);

/// The same as a PNG. @param dpi dots an inch
[[nodiscard]] std::string figure_png(const ReportSource& source, const std::string& layer, double dpi);

}  // namespace riskmap::reports
