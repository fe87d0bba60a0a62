#include <fmt/format.h>

#include <limits>
#include <nlohmann/json.hpp>

#include "geocore/run/fixed_words.hpp"
#include "tileserver/service/change_pair.hpp"
#include "tileserver/service/handlers.hpp"
#include "tileserver/service/legend_json.hpp"
#include "tileserver/service/services.hpp"
#include "tileserver/service/tile_drawing.hpp"
#include "tileserver/tiles/change.hpp"

namespace riskmap::tileserver::service {
namespace {

namespace geo = riskmap::tiles;
using nlohmann::ordered_json;

/// Positions in the palette; false where the tile shows nothing.
bool draw_change(const ChangePair& pair, const tiles::TileRequest& request,
                 std::vector<std::uint8_t>& pixels) {
    auto& renderer = thread_renderer();
    const auto size = static_cast<std::size_t>(geo::TileMatrixSet::kTileSize * request.scale);
    const auto numbers_of = [&](const ServedLayer& layer) {
        if (!renderer.draw_values(*layer.drawable, request)) {
            return std::vector<float>(size * size, std::numeric_limits<float>::quiet_NaN());
        }
        const auto numbers = renderer.numbers();
        return std::vector<float>(numbers.begin(), numbers.end());
    };
    const auto before = numbers_of(*pair.before);
    const auto after = numbers_of(*pair.after);
    pixels.assign(size * size, 0);
    bool any = false;
    for (std::size_t i = 0; i < pixels.size(); ++i) {
        auto position = pair.palette.of_value[static_cast<std::size_t>(pair.change(before[i], after[i]))];
        const int x = static_cast<int>(i % size);
        const int y = static_cast<int>(i / size);
        if (tiles::Palette::on_stripe(x, y, request.scale)) position = pair.palette.stripe[position];
        pixels[i] = position;
        any = any || position != 0;
    }
    return any;
}

std::string route_of(const Call& call, const std::string& rest) {
    return fmt::format("{}/changes/{}/{}{}", call.base_url, call.path.find("from")->second,
                       call.path.find("to")->second, rest);
}

}  // namespace

Answer get_change_tile(Call& call) {
    const auto pair = change_pair(call, call.path["layer"]);
    const auto file = parse_tile_file(call.path["file"]);
    if (!tile_format(file.format).picture) {
        throw api::invalid_parameter("file", call.path["file"], "Y.png, Y@2x.png, Y.webp, Y@2x.webp");
    }
    require_acceptable(file.format, call.request.accept);
    const std::string* tms = call.target.find("tms");
    const auto& set = tms == nullptr ? geo::web_mercator_quad() : known_matrix_set(*tms);
    const int column = api::plain_integer("x", call.path["x"], 1 << 30);
    const tiles::TileRequest request{&set, checked_index(set, call.path["z"], column, file.row), file.scale};
    Answer answer;
    answer.type = tile_format(file.format).type;
    answer.etag =
        etag_of({pair.from->manifest.id, pair.to->manifest.id, pair.after->meta.id, pair.palette.style.digest,
                 set.id, call.path["z"], call.path["x"], call.path["file"], call.services.config.empty_tile});
    if (is_not_modified(call, answer)) return finished_change(std::move(answer), pair);
    const RenderTimer timer(call.services.metrics);
    std::vector<std::uint8_t> pixels;
    const int size = geo::TileMatrixSet::kTileSize * file.scale;
    if (draw_change(pair, request, pixels)) {
        encode_tile(pair.palette.colours, pixels, size, file.format, answer.body);
    } else {
        fill_empty_tile(call, file.format, size, answer);
    }
    return finished_change(std::move(answer), pair);
}

Answer get_change_tile_json(Call& call) {
    const auto pair = change_pair(call, call.path["layer"]);
    const auto& meta = pair.after->meta;
    const auto& config = call.services.config;
    const auto& box = pair.after->drawable->lonlat;
    const std::string tiles = route_of(call, "/tiles/" + meta.id + "/{z}/{x}/{y}");
    ordered_json document{{"tilejson", "3.0.0"},
                          {"name", meta.title.en + ": " + pair.palette.style.title.en},
                          {"description", meta.title.zh + ": " + pair.palette.style.title.zh},
                          {"version", "1.0.0"},
                          {"scheme", "xyz"},
                          {"tiles", ordered_json::array({tiles + ".png"})},
                          {"tiles_2x", ordered_json::array({tiles + "@2x.png"})},
                          {"tiles_webp", ordered_json::array({tiles + ".webp"})},
                          {"vector_layers", ordered_json::array()},
                          {"minzoom", config.min_zoom},
                          {"maxzoom", config.max_zoom},
                          {"bounds", {box.xmin, box.ymin, box.xmax, box.ymax}},
                          {"legend", route_of(call, "/legend/" + meta.id + ".json")},
                          {"layer", meta.id},
                          {"from", pair.from->manifest.id},
                          {"to", pair.to->manifest.id},
                          {"synthetic", pair.synthetic()}};
    if (pair.synthetic()) document["mark"] = run::kSyntheticMark;
    return finished_change(json_answer(document.dump(2) + "\n"), pair);
}

Answer get_change_legend(Call& call) {
    const auto pair = change_pair(call, layer_of_file(call.path["file"]));
    const ordered_json document{{"layer", pair.after->meta.id},
                                {"title", text_json(pair.palette.style.title)},
                                {"note", text_json(pair.palette.style.note)},
                                {"style", pair.palette.id},
                                {"from", pair.from->manifest.id},
                                {"to", pair.to->manifest.id},
                                {"synthetic", pair.synthetic()},
                                {"classes", classes_json(pair.palette.style, nullptr)}};
    return finished_change(json_answer(document.dump(2) + "\n"), pair);
}

}  // namespace riskmap::tileserver::service
