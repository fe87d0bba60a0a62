#pragma once

#include <optional>
#include <vector>

#include "mapgen/sheets/canvas.hpp"

namespace riskmap::sheets {

/// Finds room for texts: none overlaps another, a symbol, or the frame.
class LabelPlacer {
  public:
    explicit LabelPlacer(Rect frame) : frame_(frame) {}

    void block(const Rect& taken) { taken_.push_back(taken); }
    /// Upper left corner for a text beside a symbol of the given radius, the best of eight places round it;
    /// nothing where all are taken. The place found is taken from then on.
    [[nodiscard]] std::optional<grid::Point> place(grid::Point symbol, double radius, const Size& text);
    /// The same further out, to be tied to its symbol by a line; the nearest distance up to `furthest`.
    [[nodiscard]] std::optional<grid::Point> place_apart(grid::Point symbol, double radius, const Size& text,
                                                         double furthest);

  private:
    [[nodiscard]] bool free(const Rect& box) const;

    Rect frame_;
    std::vector<Rect> taken_;
};

}  // namespace riskmap::sheets
