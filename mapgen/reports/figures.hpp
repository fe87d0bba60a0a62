#pragma once

#include "mapgen/reports/report_facts.hpp"
#include "mapgen/sheets/areas.hpp"
#include "mapgen/sheets/canvas.hpp"
#include "mapgen/sheets/map_frame.hpp"

namespace riskmap::reports {

/// A layer's map with its legend, scale and north. What its size and its drawing both need is read once.
class Figure {
  public:
    /// @pre `source` outlives it.
    /// @throws Error (data) naming the layer where the run does not have it, or it may not go out.
    Figure(const ReportSource& source, const std::string& layer);

    /// Mm: as wide as a page's text, as high as the mapped extent, the scale under it or the legend beside it
    /// ask for.
    [[nodiscard]] sheets::Size size() const { return size_; }
    /// Into a box of that size.
    void draw(sheets::Canvas& canvas, grid::Point corner) const;

  private:
    [[nodiscard]] sheets::MapRequest request() const;

    const ReportSource& source_;
    const run::Layer& layer_;
    sheets::LayerStyle style_;
    grid::Box extent_;
    sheets::ClassAreas areas_;
    sheets::Size size_;
};

/// One as a PNG. @param dpi dots an inch @throws Error as Figure
[[nodiscard]] std::string figure_png(const ReportSource& source, const std::string& layer, double dpi);

}  // namespace riskmap::reports
