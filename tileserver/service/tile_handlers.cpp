#include <fmt/format.h>

#include <bit>
#include <limits>
#include <nlohmann/json.hpp>

#include "geocore/core/text.hpp"
#include "geocore/image/palette_png.hpp"
#include "geocore/image/webp.hpp"
#include "geocore/run/fixed_words.hpp"
#include "tileserver/service/handlers.hpp"
#include "tileserver/service/services.hpp"
#include "tileserver/service/tile_drawing.hpp"

namespace riskmap::tileserver::service {
namespace {

namespace geo = riskmap::tiles;

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

/// A matrix's id, which is what {z} stands for: from "0", or from "1" as Tianditu has it.
long long zoom_of(const geo::TileMatrixSet& set, int level) {
    return core::parse_integer(set.matrices[static_cast<std::size_t>(level)].id).value_or(level);
}

/// The zoom of a set whose scale is that of a zoom of Web Mercator, which the configuration counts in.
long long zoom_like(const geo::TileMatrixSet& set, int mercator_zoom) {
    constexpr double kRounding = 1 + 1e-9;
    const double scale =
        geo::web_mercator_quad().matrices[static_cast<std::size_t>(mercator_zoom)].scale_denominator;
    int level = 0;
    const int last = static_cast<int>(set.matrices.size()) - 1;
    while (level < last &&
           set.matrices[static_cast<std::size_t>(level)].scale_denominator > scale * kRounding)
        ++level;
    return zoom_of(set, level);
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

void encode_tile(std::span<const style::Colour> palette, std::span<const std::uint8_t> pixels, int size,
                 TileFormat format, std::string& out) {
    if (format == TileFormat::webp) return image::encode_webp(palette, pixels, size, size, out);
    thread_local image::PalettePng encoder;
    encoder.encode(palette, pixels, size, size, out);
}

bool draw_picture(const ServedLayer& layer, const tiles::Palette& palette, const tiles::TileRequest& request,
                  TileFormat format, std::string& out) {
    auto& renderer = thread_renderer();
    if (!renderer.draw(*layer.drawable, palette, request)) return false;
    encode_tile(palette.colours, renderer.pixels(), geo::TileMatrixSet::kTileSize * request.scale, format,
                out);
    return true;
}

const char* overview_word(const ServedLayer& layer) {
    switch (layer.drawable->reduction) {
        case tiles::Reduction::average:
            return "average";
        case tiles::Reduction::nearest:
            return "nearest";
        case tiles::Reduction::risk_level:
            break;
    }
    return layer.meta.overview == "mode" ? "mode" : "worst";
}

namespace {

/// Little-endian Float32, row by row from the north, NaN where unknown.
bool draw_numbers(const ServedLayer& layer, const tiles::TileRequest& request, std::string& out) {
    static_assert(std::endian::native == std::endian::little);
    auto& renderer = thread_renderer();
    if (!renderer.draw_values(*layer.drawable, request)) return false;
    const auto numbers = renderer.numbers();
    out.assign(reinterpret_cast<const char*>(numbers.data()), numbers.size_bytes());
    return true;
}

}  // namespace

void fill_empty_tile(const Call& call, TileFormat format, int size, Answer& answer) {
    if (call.services.config.empty_tile == "204") {
        answer.status = 204;
        answer.type.clear();
        return;
    }
    const auto pixels = static_cast<std::size_t>(size) * static_cast<std::size_t>(size);
    if (format == TileFormat::values) {
        const std::vector<float> nothing(pixels, std::numeric_limits<float>::quiet_NaN());
        answer.body.assign(reinterpret_cast<const char*>(nothing.data()), pixels * sizeof(float));
        return;
    }
    const std::vector<std::uint8_t> nothing(pixels);
    encode_tile(std::vector<style::Colour>{{0, 0, 0, 0}}, nothing, size, format, answer.body);
}

Answer draw_tile(const Call& call, const ServedLayer& layer, const tiles::Palette& palette,
                 const tiles::TileRequest& request, TileFormat format) {
    Answer answer;
    const auto& entry = tile_format(format);
    answer.type = entry.type;
    answer.compress = !entry.picture;
    const auto& i = request.index;
    answer.etag = etag_of({call.run->manifest.id, layer.meta.sha256, palette.style.digest, palette.id,
                           request.set->id, fmt::format("{}/{}/{}@{}", i.z, i.x, i.y, request.scale),
                           entry.name, call.services.config.empty_tile});
    if (is_not_modified(call, answer)) return answer;
    const RenderTimer timer(call.services.metrics);
    const bool drawn = format == TileFormat::values
                           ? draw_numbers(layer, request, answer.body)
                           : draw_picture(layer, palette, request, format, answer.body);
    if (!drawn) fill_empty_tile(call, format, geo::TileMatrixSet::kTileSize * request.scale, answer);
    return answer;
}

Answer get_tile(Call& call) {
    const auto& set = matrix_set_parameter(parameter(call, "tms"));
    const auto file = parse_tile_file(call.path["file"]);
    const int column = api::plain_integer("x", call.path["x"], 1 << 30);
    tiles::TileRequest request{&set, checked_index(set, call.path["z"], column, file.row), file.scale};
    require_acceptable(file.format, call.request.accept);
    if (file.format == TileFormat::mvt) {
        return draw_vector_tile(call, call.collection(call.path["layer"]), request);
    }
    const auto& layer = call.layer(call.path["layer"]);
    return draw_tile(call, layer, call.palette(layer, parameter(call, "style")), request, file.format);
}

Answer get_tile_json(Call& call) {
    const auto& id = call.path["layer"];
    if (call.run->layer(id) == nullptr && call.run->collection(id) != nullptr) {
        return vector_tile_json(call, call.collection(id));
    }
    const auto& layer = call.layer(call.path["layer"]);
    const auto& palette = call.palette(layer, parameter(call, "style"));
    const auto& set = matrix_set_parameter(parameter(call, "tms"));
    const auto* companion = call.run->uncertainty_of(layer);
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
        {"tiles_webp", nlohmann::ordered_json::array({address(".webp")})},
        {"tiles_values", nlohmann::ordered_json::array({address(".f32")})},
        {"vector_layers", nlohmann::ordered_json::array()},
        {"minzoom", zoom_like(set, config.min_zoom)},
        {"maxzoom", zoom_like(set, config.max_zoom)},
        {"native_zoom", zoom_of(set, layer.drawable->native_level(set))},
        {"overview", overview_word(layer)},
        {"bounds", {box.xmin, box.ymin, box.xmax, box.ymax}},
        {"center",
         {(box.xmin + box.xmax) / 2, (box.ymin + box.ymax) / 2,
          zoom_like(set, std::min(config.min_zoom + 2, config.max_zoom))}},
        {"legend", call.link("/legend/" + layer.meta.id + ".json")},
        {"uncertainty", companion != nullptr && call.may_see(*companion)
                            ? nlohmann::ordered_json(call.link("/tiles/" + companion->meta.id + "/tile.json"))
                            : nlohmann::ordered_json()},
        {"layer", layer.meta.id},
        {"run", call.run->manifest.id},
        {"synthetic", call.run->manifest.synthetic}};
    if (call.run->manifest.synthetic) document["mark"] = run::kSyntheticMark;
    return json_answer(document.dump(2) + "\n");
}

}  // namespace riskmap::tileserver::service
