#pragma once

#include "tileserver/service/call.hpp"

namespace riskmap::tileserver::service {

// Each answers one route of routes(); all throw ApiError.

[[nodiscard]] Answer get_tile(Call& call);
[[nodiscard]] Answer get_tile_json(Call& call);
[[nodiscard]] Answer get_legend(Call& call);
[[nodiscard]] Answer get_change_tile(Call& call);
[[nodiscard]] Answer get_change_tile_json(Call& call);
[[nodiscard]] Answer get_change_legend(Call& call);
[[nodiscard]] Answer get_change_areas(Call& call);
[[nodiscard]] Answer get_point(Call& call);
[[nodiscard]] Answer get_manifest(Call& call);
[[nodiscard]] Answer get_table(Call& call);
[[nodiscard]] Answer get_runs(Call& call);
[[nodiscard]] Answer get_land(Call& call);
[[nodiscard]] Answer get_landing(Call& call);
[[nodiscard]] Answer get_conformance(Call& call);
[[nodiscard]] Answer get_collections(Call& call);
[[nodiscard]] Answer get_collection(Call& call);
[[nodiscard]] Answer get_items(Call& call);
[[nodiscard]] Answer get_item(Call& call);
[[nodiscard]] Answer get_api(Call& call);
[[nodiscard]] Answer get_matrix_sets(Call& call);
[[nodiscard]] Answer get_matrix_set(Call& call);
[[nodiscard]] Answer get_tilesets(Call& call);
[[nodiscard]] Answer get_tileset(Call& call);
[[nodiscard]] Answer get_dataset_tilesets(Call& call);
[[nodiscard]] Answer get_map_tile(Call& call);
[[nodiscard]] Answer get_wmts(Call& call);
/// What get_wmts() answers where the query could not even be read.
[[nodiscard]] Answer wmts_refusal(const api::ApiError& error);
[[nodiscard]] Answer get_wmts_capabilities(Call& call);
[[nodiscard]] Answer get_wmts_tile(Call& call);
[[nodiscard]] Answer get_wmts_info(Call& call);
[[nodiscard]] Answer get_coverage(Call& call);
[[nodiscard]] Answer post_statistics(Call& call);
[[nodiscard]] Answer get_enterprises(Call& call);
[[nodiscard]] Answer get_enterprise(Call& call);
[[nodiscard]] Answer get_viewer(Call& call);
[[nodiscard]] Answer get_health(Call& call);
[[nodiscard]] Answer get_ready(Call& call);
[[nodiscard]] Answer get_metrics(Call& call);

}  // namespace riskmap::tileserver::service
