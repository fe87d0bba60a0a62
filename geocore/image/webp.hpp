#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "geocore/style/style.hpp"

namespace riskmap::image {

/// A picture of palette positions as lossless WebP: every pixel keeps the colour and opacity of its palette.
/// `indices` are width x height positions in the palette, row by row. Appends to `out`.
/// @pre every index is a position in the palette
/// @throws Error (data) with the size where libwebp refuses it.
void encode_webp(std::span<const style::Colour> palette, std::span<const std::uint8_t> indices, int width,
                 int height, std::string& out);

}  // namespace riskmap::image
