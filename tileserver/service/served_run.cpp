#include "tileserver/service/served_run.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>
#include <tuple>

#include "geocore/core/digest.hpp"
#include "geocore/core/error.hpp"
#include "geocore/core/input_file.hpp"
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

/// Calls `work` for 0 to n - 1, several at a time.
template <class Work>
void several_at_a_time(std::size_t n, int threads, const Work& work) {
    std::atomic<std::size_t> next{0};
    std::atomic<bool> failed{false};
    std::exception_ptr failure;
    const auto go = [&] {
        for (std::size_t i = next++; i < n && !failed; i = next++) {
            try {
                work(i);
            } catch (...) {
                if (!failed.exchange(true)) failure = std::current_exception();
            }
        }
    };
    {
        std::vector<std::jthread> pool;
        for (int i = 1; i < threads; ++i) pool.emplace_back(go);
        go();
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

/// Files whose bytes were read and had the digest that a manifest gives: runs share most of theirs by hard
/// links.
class CheckedFiles {
  public:
    /// @throws core::Error (data) where the file cannot be read or has another digest
    void check(const std::filesystem::path& path, const std::string& sha256) {
        struct ::stat state {};
        if (::stat(path.c_str(), &state) != 0) throw core::data_error("{}: cannot be read", path.string());
        const Key key{state.st_dev, state.st_ino, state.st_size, state.st_mtim.tv_sec, state.st_mtim.tv_nsec};
        {
            const std::lock_guard lock(mutex_);
            const auto known = known_.find(key);
            if (known != known_.end() && known->second == sha256) return;
        }
        const std::string found = core::sha256_file(path);
        if (found != sha256) {
            throw core::data_error("{}: its SHA-256 is {} and the manifest says {}", path.string(), found,
                                   sha256);
        }
        const std::lock_guard lock(mutex_);
        if (known_.size() >= kMost) known_.clear();
        known_[key] = sha256;
    }

  private:
    static constexpr std::size_t kMost = 10000;
    using Key = std::tuple<dev_t, ino_t, off_t, time_t, long>;
    std::mutex mutex_;
    std::map<Key, std::string> known_;
};

void check_rasters(const ServedRun& run, int threads) {
    static CheckedFiles checked;
    const auto& layers = run.manifest.layers;
    several_at_a_time(layers.size(), threads, [&](std::size_t i) {
        if (!layers[i].sha256.empty()) checked.check(run.folder / layers[i].path, layers[i].sha256);
    });
}

/// A level without a colour would be drawn as if nothing were there.
void check_colours(const run::Layer& layer, const std::vector<PalettePtr>& palettes,
                   const std::filesystem::path& folder) {
    constexpr int kLevels = 5;
    if (layer.kind != "level") return;
    for (const auto& palette : palettes) {
        for (int level = 0; level < kLevels; ++level) {
            if (palette->style.class_of(level) >= 0) continue;
            throw core::data_error("{}: style '{}' of layer '{}' has no colour for level {}", folder.string(),
                                   palette->id, layer.id, level);
        }
    }
}

/// The first scenario's level layer has two names (risk-level, risk-level-SCENARIO), and files may be shared.
bool same_numbers(const run::Layer& a, const run::Layer& b) {
    const auto is_alias = [](const run::Layer& one, const run::Layer& other) {
        return one.id == "risk-level" && other.scenario && other.id == "risk-level-" + *other.scenario &&
               one.scenario == other.scenario;
    };
    return a.path == b.path || (!a.sha256.empty() && a.sha256 == b.sha256) || is_alias(a, b) ||
           is_alias(b, a);
}

/// What the manifest restricts, and the same numbers under other names.
std::set<std::string, std::less<>> restricted_of(const run::Manifest& manifest) {
    const std::set<std::string, std::less<>> named(manifest.restricted.begin(), manifest.restricted.end());
    auto ids = named;
    for (const auto& layer : manifest.layers) {
        for (const auto& hidden : manifest.layers) {
            if (named.contains(hidden.id) && same_numbers(layer, hidden)) ids.insert(layer.id);
        }
    }
    return ids;
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
        check_colours(meta, layer.palettes, run.folder);
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
    several_at_a_time(fitting.size(), options.threads, [&](std::size_t i) { fitting[i]->load(); });
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
    return restricted.contains(id);
}

std::shared_ptr<const ServedRun> load_run(const std::filesystem::path& folder, const LoadOptions& options,
                                          const ServedRun* previous) {
    static std::atomic<std::uint64_t> generations{0};
    auto run = std::make_shared<ServedRun>();
    run->folder = folder;
    run->manifest = run::read_manifest(folder);
    run->generation = ++generations;
    read_notes(*run);
    run->restricted = restricted_of(run->manifest);
    check_rasters(*run, options.threads);
    load_layers(*run, options, previous);
    if (!run->manifest.vectors_path.empty()) run->collections = read_collections(*run);
    run->enterprises = read_enterprise_pages(folder, run->manifest);
    run->land = core::read_file(folder / "base" / "land.geojson").value_or("");
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
