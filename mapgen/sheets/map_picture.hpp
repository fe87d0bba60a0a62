#pragma once

#include <optional>
#include <set>

#include "geocore/image/rgba.hpp"
#include "geocore/style/style.hpp"
#include "mapgen/sheets/facts.hpp"

namespace riskmap::sheets {

/// What a layer is drawn with, all from the run's own styles.
struct LayerStyle {
    style::Style classes;
    style::Class unknown;                ///< class 0 of the levels' style
    std::optional<style::Style> status;  ///< what is hatched on top of levels, if the run has it
};
[[nodiscard]] LayerStyle layer_style(const RunFacts& facts, const run::Layer& layer);

/// True for the classes of `status` that are drawn over this layer: "at least" not over an upper level, and
/// the unknown never, for it has a class of its own.
[[nodiscard]] bool status_shown(const run::Layer& layer, const style::Class& entry);

/// Distance and width of stripes on paper, mm.
inline constexpr double kHatchDistance_mm = 1.1;
inline constexpr double kHatchLine_mm = 0.32;

/// How stripes come out: their resolution, and what they grow by with the paper.
struct Hatching {
    double dpi = 200;
    double factor = 1;
    bool quiet = false;  ///< further apart, so that the colours under them are seen
};

/// The layer's cells in a window of its CRS, each pixel the value of the cell at its centre (of an overview
/// whose cells are no smaller than a pixel, so that no cell is lost). Stripes in the class's own colour.
[[nodiscard]] image::Rgba map_picture(const RunFacts& facts, const run::Layer& layer, const LayerStyle& style,
                                      const grid::Box& window, int width, int height,
                                      const Hatching& hatching);

/// Values of the status layer within a window, which a legend tells.
[[nodiscard]] std::set<int> status_within(const RunFacts& facts, const run::Layer& layer,
                                          const grid::Box& window);

}  // namespace riskmap::sheets
