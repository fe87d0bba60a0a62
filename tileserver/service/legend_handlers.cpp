#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "geocore/image/rgba.hpp"
#include "tileserver/service/handlers.hpp"
#include "tileserver/service/legend_picture.hpp"

namespace riskmap::tileserver::service {
namespace {

using nlohmann::ordered_json;

ordered_json text_json(const std::string& zh, const std::string& en) {
    return {{"zh", zh}, {"en", en}};
}

ordered_json number_or_null(const std::optional<double>& value) {
    return value ? ordered_json(*value) : ordered_json();
}

bool adds_substances_up(const run::Layer& layer) {
    return layer.kind == "level" || layer.quantity.starts_with("cancer-risk") ||
           layer.quantity.starts_with("hazard-index") || layer.id.starts_with("cancer-risk") ||
           layer.id.starts_with("hazard-index");
}

/// Substances that were measured and are in no level: their names stand on every legend.
ordered_json not_estimable(const ServedRun& run) {
    auto list = ordered_json::array();
    const auto manifest = ordered_json::parse(run.manifest.document);
    if (!manifest.contains("not_estimable") || !manifest["not_estimable"].is_array()) return list;
    for (const auto& row : manifest["not_estimable"]) {
        ordered_json entry;
        for (const char* key : {"pollutant", "name", "cancer_risk_at_detection_limit"}) {
            entry[key] = row.contains(key) ? row[key] : ordered_json();
        }
        list.push_back(std::move(entry));
    }
    return list;
}

Answer legend_json(const Call& call, const ServedLayer& layer, const tiles::Palette& palette) {
    auto classes = ordered_json::array();
    for (const auto& entry : palette.style.classes) {
        classes.push_back({{"colour", entry.colour.hex()},
                           {"opacity", entry.colour.alpha / 255.0},
                           {"label", text_json(entry.label.zh, entry.label.en)},
                           {"min", number_or_null(entry.min)},
                           {"max", number_or_null(entry.max)},
                           {"value", entry.value ? ordered_json(*entry.value) : ordered_json()},
                           {"hatched", entry.hatched}});
    }
    const auto& meta = layer.meta;
    const ordered_json document{
        {"layer", meta.id},
        {"title", text_json(meta.title.zh, meta.title.en)},
        {"unit", meta.unit},
        {"kind", meta.kind},
        {"style", palette.id},
        {"styles", layer.palette_ids()},
        {"note", text_json(palette.style.note.zh, palette.style.note.en)},
        {"run", call.run->manifest.id},
        {"synthetic", call.run->manifest.synthetic},
        {"classes", std::move(classes)},
        {"not_estimable", adds_substances_up(meta) ? not_estimable(*call.run) : ordered_json::array()}};
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
        answer.body = image::encode_png(legend_picture(palette));
    }
    return answer;
}

}  // namespace riskmap::tileserver::service
