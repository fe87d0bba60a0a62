#pragma once

#include "geocore/tiles/tile_matrix_set.hpp"
#include "tileserver/service/call.hpp"
#include "tileserver/tiles/renderer.hpp"

namespace riskmap::tileserver::service {

/// Stands on everything that shows synthetic data.
inline constexpr const char* kSyntheticMark = "示例数据·非真实";

[[nodiscard]] tiles::Renderer& thread_renderer();

/// @throws ApiError (tile_outside)
[[nodiscard]] riskmap::tiles::TileIndex checked_index(const riskmap::tiles::TileMatrixSet& set,
                                                      const std::string& matrix, int column, int row);
/// The tile as PNG, or what stands for an empty one.
[[nodiscard]] Answer draw_tile(const Call& call, const ServedLayer& layer, const tiles::Palette& palette,
                               const tiles::TileRequest& request);

}  // namespace riskmap::tileserver::service
