#pragma once

// For the .cpp files of geocore/gdal alone: the owners of GDAL's handles.

#include <cpl_conv.h>
#include <cpl_error.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include <memory>
#include <string>
#include <type_traits>

namespace riskmap::gdal {

struct DatasetCloser {
    void operator()(void* dataset) const noexcept { GDALClose(dataset); }
};
using DatasetHandle = std::unique_ptr<void, DatasetCloser>;

struct FeatureDeleter {
    void operator()(OGRFeatureH feature) const noexcept { OGR_F_Destroy(feature); }
};
using FeatureHandle = std::unique_ptr<std::remove_pointer_t<OGRFeatureH>, FeatureDeleter>;

struct SpatialReferenceDeleter {
    void operator()(void* srs) const noexcept { OSRDestroySpatialReference(srs); }
};
using SpatialReferenceHandle = std::unique_ptr<void, SpatialReferenceDeleter>;

/// Registers the drivers once and keeps GDAL's messages off stderr; every failure carries them instead.
void ensure_registered();
/// What GDAL said last, or "no reason given".
[[nodiscard]] std::string last_message();
/// Traditional axis order (x = easting or longitude). @throws Error (data) naming the CRS.
[[nodiscard]] SpatialReferenceHandle spatial_reference(const std::string& crs);
/// "EPSG:4550" where an authority is known, else WKT, else empty.
[[nodiscard]] std::string crs_name(OGRSpatialReferenceH srs);

}  // namespace riskmap::gdal
