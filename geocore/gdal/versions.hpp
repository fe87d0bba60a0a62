#pragma once

#include <string>

namespace riskmap::gdal {

/// Versions of the libraries that a run was made with.
struct Versions {
    std::string gdal;
    std::string proj;
    std::string geos;
};
[[nodiscard]] Versions library_versions();

}  // namespace riskmap::gdal
