#include <fmt/format.h>

#include "geocore/image/rgba.hpp"
#include "tileserver/service/handlers.hpp"
#include "tileserver/service/legend_json.hpp"
#include "tileserver/service/legend_picture.hpp"
#include "tileserver/service/tile_drawing.hpp"

namespace riskmap::tileserver::service {
namespace {

using nlohmann::ordered_json;

bool adds_substances_up(const run::Layer& layer) {
    return layer.kind == "level" || layer.quantity.starts_with("cancer-risk") ||
           layer.quantity.starts_with("hazard-index") || layer.id.starts_with("cancer-risk") ||
           layer.id.starts_with("hazard-index");
}

Answer legend_json(const Call& call, const ServedLayer& layer, const tiles::Palette& palette) {
    const auto* companion = call.run->uncertainty_of(layer);
    const auto& meta = layer.meta;
    const ordered_json document{
        {"layer", meta.id},
        {"title", text_json(meta.title)},
        {"unit", meta.unit},
        {"kind", meta.kind},
        {"overview", overview_word(layer)},
        {"style", palette.id},
        {"styles", layer.palette_ids()},
        {"note", text_json(palette.style.note)},
        {"run", call.run->manifest.id},
        {"synthetic", call.run->manifest.synthetic},
        {"classes", classes_json(palette.style, meta.kind == "level" ? &call.run->level_cuts : nullptr)},
        {"uncertainty", companion != nullptr && call.may_see(*companion) ? ordered_json(companion->meta.id)
                                                                         : ordered_json()},
        {"not_estimable",
         adds_substances_up(meta) ? ordered_json::parse(call.run->not_estimable) : ordered_json::array()}};
    return json_answer(document.dump(2) + "\n");
}

}  // namespace

Answer get_legend(Call& call) {
    const std::string file = call.path["file"];
    const auto dot = file.rfind('.');
    const std::string ending = dot == std::string::npos ? "" : file.substr(dot);
    if (ending != ".json" && ending != ".svg" && ending != ".png") {
        throw api::invalid_parameter("file", file, "LAYER.json, LAYER.svg or LAYER.png");
    }
    const auto& layer = call.layer(file.substr(0, dot));
    const std::string* style = call.target.find("style");
    const auto& palette = call.palette(layer, style == nullptr ? "" : *style);
    const std::string* wanted = call.target.find("language");
    const std::string language = wanted == nullptr ? "zh" : *wanted;
    if (language != "zh" && language != "en") throw api::invalid_parameter("language", language, "zh, en");
    if (ending == ".json") return legend_json(call, layer, palette);
    Answer answer;
    if (ending == ".svg") {
        answer = json_answer(legend_svg(layer.meta, palette, language, call.run->manifest.synthetic),
                             "image/svg+xml");
    } else {
        answer.type = "image/png";
        answer.body =
            image::encode_png(legend_picture(layer.meta, palette, language, call.run->manifest.synthetic));
    }
    return answer;
}

}  // namespace riskmap::tileserver::service
