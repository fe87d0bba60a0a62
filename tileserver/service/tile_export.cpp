#include "tileserver/service/tile_export.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "geocore/run/fixed_words.hpp"
#include "tileserver/archives/tile_archive.hpp"
#include "tileserver/service/served_run.hpp"
#include "tileserver/service/tile_drawing.hpp"

namespace riskmap::tileserver::service {
namespace {

namespace geo = riskmap::tiles;

constexpr std::size_t kRasterMemory_bytes = std::size_t{1} << 30U;
constexpr long long kMostTiles = 2'000'000;

const ServedLayer& wanted_layer(const ServedRun& run, const TileExport& wanted) {
    const ServedLayer* layer = run.layer(wanted.layer);
    if (layer == nullptr) {
        std::vector<std::string> ids;
        for (const auto& candidate : run.layers) ids.push_back(candidate.meta.id);
        throw core::usage_error("LAYER: '{}' is not a layer of run {}{}", wanted.layer, run.manifest.id,
                                core::suggestion(wanted.layer, ids));
    }
    if (layer->restricted && !wanted.restricted) {
        throw core::Error(core::ErrorKind::usage,
                          fmt::format("layer '{}' of run {} is restricted", wanted.layer, run.manifest.id),
                          "--restricted exports it all the same; the file must then not be passed on");
    }
    return *layer;
}

const tiles::Palette& wanted_palette(const ServedLayer& layer, const std::string& style) {
    if (const auto* palette = layer.palette(style)) return *palette;
    throw core::usage_error("--style: '{}' is no style of layer '{}'{}", style, layer.meta.id,
                            core::suggestion(style, layer.palette_ids()));
}

/// Tiles that the layer touches, in the order of archives.
std::vector<geo::TileIndex> tiles_of_zoom(const TileLimits& limits, int zoom) {
    std::vector<std::pair<std::uint64_t, geo::TileIndex>> numbered;
    for (long long row = limits.row0; row <= limits.row1; ++row) {
        for (long long column = limits.column0; column <= limits.column1; ++column) {
            const geo::TileIndex index{zoom, static_cast<int>(column), static_cast<int>(row)};
            numbered.emplace_back(archives::tile_number(index), index);
        }
    }
    std::sort(numbered.begin(), numbered.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<geo::TileIndex> list;
    for (const auto& [number, index] : numbered) list.push_back(index);
    return list;
}

void check_zooms(const std::vector<TileLimits>& limits, int min_zoom, int max_zoom) {
    const int last = static_cast<int>(limits.size()) - 1;
    if (min_zoom < 0 || max_zoom > last || min_zoom > max_zoom) {
        throw core::usage_error("--zooms: {}-{} is not allowed; MIN-MAX from 0 to {} is expected", min_zoom,
                                max_zoom, last);
    }
    long long count = 0;
    for (int zoom = min_zoom; zoom <= max_zoom; ++zoom) {
        const auto& l = limits[static_cast<std::size_t>(zoom)];
        count += (l.column1 - l.column0 + 1) * (l.row1 - l.row0 + 1);
    }
    if (count > kMostTiles) {
        throw core::usage_error("--zooms: {}-{} are {} tiles; at most {} are allowed", min_zoom, max_zoom,
                                count, kMostTiles);
    }
}

archives::ArchiveFacts facts_of(const ServedRun& run, const ServedLayer& layer, const tiles::Palette& palette,
                                const TileExport& wanted, int max_zoom) {
    const auto& manifest = run.manifest;
    const std::string mark = manifest.synthetic ? std::string(run::kSyntheticMark) + " · " : "";
    archives::ArchiveFacts facts;
    facts.name = mark + layer.meta.title.zh;
    const auto& note = palette.style.note;
    facts.description = mark + layer.meta.title.zh + " / " + layer.meta.title.en;
    if (!note.zh.empty()) facts.description += "; " + note.zh + " / " + note.en;
    facts.attribution = mark + manifest.project_title.zh + " / " + manifest.project_title.en;
    facts.format = wanted.format;
    facts.bounds = layer.drawable->lonlat;
    facts.min_zoom = wanted.min_zoom;
    facts.max_zoom = max_zoom;
    facts.more = {{"run", manifest.id},
                  {"layer", layer.meta.id},
                  {"style", palette.id},
                  {"scale", std::to_string(wanted.scale)},
                  {"audience", layer.restricted ? "internal" : manifest.audience},
                  {"synthetic", manifest.synthetic ? "1" : "0"}};
    if (manifest.synthetic) facts.more.emplace_back("mark", run::kSyntheticMark);
    return facts;
}

}  // namespace

std::size_t export_tiles(const TileExport& wanted) {
    const auto run = load_run(wanted.run, {kRasterMemory_bytes, 2}, nullptr);
    const auto& layer = wanted_layer(*run, wanted);
    const auto& palette = wanted_palette(layer, wanted.style);
    const auto& set = geo::web_mercator_quad();
    const int max_zoom =
        wanted.max_zoom.value_or(std::max(wanted.min_zoom, layer.drawable->native_level(set)));
    const auto limits = tile_limits(layer, set);
    check_zooms(limits, wanted.min_zoom, max_zoom);
    const auto format = wanted.format == "webp" ? TileFormat::webp : TileFormat::png;
    const auto archive = wanted.output.extension() == ".pmtiles" ? archives::make_pmtiles(wanted.output)
                                                                 : archives::make_mbtiles(wanted.output);
    std::size_t count = 0;
    std::string bytes;
    for (int zoom = wanted.min_zoom; zoom <= max_zoom; ++zoom) {
        for (const auto& index : tiles_of_zoom(limits[static_cast<std::size_t>(zoom)], zoom)) {
            bytes.clear();
            if (!draw_picture(layer, palette, {&set, index, wanted.scale}, format, bytes)) continue;
            archive->add(index, bytes);
            ++count;
        }
    }
    archive->finish(facts_of(*run, layer, palette, wanted, max_zoom));
    return count;
}

}  // namespace riskmap::tileserver::service
