#pragma once

#include <chrono>

#include "geocore/tiles/tile_matrix_set.hpp"
#include "tileserver/service/call.hpp"
#include "tileserver/service/metrics.hpp"
#include "tileserver/service/tile_formats.hpp"
#include "tileserver/tiles/renderer.hpp"

namespace riskmap::tileserver::service {

[[nodiscard]] tiles::Renderer& thread_renderer();

/// Counts the time of its life as that of one tile.
class RenderTimer {
  public:
    explicit RenderTimer(Metrics& metrics) : metrics_(metrics) {}
    ~RenderTimer() {
        metrics_.count_render(
            std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count());
    }
    RenderTimer(const RenderTimer&) = delete;
    RenderTimer& operator=(const RenderTimer&) = delete;

  private:
    Metrics& metrics_;
    std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

/// @throws ApiError (matrix_set_unknown)
[[nodiscard]] const riskmap::tiles::TileMatrixSet& known_matrix_set(const std::string& id);

/// Tiles of one matrix that the layer touches.
struct TileLimits {
    std::string matrix;
    long long column0 = 0;
    long long column1 = 0;
    long long row0 = 0;
    long long row1 = 0;
};
/// @param level position of the matrix in the set
[[nodiscard]] TileLimits tile_limits(const ServedLayer& layer, const riskmap::tiles::TileMatrixSet& set,
                                     int level);
[[nodiscard]] std::vector<TileLimits> tile_limits(const ServedLayer& layer,
                                                  const riskmap::tiles::TileMatrixSet& set);

/// How a layer is reduced below native zoom: "average", "nearest", "mode" or "worst" (the first of 4 > 3 > 2
/// > unknown > 1).
[[nodiscard]] const char* overview_word(const ServedLayer& layer);

/// What /point says about one layer at a position in `crs`, as JSON text.
[[nodiscard]] std::string point_value_json(const Call& call, const ServedLayer& layer, grid::Point position,
                                           const std::string& crs);

/// @throws ApiError (tile_outside)
[[nodiscard]] riskmap::tiles::TileIndex checked_index(const riskmap::tiles::TileMatrixSet& set,
                                                      const std::string& matrix, int column, int row);
/// Appends the tile as a picture; false, with nothing appended, where it shows nothing.
/// @pre format is that of a picture
[[nodiscard]] bool draw_picture(const ServedLayer& layer, const tiles::Palette& palette,
                                const tiles::TileRequest& request, TileFormat format, std::string& out);
/// The tile as a picture or as values, or what stands for an empty one.
[[nodiscard]] Answer draw_tile(const Call& call, const ServedLayer& layer, const tiles::Palette& palette,
                               const tiles::TileRequest& request, TileFormat format);
/// The features of a tile as MVT, 204 where there are none.
[[nodiscard]] Answer draw_vector_tile(const Call& call, const ServedCollection& collection,
                                      const tiles::TileRequest& request);
/// TileJSON of a collection's vector tiles.
[[nodiscard]] Answer vector_tile_json(const Call& call, const ServedCollection& collection);

/// Appends a square picture of palette positions. @pre format is that of a picture
void encode_tile(std::span<const style::Colour> palette, std::span<const std::uint8_t> pixels, int size,
                 TileFormat format, std::string& out);
/// What the configuration wants where a tile shows nothing.
void fill_empty_tile(const Call& call, TileFormat format, int size, Answer& answer);

}  // namespace riskmap::tileserver::service
