#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "geocore/style/style.hpp"

namespace riskmap::tileserver::tiles {

/// A style made ready for drawing: position 0 is transparent, then each class, then the stripes of the
/// hatched ones. Both pixels of a hatched class have the class's own colour; the ones between the stripes let
/// the map through, so that a tile holds no colour that the legend does not.
struct Palette {
    static constexpr int kHatchPeriod_px = 8;  ///< divides 256: stripes run on from tile to tile
    static constexpr int kStripe_px = 3;

    std::string id;  ///< the style's file name without its ending
    style::Style style;
    std::vector<style::Colour> colours;
    std::vector<float> cuts;                   ///< of intervals
    std::array<std::uint8_t, 256> of_value{};  ///< of values: cell value -> position
    std::array<std::uint8_t, 256> stripe{};    ///< position -> position on a stripe
    bool any_hatched = false;

    Palette(std::string name, style::Style from);
    /// True where a pixel at that place (of a picture at `scale`, 1 or 2) lies on a stripe.
    [[nodiscard]] static bool on_stripe(int x, int y, int scale) {
        return (x + y) % (kHatchPeriod_px * scale) < kStripe_px * scale;
    }
};

}  // namespace riskmap::tileserver::tiles
