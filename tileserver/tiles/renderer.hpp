#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geocore/tiles/pixel_map.hpp"
#include "geocore/tiles/tile_matrix_set.hpp"
#include "tileserver/tiles/bilinear.hpp"
#include "tileserver/tiles/drawable.hpp"
#include "tileserver/tiles/palette.hpp"

namespace riskmap::tileserver::tiles {

struct TileRequest {
    const riskmap::tiles::TileMatrixSet* set = nullptr;
    riskmap::tiles::TileIndex index;
    int scale = 1;  ///< 1: 256 pixels, 2: 512
};

/// Draws tiles as positions in a palette. Values are interpolated between cells and then classified; a pixel
/// is drawn where the cell it falls into is known, and unknown neighbours take no part. Levels are the cell's
/// own at native zoom and beyond, below it the worst that the pixel covers. One object per thread.
class Renderer {
  public:
    /// False, with nothing drawn, where the tile shows no data at all.
    [[nodiscard]] bool draw(const Drawable& raster, const Palette& palette, const TileRequest& request);
    /// Of the last draw(): 256 * scale pixels a side.
    [[nodiscard]] std::span<const std::uint8_t> pixels() const { return pixels_; }
    /// The numbers instead of the colours, NaN where unknown; levels as numbers.
    [[nodiscard]] bool draw_values(const Drawable& raster, const TileRequest& request);
    [[nodiscard]] std::span<const float> numbers() const { return numbers_; }

    /// The value that a tile at native zoom or beyond shows at a place, in raster coordinates; NaN where
    /// unknown.
    [[nodiscard]] float sample(const Drawable& raster, grid::Point cell);
    /// The cell's own value, without interpolation.
    [[nodiscard]] float cell_value(const Drawable& raster, grid::Point cell);

  private:
    struct Plan;
    [[nodiscard]] Plan plan(const Drawable& raster, const TileRequest& request);
    void draw_values_row(const Plan& plan, const Window<float>& window, int y, std::span<float> out);
    void draw_levels_row(const Plan& plan, const Window<std::uint8_t>& window, int y,
                         std::span<std::uint8_t> out);

    std::vector<std::uint8_t> pixels_;
    std::vector<float> numbers_;
    RowScratch scratch_;
    std::vector<double> columns_;
    std::vector<double> lines_;
    std::vector<float> value_scratch_;
    std::vector<std::uint8_t> byte_scratch_;
    std::vector<float> row_values_;
    std::vector<std::uint8_t> row_levels_;
};

}  // namespace riskmap::tileserver::tiles
