#include "geocore/gdal/mask.hpp"

#include <gdal_alg.h>

#include <array>

#include "geocore/core/error.hpp"
#include "geocore/gdal/common.hpp"
#include "geocore/gdal/geometry.hpp"

namespace riskmap::gdal {
namespace {

/// A raster in memory that GDAL's algorithms work on in place.
DatasetHandle in_memory(const grid::Grid& grid, const unsigned char* pixels) {
    ensure_registered();
    DatasetHandle dataset(
        GDALCreate(GDALGetDriverByName("MEM"), "", grid.width, grid.height, 0, GDT_Byte, nullptr));
    std::array<char, 64> pointer{};
    const int length =
        CPLPrintPointer(pointer.data(), const_cast<unsigned char*>(pixels), pointer.size() - 1);
    const std::string option = "DATAPOINTER=" + std::string(pointer.data(), static_cast<std::size_t>(length));
    std::array<char*, 2> options{const_cast<char*>(option.c_str()), nullptr};
    GDALAddBand(dataset.get(), GDT_Byte, options.data());
    const auto& a = grid.affine;
    std::array<double, 6> transform{a.x0, a.x_per_column, a.x_per_row, a.y0, a.y_per_column, a.y_per_row};
    GDALSetGeoTransform(dataset.get(), transform.data());
    return dataset;
}

}  // namespace

void burn(grid::Raster<unsigned char>& raster, const grid::MultiPolygon& area, unsigned char value) {
    const DatasetHandle dataset = in_memory(raster.grid, raster.values.data());
    const GeometryHandle shape = to_ogr({GeometryKind::polygon, {}, area});
    std::array<int, 1> bands{1};
    std::array<OGRGeometryH, 1> shapes{shape.get()};
    std::array<double, 1> values{static_cast<double>(value)};
    CPLErrorReset();
    if (GDALRasterizeGeometries(dataset.get(), 1, bands.data(), 1, shapes.data(), nullptr, nullptr,
                                values.data(), nullptr, nullptr, nullptr) != CE_None) {
        throw core::data_error("an area cannot be drawn on the grid: {}", last_message());
    }
}

}  // namespace riskmap::gdal
