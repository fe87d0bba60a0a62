#include "geocore/gdal/raster_source.hpp"

#include <cpl_string.h>

#include <array>

#include "geocore/core/error.hpp"
#include "geocore/gdal/common.hpp"

namespace riskmap::gdal {

struct RasterSource::Handle {
    DatasetHandle dataset;
    [[nodiscard]] GDALRasterBandH band(int band, int overview) const {
        GDALRasterBandH full = GDALGetRasterBand(dataset.get(), band);
        return overview < 0 ? full : GDALGetOverview(full, overview);
    }
};

RasterSource::RasterSource(const std::filesystem::path& path)
    : handle_(std::make_unique<Handle>()), path_(path.string()) {
    ensure_registered();
    CPLErrorReset();
    handle_->dataset.reset(GDALOpenEx(
        path_.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, nullptr, nullptr, nullptr));
    if (!handle_->dataset)
        throw core::data_error("{}: cannot be read as a raster: {}", path_, last_message());
    std::array<double, 6> transform{0, 1, 0, 0, 0, 1};
    GDALGetGeoTransform(handle_->dataset.get(), transform.data());
    grid_.affine = {transform[0], transform[1], transform[2], transform[3], transform[4], transform[5]};
    grid_.width = GDALGetRasterXSize(handle_->dataset.get());
    grid_.height = GDALGetRasterYSize(handle_->dataset.get());
    grid_.crs = crs_name(GDALGetSpatialRef(handle_->dataset.get()));
    bands_ = GDALGetRasterCount(handle_->dataset.get());
}

RasterSource::~RasterSource() = default;
RasterSource::RasterSource(RasterSource&&) noexcept = default;
RasterSource& RasterSource::operator=(RasterSource&&) noexcept = default;

std::optional<double> RasterSource::nodata(int band) const {
    int has = 0;
    const double value = GDALGetRasterNoDataValue(handle_->band(band, -1), &has);
    return has != 0 ? std::optional(value) : std::nullopt;
}

int RasterSource::overviews() const {
    return GDALGetOverviewCount(handle_->band(1, -1));
}

grid::Grid RasterSource::overview_grid(int level) const {
    GDALRasterBandH band = handle_->band(1, level);
    grid::Grid g = grid_;
    g.width = GDALGetRasterBandXSize(band);
    g.height = GDALGetRasterBandYSize(band);
    const double fx = static_cast<double>(grid_.width) / g.width;
    const double fy = static_cast<double>(grid_.height) / g.height;
    g.affine.x_per_column *= fx;
    g.affine.y_per_column *= fx;
    g.affine.x_per_row *= fy;
    g.affine.y_per_row *= fy;
    return g;
}

std::map<std::string, std::string> RasterSource::metadata() const {
    std::map<std::string, std::string> tags;
    char** list = GDALGetMetadata(handle_->dataset.get(), nullptr);
    for (int i = 0; list != nullptr && list[i] != nullptr; ++i) {
        char* key = nullptr;
        const char* value = CPLParseNameValue(list[i], &key);
        if (key != nullptr && value != nullptr) tags[key] = value;
        CPLFree(key);
    }
    return tags;
}

std::string RasterSource::band_description(int band) const {
    return GDALGetDescription(handle_->band(band, -1));
}

std::string RasterSource::band_unit(int band) const {
    return GDALGetRasterUnitType(handle_->band(band, -1));
}

void RasterSource::read(int band, int column, int row, int width, int height, float* out,
                        int overview) const {
    read_typed(band, column, row, width, height, out, true, overview);
}

void RasterSource::read(int band, int column, int row, int width, int height, unsigned char* out,
                        int overview) const {
    read_typed(band, column, row, width, height, out, false, overview);
}

void RasterSource::read_typed(int band, int column, int row, int width, int height, void* out, bool as_float,
                              int overview) const {
    CPLErrorReset();
    if (GDALRasterIO(handle_->band(band, overview), GF_Read, column, row, width, height, out, width, height,
                     as_float ? GDT_Float32 : GDT_Byte, 0, 0) != CE_None) {
        throw core::data_error("{}: band {} cannot be read at column {}, row {}: {}", path_, band, column,
                               row, last_message());
    }
}

}  // namespace riskmap::gdal
