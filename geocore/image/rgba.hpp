#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "geocore/style/style.hpp"

namespace riskmap::image {

/// A picture of four bytes a pixel (not premultiplied), row by row from the top.
struct Rgba {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> pixels;

    Rgba() = default;
    Rgba(int w, int h)
        : width(w), height(h), pixels(static_cast<std::size_t>(w) * static_cast<std::size_t>(h) * 4) {}

    [[nodiscard]] style::Colour at(int x, int y) const;
    void set(int x, int y, style::Colour colour);
};

/// By libpng. @throws Error (data) with libpng's own text.
[[nodiscard]] std::string encode_png(const Rgba& picture);
/// Any PNG as RGBA, by libpng. @throws Error (data) with libpng's own text.
[[nodiscard]] Rgba decode_png(std::string_view bytes);

}  // namespace riskmap::image
