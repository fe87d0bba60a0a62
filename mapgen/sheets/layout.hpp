#pragma once

#include <string>

#include "mapgen/sheets/canvas.hpp"

namespace riskmap::sheets {

enum class Paper { a4, a3, a1 };

/// Where things stand on a landscape sheet. `factor` scales type and symbols, 1 on A4.
struct PageLayout {
    Size page;
    double factor = 1;
    double label = 1;  ///< the same for names and symbols on the map, which grow less than the paper
    Rect title;
    Rect map;    ///< the frame; coordinate labels stand around it
    Rect panel;  ///< legend, symbols, scale, north arrow
    Rect notes;  ///< under the map
    Rect signatures;

    [[nodiscard]] double text(double size_mm) const { return size_mm * factor; }
    /// Radius of a symbol on the map, mm.
    [[nodiscard]] double symbol() const;
};
[[nodiscard]] PageLayout page_layout(Paper paper);
/// The same with a lower frame for an extent that is wider than the page's; the notes move up.
[[nodiscard]] PageLayout fitted(const PageLayout& layout, const grid::Box& extent);

/// Type in mm on A4: nothing is smaller than 6 points, the legend has 7.5.
inline constexpr double kSmallType = 2.13;
inline constexpr double kLegendType = 2.65;

/// The map's window in its CRS: `extent` whole, at a round scale, filling the frame.
struct MapView {
    Rect frame;
    grid::Box window;
    double scale = 0;  ///< the denominator

    [[nodiscard]] grid::Point to_page(grid::Point p) const {
        return {frame.x + (p.x - window.xmin) / window.width() * frame.width,
                frame.y + (window.ymax - p.y) / window.height() * frame.height};
    }
    [[nodiscard]] Rect to_page(const grid::Box& box) const;
};
[[nodiscard]] MapView map_view(const Rect& frame, const grid::Box& extent);

/// Length of a scale bar of at most `most_mm`, in metres: 1, 2 or 5 times a power of ten.
[[nodiscard]] double bar_length_m(double scale, double most_mm);

}  // namespace riskmap::sheets
