#include <fmt/format.h>

#include <chrono>
#include <nlohmann/json.hpp>

#include "geocore/core/text.hpp"
#include "geocore/image/palette_png.hpp"
#include "tileserver/service/handlers.hpp"
#include "tileserver/service/services.hpp"
#include "tileserver/service/tile_drawing.hpp"

namespace riskmap::tileserver::service {
namespace {

namespace geo = riskmap::tiles;

struct FileName {
    int row = 0;
    int scale = 1;
};

FileName parse_file(std::string_view file) {
    constexpr const char* kAllowed = "Y.png or Y@2x.png";
    FileName name;
    std::string_view stem = file;
    if (!stem.ends_with(".png")) throw api::invalid_parameter("file", std::string(file), kAllowed);
    stem.remove_suffix(4);
    if (stem.ends_with("@2x")) {
        stem.remove_suffix(3);
        name.scale = 2;
    }
    name.row = api::plain_integer("y", stem, 1 << 30);
    return name;
}

std::string parameter(const Call& call, const char* name) {
    const std::string* value = call.target.find(name);
    return value == nullptr ? std::string() : *value;
}

const geo::TileMatrixSet& matrix_set_parameter(const std::string& id) {
    const auto* set = id.empty() ? &geo::web_mercator_quad() : geo::find_matrix_set(id);
    if (set != nullptr) return *set;
    std::vector<std::string> ids;
    for (const auto& candidate : geo::matrix_sets()) ids.push_back(candidate.id);
    throw api::invalid_parameter("tms", id, core::join(ids, ", "));
}

}  // namespace

tiles::Renderer& thread_renderer() {
    thread_local tiles::Renderer renderer;
    return renderer;
}

geo::TileIndex checked_index(const geo::TileMatrixSet& set, const std::string& matrix, int column, int row) {
    const auto level = set.level_of(matrix);
    const std::string levels = fmt::format("{} to {}", set.matrices.front().id, set.matrices.back().id);
    if (!level) {
        (void)api::plain_integer("z", matrix, 99);
        throw api::ApiError(api::ErrorCode::tile_outside, fmt::format("z is {}; allowed: {}", matrix, levels))
            .about("z", matrix, levels);
    }
    const auto& m = set.matrices[static_cast<std::size_t>(*level)];
    if (column >= m.width) {
        const auto allowed = fmt::format("0 to {}", m.width - 1);
        throw api::ApiError(api::ErrorCode::tile_outside,
                            fmt::format("x is {}; allowed: {}", column, allowed))
            .about("x", std::to_string(column), allowed);
    }
    if (row >= m.height) {
        const auto allowed = fmt::format("0 to {}", m.height - 1);
        throw api::ApiError(api::ErrorCode::tile_outside, fmt::format("y is {}; allowed: {}", row, allowed))
            .about("y", std::to_string(row), allowed);
    }
    return {*level, column, row};
}

Answer draw_tile(const Call& call, const ServedLayer& layer, const tiles::Palette& palette,
                 const tiles::TileRequest& request) {
    Answer answer;
    answer.type = "image/png";
    const auto& i = request.index;
    answer.etag =
        etag_of({call.run->manifest.id, layer.meta.sha256, palette.style.digest, palette.id, request.set->id,
                 fmt::format("{}/{}/{}@{}", i.z, i.x, i.y, request.scale), call.services.config.empty_tile});
    if (is_not_modified(call, answer.etag)) {
        answer.keep = false;  // nothing was drawn
        return answer;
    }
    const auto begin = std::chrono::steady_clock::now();
    auto& renderer = thread_renderer();
    thread_local image::PalettePng encoder;
    const int size = geo::TileMatrixSet::kTileSize * request.scale;
    if (renderer.draw(*layer.drawable, palette, request)) {
        encoder.encode(palette.colours, renderer.pixels(), size, size, answer.body);
    } else if (call.services.config.empty_tile == "204") {
        answer.status = 204;
        answer.type.clear();
    } else {
        const std::vector<std::uint8_t> nothing(static_cast<std::size_t>(size * size));
        encoder.encode(std::vector<style::Colour>{{0, 0, 0, 0}}, nothing, size, size, answer.body);
    }
    call.services.metrics.count_render(
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    return answer;
}

Answer get_tile(Call& call) {
    const auto& set = matrix_set_parameter(parameter(call, "tms"));
    const auto name = parse_file(call.path["file"]);
    const int column = api::plain_integer("x", call.path["x"], 1 << 30);
    tiles::TileRequest request{&set, checked_index(set, call.path["z"], column, name.row), name.scale};
    const auto& layer = call.layer(call.path["layer"]);
    return draw_tile(call, layer, call.palette(layer, parameter(call, "style")), request);
}

Answer get_tile_json(Call& call) {
    const auto& layer = call.layer(call.path["layer"]);
    const auto& palette = call.palette(layer, parameter(call, "style"));
    const auto& set = matrix_set_parameter(parameter(call, "tms"));
    const auto& box = layer.drawable->lonlat;
    const auto& config = call.services.config;
    std::string query;
    if (call.target.find("style") != nullptr) query = "?style=" + palette.id;
    if (call.target.find("tms") != nullptr) query += (query.empty() ? "?tms=" : "&tms=") + set.id;
    const auto address = [&](const char* file) {
        return call.link(fmt::format("/tiles/{}/{{z}}/{{x}}/{{y}}{}{}", layer.meta.id, file, query));
    };
    nlohmann::ordered_json document{
        {"tilejson", "3.0.0"},
        {"name", layer.meta.title.en},
        {"description", layer.meta.title.zh + " / " + layer.meta.title.en},
        {"version", "1.0.0"},
        {"attribution", call.run->manifest.project_title.zh + " / " + call.run->manifest.project_title.en},
        {"scheme", "xyz"},
        {"tiles", nlohmann::ordered_json::array({address(".png")})},
        {"tiles_2x", nlohmann::ordered_json::array({address("@2x.png")})},
        {"vector_layers", nlohmann::ordered_json::array()},
        {"minzoom", config.min_zoom},
        {"maxzoom", config.max_zoom},
        {"native_zoom", layer.drawable->native_level(set)},
        {"bounds", {box.xmin, box.ymin, box.xmax, box.ymax}},
        {"center", {(box.xmin + box.xmax) / 2, (box.ymin + box.ymax) / 2, config.min_zoom + 2}},
        {"legend", call.link("/legend/" + layer.meta.id + ".json")},
        {"layer", layer.meta.id},
        {"run", call.run->manifest.id},
        {"synthetic", call.run->manifest.synthetic}};
    if (call.run->manifest.synthetic) document["mark"] = kSyntheticMark;
    return json_answer(document.dump(2) + "\n");
}

}  // namespace riskmap::tileserver::service
