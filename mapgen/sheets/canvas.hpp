#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "geocore/grid/geometry.hpp"
#include "geocore/image/rgba.hpp"
#include "geocore/style/style.hpp"

namespace riskmap::sheets {

/// On paper: millimetres from the upper left corner, y downwards.
struct Rect {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;

    [[nodiscard]] double right() const { return x + width; }
    [[nodiscard]] double bottom() const { return y + height; }
    [[nodiscard]] Rect shrunk(double margin) const {
        return {x + margin, y + margin, width - 2 * margin, height - 2 * margin};
    }
    [[nodiscard]] bool overlaps(const Rect& other) const {
        return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
    }
    [[nodiscard]] bool holds(const Rect& other) const {
        return other.x >= x && other.y >= y && other.right() <= right() && other.bottom() <= bottom();
    }
};

struct Size {
    double width = 0;
    double height = 0;
};

struct Pen {
    style::Colour colour{0, 0, 0, 255};
    double width = 0.2;        ///< mm
    std::vector<double> dash;  ///< mm; empty is a solid line
};

enum class Align { left, centre, right };

struct TextStyle {
    double size = 2.3;  ///< height of the font's em, mm
    style::Colour colour{34, 34, 34, 255};
    Align align = Align::left;
    double width = 0;  ///< mm to wrap at and to align within; 0 is one line
    double halo = 0;   ///< width of a white outline, mm
    double turn = 0;   ///< degrees anticlockwise about the text's anchor
    double line_spacing = 1.0;
    bool markup = false;  ///< the text is Pango markup
};

/// What a document says of itself.
struct DocumentFacts {
    std::string title;
    std::string subject;
    std::string created;  ///< ISO 8601; the same for the same run, so that the bytes repeat
};

/// Paper to draw on: a PDF of one or several pages (vectors, text as text, fonts embedded), or a PNG.
class Canvas {
  public:
    /// PDF. @throws Error (data) where there is no Chinese font.
    Canvas(Size page, const DocumentFacts& facts);
    /// PNG of one page.
    Canvas(Size page, double dpi);
    ~Canvas();
    Canvas(const Canvas&) = delete;
    Canvas& operator=(const Canvas&) = delete;

    [[nodiscard]] Size page() const;
    /// Resolution that pictures should have on this paper.
    [[nodiscard]] double dpi() const;
    void next_page();
    /// An entry of a PDF's outline. @param level 1 for the outermost @param page counted from 1
    void bookmark(const std::string& title, int level, int page);
    /// Leads from a box to the top of a page of a PDF. @param page counted from 1
    void link(const Rect& box, int page);
    /// The document. @throws Error (data) with Cairo's own text. Nothing can be drawn afterwards.
    [[nodiscard]] std::string finish();

    void line(const std::vector<grid::Point>& points, const Pen& pen);
    /// Even-odd; either may be missing.
    void polygon(const std::vector<std::vector<grid::Point>>& rings, const style::Colour* fill,
                 const Pen* pen);
    void rectangle(const Rect& box, const style::Colour* fill, const Pen* pen);
    void circle(grid::Point centre, double radius, const style::Colour* fill, const Pen* pen);
    /// Lines at 45 degrees over a box, rising to the right or falling.
    void hatch(const Rect& box, const Pen& pen, double distance, bool rising);
    void picture(const image::Rgba& picture, const Rect& box);
    void clip(const Rect& box);
    void unclip();

    /// The text's anchor is the upper left corner of its first line (upper middle, upper right by `align`
    /// where no width is given). @return the size it takes
    Size text(grid::Point anchor, const std::string& text, const TextStyle& style);
    [[nodiscard]] Size measure(const std::string& text, const TextStyle& style) const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace riskmap::sheets
