#include "geocore/gdal/common.hpp"

#include <mutex>

#include "geocore/core/error.hpp"

namespace riskmap::gdal {

constexpr GIntBig kBlockCacheBytes = GIntBig{128} << 20;

void ensure_registered() {
    static std::once_flag once;
    std::call_once(once, [] {
        CPLSetConfigOption("OGR_CURRENT_DATE", "2000-01-01T00:00:00Z");  // same inputs, same GeoPackage bytes
        CPLSetConfigOption("OGR_SQLITE_SYNCHRONOUS", "OFF");  // a run is published whole or not at all
        CPLSetErrorHandler(CPLQuietErrorHandler);
        GDALAllRegister();
        // GDAL's own default is a share of the machine's memory, which large rasters fill up.
        if (CPLGetConfigOption("GDAL_CACHEMAX", nullptr) == nullptr) GDALSetCacheMax64(kBlockCacheBytes);
    });
}

std::string last_message() {
    const std::string message = CPLGetLastErrorMsg();
    return message.empty() ? "no reason given" : message;
}

SpatialReferenceHandle spatial_reference(const std::string& crs) {
    SpatialReferenceHandle srs(OSRNewSpatialReference(nullptr));
    CPLErrorReset();
    if (OSRSetFromUserInput(srs.get(), crs.c_str()) != OGRERR_NONE) {
        throw core::data_error("coordinate reference system '{}' is not known: {}", crs, last_message());
    }
    OSRSetAxisMappingStrategy(srs.get(), OAMS_TRADITIONAL_GIS_ORDER);
    return srs;
}

std::string crs_name(OGRSpatialReferenceH srs) {
    if (srs == nullptr) return {};
    const char* authority = OSRGetAuthorityName(srs, nullptr);
    const char* code = OSRGetAuthorityCode(srs, nullptr);
    if (authority != nullptr && code != nullptr) return std::string(authority) + ":" + code;
    char* wkt = nullptr;
    OSRExportToWkt(srs, &wkt);
    std::string text = wkt != nullptr ? wkt : "";
    CPLFree(wkt);
    return text;
}

}  // namespace riskmap::gdal
