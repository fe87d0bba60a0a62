#include <fmt/format.h>

#include <limits>
#include <nlohmann/json.hpp>

#include "embedded/change_level_sld.hpp"
#include "embedded/change_value_sld.hpp"
#include "tileserver/service/handlers.hpp"
#include "tileserver/service/legend_json.hpp"
#include "tileserver/service/services.hpp"
#include "tileserver/service/tile_drawing.hpp"
#include "tileserver/tiles/change.hpp"

namespace riskmap::tileserver::service {
namespace {

namespace geo = riskmap::tiles;
using nlohmann::ordered_json;

/// The two runs of an address and one layer of both, seen by a caller who may see it in both.
struct Pair {
    RunPtr from;
    RunPtr to;
    const ServedLayer* before;
    const ServedLayer* after;
    const tiles::Palette& palette;
    [[nodiscard]] bool of_levels() const { return after->meta.kind == "level"; }
};

RunPtr run_of(const Call& call, const std::string& id) {
    RunPtr run = call.services.runs.pinned(id);
    if (run) return run;
    throw api::ApiError(api::ErrorCode::run_unknown, fmt::format("there is no run '{}'", id))
        .about("run", id, "the ids under /runs");
}

const ServedLayer& layer_in(const Call& call, const RunPtr& run, const std::string& id) {
    const Call other{call.request, call.target, {}, run, true, call.authorised, call.base_url, call.services};
    return other.layer(id);
}

const tiles::Palette& change_palette(bool levels) {
    static const tiles::Palette of_levels("change-level",
                                          style::parse_sld(embedded::change_level_sld, "change-level.sld"));
    static const tiles::Palette of_values("change-value",
                                          style::parse_sld(embedded::change_value_sld, "change-value.sld"));
    return levels ? of_levels : of_values;
}

Pair pair_of(const Call& call, const std::string& layer_id) {
    auto from = run_of(call, call.path.find("from")->second);
    auto to = run_of(call, call.path.find("to")->second);
    const auto& before = layer_in(call, from, layer_id);
    const auto& after = layer_in(call, to, layer_id);
    if (after.meta.kind == "category" || before.meta.kind != after.meta.kind) {
        throw api::invalid_parameter("layer", layer_id, "a layer of levels or of numbers");
    }
    return {std::move(from), std::move(to), &before, &after, change_palette(after.meta.kind == "level")};
}

/// Positions in the palette; false where the tile shows nothing.
bool draw_change(const Pair& pair, const tiles::TileRequest& request, std::vector<std::uint8_t>& pixels) {
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
        const auto change = pair.of_levels() ? tiles::change_of_levels(before[i], after[i])
                                             : tiles::change_of_values(before[i], after[i]);
        auto position = pair.palette.of_value[static_cast<std::size_t>(change)];
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

bool is_synthetic(const Pair& pair) {
    return pair.from->manifest.synthetic || pair.to->manifest.synthetic;
}

/// Both runs are named by the address: the answer never changes.
Answer finished(Answer answer, const Pair& pair) {
    answer.run = pair.to;
    answer.headers.emplace_back("X-Riskmap-Run-From", pair.from->manifest.id);
    if (is_synthetic(pair) && !pair.to->manifest.synthetic) {
        answer.headers.emplace_back("X-Riskmap-Synthetic", "1");
    }
    return answer;
}

}  // namespace

Answer get_change_tile(Call& call) {
    const auto pair = pair_of(call, call.path["layer"]);
    const auto file = parse_tile_file(call.path["file"]);
    if (!tile_format(file.format).picture) {
        throw api::invalid_parameter("file", call.path["file"], "Y.png, Y@2x.png, Y.webp, Y@2x.webp");
    }
    const std::string* tms = call.target.find("tms");
    const auto& set = tms == nullptr ? geo::web_mercator_quad() : known_matrix_set(*tms);
    const int column = api::plain_integer("x", call.path["x"], 1 << 30);
    const tiles::TileRequest request{&set, checked_index(set, call.path["z"], column, file.row), file.scale};
    Answer answer;
    answer.type = tile_format(file.format).type;
    answer.etag =
        etag_of({pair.from->manifest.id, pair.to->manifest.id, pair.after->meta.id, pair.palette.style.digest,
                 set.id, call.path["z"], call.path["x"], call.path["file"], call.services.config.empty_tile});
    std::vector<std::uint8_t> pixels;
    const int size = geo::TileMatrixSet::kTileSize * file.scale;
    if (draw_change(pair, request, pixels)) {
        encode_tile(pair.palette.colours, pixels, size, file.format, answer.body);
    } else {
        fill_empty_tile(call, file.format, size, answer);
    }
    return finished(std::move(answer), pair);
}

Answer get_change_tile_json(Call& call) {
    const auto pair = pair_of(call, call.path["layer"]);
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
                          {"synthetic", is_synthetic(pair)}};
    if (is_synthetic(pair)) document["mark"] = kSyntheticMark;
    return finished(json_answer(document.dump(2) + "\n"), pair);
}

Answer get_change_legend(Call& call) {
    const std::string file = call.path["file"];
    constexpr std::string_view kEnding = ".json";
    if (!file.ends_with(kEnding)) throw api::invalid_parameter("file", file, "LAYER.json");
    const auto pair = pair_of(call, file.substr(0, file.size() - kEnding.size()));
    const ordered_json document{{"layer", pair.after->meta.id},
                                {"title", text_json(pair.palette.style.title)},
                                {"note", text_json(pair.palette.style.note)},
                                {"style", pair.palette.id},
                                {"from", pair.from->manifest.id},
                                {"to", pair.to->manifest.id},
                                {"synthetic", is_synthetic(pair)},
                                {"classes", classes_json(pair.palette.style, nullptr)}};
    return finished(json_answer(document.dump(2) + "\n"), pair);
}

}  // namespace riskmap::tileserver::service
