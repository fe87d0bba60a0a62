#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "geocore/style/style.hpp"

namespace riskmap::image {

/// Writes palette PNGs fast: a bit depth of 1, 2, 4 or 8, no filter, libdeflate. One object per thread.
class PalettePng {
  public:
    static constexpr int kDefaultLevel = 4;

    explicit PalettePng(int level = kDefaultLevel);
    ~PalettePng();
    PalettePng(PalettePng&&) noexcept;
    PalettePng& operator=(PalettePng&&) noexcept;
    PalettePng(const PalettePng&) = delete;
    PalettePng& operator=(const PalettePng&) = delete;

    /// `indices` are width x height positions in the palette, row by row. Appends to `out`.
    /// @pre every index is a position in the palette
    /// @throws Error (data) for an empty palette or more than 256 colours.
    void encode(std::span<const style::Colour> palette, std::span<const std::uint8_t> indices, int width,
                int height, std::string& out);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace riskmap::image
