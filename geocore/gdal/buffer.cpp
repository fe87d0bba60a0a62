#include "geocore/gdal/buffer.hpp"

#include "geocore/core/error.hpp"
#include "geocore/gdal/common.hpp"
#include "geocore/gdal/geometry.hpp"

namespace riskmap::gdal {

grid::MultiPolygon buffered(const grid::MultiPolygon& area, double distance) {
    constexpr int kSegmentsPerQuarter = 32;
    const GeometryHandle shape = to_ogr({GeometryKind::polygon, {}, area});
    CPLErrorReset();
    const GeometryHandle grown(OGR_G_Buffer(shape.get(), distance, kSegmentsPerQuarter));
    if (!grown) throw core::data_error("an area cannot be buffered by {} m: {}", distance, last_message());
    return from_ogr(grown.get()).polygons;
}

}  // namespace riskmap::gdal
