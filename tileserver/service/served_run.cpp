#include "tileserver/service/served_run.hpp"

#include <algorithm>
#include <atomic>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <thread>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "tileserver/service/vector_reader.hpp"

namespace riskmap::tileserver::service {
namespace {

using tiles::CellType;
using tiles::Drawable;
using tiles::Pyramid;
using tiles::Reduction;

Reduction reduction_of(const run::Layer& layer) {
    if (layer.kind == "level") return Reduction::risk_level;
    return layer.kind == "category" ? Reduction::nearest : Reduction::average;
}

CellType cell_type_of(const run::Layer& layer) {
    return layer.kind == "level" || layer.kind == "category" ? CellType::levels : CellType::values;
}

using Drawables = std::map<std::string, std::shared_ptr<Drawable>>;  // by digest

/// Decodes what fits the budget, level layers first, several at a time.
void load_pyramids(const std::vector<std::shared_ptr<Pyramid>>& wanted, int threads) {
    std::atomic<std::size_t> next{0};
    std::atomic<bool> failed{false};
    std::exception_ptr failure;
    const auto work = [&] {
        for (std::size_t i = next++; i < wanted.size() && !failed; i = next++) {
            try {
                wanted[i]->load();
            } catch (...) {
                if (!failed.exchange(true)) failure = std::current_exception();
            }
        }
    };
    {
        std::vector<std::jthread> pool;
        for (int i = 1; i < threads; ++i) pool.emplace_back(work);
        work();
    }
    if (failure) std::rethrow_exception(failure);
}

/// Layers that share a style's first word may be drawn with each other's styles: "risk-level" and
/// "risk-level-colourblind".
std::vector<PalettePtr> palettes_of(const run::Layer& layer, const std::map<std::string, PalettePtr>& all,
                                    const std::filesystem::path& folder) {
    const auto own = all.find(std::filesystem::path(layer.style).stem().string());
    if (own == all.end()) {
        throw core::data_error("{}: layer '{}' names style '{}', which is not in styles/", folder.string(),
                               layer.id, layer.style);
    }
    std::vector<PalettePtr> palettes{own->second};
    for (const auto& [id, palette] : all) {
        const bool related = id.starts_with(own->first + "-") || own->first.starts_with(id + "-");
        if (related && palette->style.kind == own->second->style.kind) palettes.push_back(palette);
    }
    return palettes;
}

std::map<std::string, PalettePtr> read_palettes(const std::filesystem::path& folder) {
    std::map<std::string, PalettePtr> palettes;
    const auto styles = folder / "styles";
    if (!std::filesystem::is_directory(styles)) return palettes;
    for (const auto& entry : std::filesystem::directory_iterator(styles)) {
        if (entry.path().extension() != ".sld") continue;
        const std::string id = entry.path().stem().string();
        palettes[id] = std::make_shared<const tiles::Palette>(id, style::read_sld(entry.path()));
    }
    return palettes;
}

std::string read_text(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    if (in) text << in.rdbuf();
    return text.str();
}

std::shared_ptr<Drawable> open_layer(const run::Layer& layer, const std::filesystem::path& folder,
                                     std::vector<std::shared_ptr<Pyramid>>& fresh) {
    auto pyramid = std::make_shared<Pyramid>(folder / layer.path, cell_type_of(layer));
    if (pyramid->grid().crs.empty() && layer.crs.empty()) {
        throw core::data_error("{}: layer '{}' has no coordinate reference system", folder.string(),
                               layer.id);
    }
    const std::string crs = layer.crs.empty() ? pyramid->grid().crs : layer.crs;
    fresh.push_back(pyramid);
    return std::make_shared<Drawable>(std::move(pyramid), crs, reduction_of(layer));
}

void load_layers(ServedRun& run, const LoadOptions& options, const ServedRun* previous) {
    std::map<std::string, std::shared_ptr<const Drawable>> known;
    if (previous != nullptr) {
        for (const auto& layer : previous->layers)
            known[layer.meta.sha256 + layer.meta.kind] = layer.drawable;
    }
    const auto palettes = read_palettes(run.folder);
    std::vector<std::shared_ptr<Pyramid>> fresh;
    std::set<const Drawable*> counted;
    for (const auto& meta : run.manifest.layers) {
        ServedLayer layer;
        layer.meta = meta;
        layer.restricted = run.is_restricted(meta.id);
        layer.palettes = palettes_of(meta, palettes, run.folder);
        auto& drawable = known[meta.sha256 + meta.kind];
        if (!drawable || meta.sha256.empty()) drawable = open_layer(meta, run.folder, fresh);
        layer.drawable = drawable;
        if (drawable->pyramid->in_memory() && counted.insert(drawable.get()).second) {
            run.raster_bytes += drawable->pyramid->bytes();
        }
        run.layers.push_back(std::move(layer));
    }
    std::stable_sort(fresh.begin(), fresh.end(),
                     [](const auto& a, const auto& b) { return a->bytes() < b->bytes(); });
    std::vector<std::shared_ptr<Pyramid>> fitting;
    for (const auto& pyramid : fresh) {
        if (run.raster_bytes + pyramid->bytes() > options.raster_bytes) break;
        run.raster_bytes += pyramid->bytes();
        fitting.push_back(pyramid);
    }
    load_pyramids(fitting, options.threads);
}

using nlohmann::ordered_json;

std::string not_estimable_of(const ordered_json& manifest) {
    auto list = ordered_json::array();
    const auto rows = manifest.find("not_estimable");
    if (rows == manifest.end() || !rows->is_array()) return list.dump();
    for (const auto& row : *rows) {
        ordered_json entry;
        for (const char* key : {"pollutant", "name", "cancer_risk_at_detection_limit"}) {
            entry[key] = row.contains(key) ? row[key] : ordered_json();
        }
        list.push_back(std::move(entry));
    }
    return list.dump();
}

std::vector<LevelCut> level_cuts_of(const ordered_json& manifest) {
    std::vector<LevelCut> cuts;
    const auto levels = manifest.find("levels");
    if (levels == manifest.end() || !levels->is_array()) return cuts;
    const auto number = [](const ordered_json& level, const char* key) -> std::optional<double> {
        const auto found = level.find(key);
        if (found == level.end() || !found->is_number()) return std::nullopt;
        return found->get<double>();
    };
    for (const auto& level : *levels) {
        cuts.push_back({level.at("level").get<int>(), number(level, "cancer_risk_min"),
                        number(level, "hazard_index_min")});
    }
    return cuts;
}

/// What legends and points say beside colours and values.
void read_notes(ServedRun& run) {
    try {
        const auto manifest = ordered_json::parse(run.manifest.document);
        run.not_estimable = not_estimable_of(manifest);
        run.level_cuts = level_cuts_of(manifest);
    } catch (const ordered_json::exception& e) {
        throw core::data_error("{}: {}", (run.folder / "manifest.json").string(), e.what());
    }
}

}  // namespace

const tiles::Palette* ServedLayer::palette(std::string_view id) const {
    if (id.empty() || id == "default") return palettes.front().get();
    for (const auto& candidate : palettes) {
        if (candidate->id == id) return candidate.get();
    }
    return nullptr;
}

std::vector<std::string> ServedLayer::palette_ids() const {
    std::vector<std::string> ids;
    for (const auto& candidate : palettes) ids.push_back(candidate->id);
    return ids;
}

const ServedFeature* ServedCollection::feature(std::string_view id) const {
    for (const auto& candidate : features) {
        if (candidate.id == id) return &candidate;
    }
    return nullptr;
}

const ServedLayer* ServedRun::layer(std::string_view id) const {
    for (const auto& candidate : layers) {
        if (candidate.meta.id == id) return &candidate;
    }
    return nullptr;
}

const ServedCollection* ServedRun::collection(std::string_view name) const {
    for (const auto& candidate : collections) {
        if (candidate.name == name) return &candidate;
    }
    return nullptr;
}

const ServedLayer* ServedRun::uncertainty_of(const ServedLayer& of) const {
    const auto& meta = of.meta;
    if (meta.pollutant && meta.id == "concentration-" + *meta.pollutant)
        return layer("sd-" + *meta.pollutant);
    if (meta.scenario && (meta.id == "risk-level" || meta.id == "risk-level-" + *meta.scenario)) {
        return layer("risk-level-upper-" + *meta.scenario);
    }
    return nullptr;
}

bool ServedRun::is_restricted(std::string_view id) const {
    return std::find(manifest.restricted.begin(), manifest.restricted.end(), id) != manifest.restricted.end();
}

std::shared_ptr<const ServedRun> load_run(const std::filesystem::path& folder, const LoadOptions& options,
                                          const ServedRun* previous) {
    static std::atomic<std::uint64_t> generations{0};
    auto run = std::make_shared<ServedRun>();
    run->folder = folder;
    run->manifest = run::read_manifest(folder);
    run->generation = ++generations;
    read_notes(*run);
    load_layers(*run, options, previous);
    if (!run->manifest.vectors_path.empty()) run->collections = read_collections(*run);
    run->land = read_text(folder / "base" / "land.geojson");
    run->box = grid::Box::empty();
    for (const auto& layer : run->layers) {
        const auto& box = layer.drawable->lonlat;
        run->box.extend({box.xmin, box.ymin});
        run->box.extend({box.xmax, box.ymax});
    }
    if (run->layers.empty()) run->box = {-180, -90, 180, 90};
    return run;
}

}  // namespace riskmap::tileserver::service
