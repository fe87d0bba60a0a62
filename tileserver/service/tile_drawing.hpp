#pragma once

#include "geocore/tiles/tile_matrix_set.hpp"
#include "tileserver/service/call.hpp"
#include "tileserver/tiles/renderer.hpp"

namespace riskmap::tileserver::service {

/// Stands on everything that shows synthetic data.
inline constexpr const char* kSyntheticMark = "示例数据·非真实";

[[nodiscard]] tiles::Renderer& thread_renderer();

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
[[nodiscard]] std::vector<TileLimits> tile_limits(const ServedLayer& layer,
                                                  const riskmap::tiles::TileMatrixSet& set);

/// What /point says about one layer at a position in `crs`, as JSON text.
[[nodiscard]] std::string point_value_json(const ServedLayer& layer, grid::Point position,
                                           const std::string& crs);

/// @throws ApiError (tile_outside)
[[nodiscard]] riskmap::tiles::TileIndex checked_index(const riskmap::tiles::TileMatrixSet& set,
                                                      const std::string& matrix, int column, int row);
/// The tile as PNG, or what stands for an empty one.
[[nodiscard]] Answer draw_tile(const Call& call, const ServedLayer& layer, const tiles::Palette& palette,
                               const tiles::TileRequest& request);

}  // namespace riskmap::tileserver::service
