#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "geocore/gdal/vector.hpp"
#include "geocore/run/manifest.hpp"
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

/// A run as it is served: immutable, shared by all requests that began while it was current.
struct ServedRun {
    run::Manifest manifest;
    std::filesystem::path folder;
    std::vector<ServedLayer> layers;
    std::vector<ServedCollection> collections;
    std::string land;              ///< base/land.geojson, or empty
    grid::Box box;                 ///< of all layers, longitude and latitude
    std::uint64_t generation = 0;  ///< differs between any two runs that this process has loaded
    std::size_t raster_bytes = 0;

    [[nodiscard]] const ServedLayer* layer(std::string_view id) const;
    [[nodiscard]] const ServedCollection* collection(std::string_view name) const;
    [[nodiscard]] bool is_restricted(std::string_view id) const;
};

struct LoadOptions {
    std::size_t raster_bytes = 0;  ///< 0: nothing is decoded ahead
    int threads = 2;
};

/// Reads and checks a whole run. Rasters that `previous` holds with the same digest are shared with it.
/// @throws core::Error (data) naming the file and what is wrong with it.
[[nodiscard]] std::shared_ptr<const ServedRun> load_run(const std::filesystem::path& folder,
                                                        const LoadOptions& options,
                                                        const ServedRun* previous);

}  // namespace riskmap::tileserver::service
