#pragma once

#include <filesystem>

#include "geocore/run/manifest.hpp"
#include "mapgen/exports/raster_sampler.hpp"

namespace riskmap::exports {

struct RasterExport {
    Window window;
    bool rgba = false;  ///< the colours of the layer's style instead of its values
};

/// Writes a layer as a cloud-optimised GeoTIFF, with the layer's style as .sld and .qml beside it (and, for
/// levels and categories, as a colour table inside). Run, layer and the mark of synthetic data stand in the
/// metadata.
void export_raster(const std::filesystem::path& run, const run::Manifest& manifest, const run::Layer& layer,
                   const std::filesystem::path& output, const RasterExport& options);

}  // namespace riskmap::exports
