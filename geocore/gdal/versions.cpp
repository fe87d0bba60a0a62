#include "geocore/gdal/versions.hpp"

#include <fmt/format.h>

#include "geocore/gdal/common.hpp"

namespace riskmap::gdal {

Versions library_versions() {
    Versions versions;
    versions.gdal = GDALVersionInfo("RELEASE_NAME");
    int major = 0;
    int minor = 0;
    int patch = 0;
    OSRGetPROJVersion(&major, &minor, &patch);
    versions.proj = fmt::format("{}.{}.{}", major, minor, patch);
    if (OGRGetGEOSVersion(&major, &minor, &patch))
        versions.geos = fmt::format("{}.{}.{}", major, minor, patch);
    return versions;
}

}  // namespace riskmap::gdal
