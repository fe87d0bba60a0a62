#pragma once

// For the .cpp files of geocore/gdal alone: between OGR geometries and ours.

#include <ogr_api.h>

#include <memory>

#include "geocore/gdal/vector.hpp"

namespace riskmap::gdal {

struct GeometryDeleter {
    void operator()(void* geometry) const noexcept {
        OGR_G_DestroyGeometry(static_cast<OGRGeometryH>(geometry));
    }
};
using GeometryHandle = std::unique_ptr<std::remove_pointer_t<OGRGeometryH>, GeometryDeleter>;

/// @throws Error (data) for lines and curves.
[[nodiscard]] Geometry from_ogr(OGRGeometryH geometry);
[[nodiscard]] GeometryHandle to_ogr(const Geometry& geometry);

}  // namespace riskmap::gdal
