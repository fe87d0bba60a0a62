#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

#include "geocore/core/error.hpp"
#include "geocore/run/fixed_words.hpp"
#include "tileserver/service/handlers.hpp"
#include "tileserver/service/tile_drawing.hpp"

namespace riskmap::tileserver::service {
namespace {

using nlohmann::ordered_json;

template <class T>
ordered_json or_null(const std::optional<T>& value) {
    return value ? ordered_json(*value) : ordered_json();
}

/// The shortest number that reads back as this float, so that no digits appear that the raster does not hold.
ordered_json number(float value) {
    if (std::isnan(value)) return {};
    if (value == std::floor(value) && std::abs(value) < 1e9F) return static_cast<long long>(value);
    return std::stod(fmt::format("{}", value));
}

ordered_json class_json(const tiles::Palette& palette, float value) {
    const int at = palette.style.class_of(static_cast<double>(value));
    if (at < 0) return {};
    const auto& entry = palette.style.classes[static_cast<std::size_t>(at)];
    return {{"colour", entry.colour.hex()},
            {"label", {{"zh", entry.label.zh}, {"en", entry.label.en}}},
            {"hatched", entry.hatched}};
}

struct Sampled {
    float value = std::numeric_limits<float>::quiet_NaN();  ///< as a tile shows it
    float cell = std::numeric_limits<float>::quiet_NaN();   ///< the cell's own
};

Sampled sampled(const ServedLayer& layer, grid::Point lonlat, const std::string& crs) {
    auto& renderer = thread_renderer();
    const auto& drawable = *layer.drawable;
    grid::Point place[] = {lonlat};
    tiles::TransformCache::of_this_thread().get(crs, drawable.crs).apply(place);
    if (!std::isfinite(place[0].x) || !std::isfinite(place[0].y)) return {};
    const auto cell = drawable.pyramid->grid().affine.invert(place[0]);
    return {renderer.sample(drawable, cell), renderer.cell_value(drawable, cell)};
}

/// What the companion layer says of how sure the value is; null where there is none that the caller may see.
ordered_json uncertainty_json(const Call& call, const ServedLayer& layer, grid::Point lonlat,
                              const std::string& crs) {
    const auto* companion = call.run->uncertainty_of(layer);
    if (companion == nullptr || !call.may_see(*companion)) return {};
    const float value = sampled(*companion, lonlat, crs).value;
    return {{"layer", companion->meta.id},
            {"quantity", companion->meta.quantity},
            {"unit", companion->meta.unit},
            {"value", number(value)},
            {"class", class_json(*companion->palettes.front(), value)}};
}

ordered_json value_json(const Call& call, const ServedLayer& layer, grid::Point lonlat,
                        const std::string& crs) {
    const auto here = sampled(layer, lonlat, crs);
    const auto& meta = layer.meta;
    return {{"layer", meta.id},
            {"quantity", meta.quantity},
            {"pollutant", or_null(meta.pollutant)},
            {"scenario", or_null(meta.scenario)},
            {"unit", meta.unit},
            {"title", {{"zh", meta.title.zh}, {"en", meta.title.en}}},
            {"value", number(here.value)},
            {"cell_value", number(here.cell)},
            {"class", class_json(*layer.palettes.front(), here.value)},
            {"uncertainty", uncertainty_json(call, layer, lonlat, crs)}};
}

}  // namespace

std::string point_value_json(const Call& call, const ServedLayer& layer, grid::Point position,
                             const std::string& crs) {
    return value_json(call, layer, position, crs).dump(2) + "\n";
}

Answer get_point(Call& call) {
    const std::string* crs_text = call.target.find("crs");
    std::string crs = crs_text == nullptr ? "EPSG:4326" : *crs_text;
    constexpr const char* kAllowed = "EPSG:4326, EPSG:4490, EPSG:3857, GCJ-02, BD-09, the project's CRS";
    if (crs == "OGC:CRS84" || crs == "CRS84" || crs == "http://www.opengis.net/def/crs/OGC/1.3/CRS84")
        crs = "EPSG:4326";
    bool allowed =
        crs == "EPSG:4326" || crs == "EPSG:4490" || crs == "EPSG:3857" || crs == "GCJ-02" || crs == "BD-09";
    for (const auto& layer : call.run->layers) allowed = allowed || layer.drawable->crs == crs;
    if (!allowed) throw api::invalid_parameter("crs", crs, kAllowed);
    const bool degrees = crs == "EPSG:4326" || crs == "EPSG:4490" || crs == "GCJ-02" || crs == "BD-09";
    const double most = 1e9;
    const double lon =
        api::number_parameter(call.target, "lon", degrees ? -180 : -most, degrees ? 180 : most);
    const double lat = api::number_parameter(call.target, "lat", degrees ? -90 : -most, degrees ? 90 : most);
    auto values = ordered_json::array();
    for (const auto& layer : call.run->layers) {
        if (call.may_see(layer)) values.push_back(value_json(call, layer, {lon, lat}, crs));
    }
    const auto& manifest = call.run->manifest;
    ordered_json document{{"lon", lon},
                          {"lat", lat},
                          {"crs", crs},
                          {"run", manifest.id},
                          {"synthetic", manifest.synthetic},
                          {"mark", manifest.synthetic ? ordered_json(run::kSyntheticMark) : ordered_json()},
                          {"values", std::move(values)},
                          {"not_estimable", ordered_json::parse(call.run->not_estimable)}};
    return json_answer(document.dump(2) + "\n");
}

}  // namespace riskmap::tileserver::service
