#pragma once

#include <string>
#include <vector>

#include "geocore/image/rgba.hpp"

namespace riskmap::tileserver::service {

/// A line of text beside or above the swatches.
struct LegendLine {
    std::string text;
    double size_px = 13;
    bool bold = false;
};

/// The swatches with their labels below the heading, on white, as large as the words need. Row i of `labels`
/// stands at the swatch of row i; rows are `row_px` high from `top_px` on in `swatches`.
/// @throws Error (data) where Cairo fails
[[nodiscard]] image::Rgba with_words(const image::Rgba& swatches, int top_px, int row_px,
                                     const std::vector<LegendLine>& heading,
                                     const std::vector<std::string>& labels);

}  // namespace riskmap::tileserver::service
