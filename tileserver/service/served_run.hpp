#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "geocore/gdal/vector.hpp"
#include "geocore/run/manifest.hpp"
#include "tileserver/service/enterprise_pages.hpp"
#include "tileserver/tiles/drawable.hpp"
#include "tileserver/tiles/palette.hpp"

namespace riskmap::tileserver::service {

using PalettePtr = std::shared_ptr<const tiles::Palette>;

struct ServedLayer {
    run::Layer meta;
    bool restricted = false;
    std::shared_ptr<const tiles::Drawable> drawable;
    std::vector<PalettePtr> palettes;  ///< the layer's own style first

    /// By id; empty or "default" is the layer's own. Null where there is none of that name.
    [[nodiscard]] const tiles::Palette* palette(std::string_view id) const;
    [[nodiscard]] std::vector<std::string> palette_ids() const;
};

struct ServedFeature {
    std::string id;
    std::string json;  ///< the GeoJSON object, in longitude and latitude
    grid::Box box;
    gdal::Geometry geometry;  ///< likewise
    std::vector<gdal::Value> values;
};

struct ServedCollection {
    std::string name;
    run::Text title;
    bool restricted = false;
    gdal::GeometryKind kind = gdal::GeometryKind::none;
    std::vector<gdal::FieldSpec> fields;
    std::vector<ServedFeature> features;
    grid::Box box;

    [[nodiscard]] const ServedFeature* feature(std::string_view id) const;
};

/// From which cancer risk and hazard index on a level holds; nothing where it has no lower limit.
struct LevelCut {
    int level = 0;
    std::optional<double> cancer_risk_min;
    std::optional<double> hazard_index_min;
};

/// A run as it is served: immutable, shared by all requests that began while it was current.
struct ServedRun {
    run::Manifest manifest;
    std::filesystem::path folder;
    std::vector<ServedLayer> layers;
    std::vector<ServedCollection> collections;
    EnterprisePages enterprises;
    std::string land;           ///< base/land.geojson, or empty
    std::string not_estimable;  ///< JSON list of substances that are in no level, for legends and points
    std::vector<LevelCut> level_cuts;
    std::set<std::string, std::less<>> restricted;  ///< ids, those of layers over the same numbers included
    grid::Box box;                                  ///< of all layers, longitude and latitude
    std::uint64_t generation = 0;  ///< differs between any two runs that this process has loaded
    std::size_t raster_bytes = 0;

    [[nodiscard]] const ServedLayer* layer(std::string_view id) const;
    [[nodiscard]] const ServedCollection* collection(std::string_view name) const;
    [[nodiscard]] bool is_restricted(std::string_view id) const;
    /// The layer that tells how sure another one is: the standard deviation of a concentration, the upper
    /// level of a level. Null where the run has none.
    [[nodiscard]] const ServedLayer* uncertainty_of(const ServedLayer& layer) const;
};

struct LoadOptions {
    std::size_t raster_bytes = 0;  ///< 0: nothing is decoded ahead
    int threads = 2;
};

/// Reads and checks a whole run: every raster against its digest, every level against the style that draws
/// it. Rasters that `previous` holds with the same digest are shared with it.
/// @throws core::Error (data) naming the file and what is wrong with it.
[[nodiscard]] std::shared_ptr<const ServedRun> load_run(const std::filesystem::path& folder,
                                                        const LoadOptions& options,
                                                        const ServedRun* previous);

}  // namespace riskmap::tileserver::service
