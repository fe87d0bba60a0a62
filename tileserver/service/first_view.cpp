#include "tileserver/service/first_view.hpp"

#include <nlohmann/json.hpp>

#include "tileserver/service/handlers.hpp"
#include "tileserver/service/services.hpp"
#include "tileserver/service/visible_manifest.hpp"

namespace riskmap::tileserver::service {
namespace {

using nlohmann::ordered_json;

/// Long lists that the viewer does not read.
constexpr const char* kUnread[] = {"inputs", "findings", "sensitivity", "software", "isa"};
constexpr const char* kUnreadOfLayers[] = {"path",     "style",   "crs",    "cell_size_m", "nodata",
                                           "overview", "classes", "digest", "sha256"};

/// The layer that the viewer opens with: the first scenario's level, else the first concentration.
const ServedLayer* first_layer(const ServedRun& run) {
    const ServedLayer* concentration = nullptr;
    for (const auto& layer : run.layers) {
        if (layer.restricted) continue;
        if (layer.meta.kind == "level" && layer.meta.id != "risk-level") return &layer;
        if (concentration == nullptr && layer.meta.id.starts_with("concentration-")) concentration = &layer;
    }
    return concentration;
}

ordered_json legend_of(const Call& call, const std::string& id) {
    Call inner = call;
    inner.authorised = false;
    inner.path["file"] = id + ".json";
    return ordered_json::parse(get_legend(inner).body);
}

ordered_json first_view(const Call& call) {
    const auto& run = *call.run;
    auto manifest = ordered_json::parse(visible_manifest(run, false));
    for (const char* key : kUnread) manifest.erase(key);
    auto bounds = ordered_json::object();
    for (auto& entry : manifest["layers"]) {
        for (const char* key : kUnreadOfLayers) entry.erase(key);
        const auto* layer = run.layer(entry["id"].get<std::string>());
        if (layer == nullptr) continue;
        const auto& box = layer->drawable->lonlat;
        bounds[layer->meta.id] = {box.xmin, box.ymin, box.xmax, box.ymax};
    }
    auto legends = ordered_json::object();
    if (const auto* layer = first_layer(run)) {
        legends[layer->meta.id] = legend_of(call, layer->meta.id);
        const auto* status = run.layer("status-" + layer->meta.scenario.value_or(""));
        if (status != nullptr && !status->restricted)
            legends[status->meta.id] = legend_of(call, status->meta.id);
    }
    const auto& config = call.services.config;
    Call inner = call;
    return {{"manifest", std::move(manifest)}, {"bounds", std::move(bounds)},
            {"minzoom", config.min_zoom},      {"maxzoom", config.max_zoom},
            {"legends", std::move(legends)},   {"viewer", ordered_json::parse(get_viewer(inner).body)}};
}

/// Text that ends no script element early.
std::string script_text(std::string text) {
    for (std::size_t at = text.find('<'); at != std::string::npos; at = text.find('<', at)) {
        text.replace(at, 1, "\\u003c");
    }
    return text;
}

}  // namespace

std::string with_first_view(const Call& call, const std::string& page) {
    thread_local std::uint64_t generation = 0;
    thread_local std::string made;
    if (!made.empty() && generation == call.run->generation) return made;
    const auto at = page.find("</head>");
    if (at == std::string::npos) return page;
    const auto text = script_text(first_view(call).dump());
    made = page.substr(0, at) + "<script type=\"application/json\" id=\"first-view\">" + text +
           "</script>\n" + page.substr(at);
    generation = call.run->generation;
    return made;
}

}  // namespace riskmap::tileserver::service
