#include "geocore/gdal/raster_sink.hpp"

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <mutex>

#include "geocore/core/error.hpp"
#include "geocore/gdal/common.hpp"
#include "geocore/grid/level_order.hpp"

namespace riskmap::gdal {
namespace {

class Options {
  public:
    void set(const char* key, const char* value) { list_ = CSLSetNameValue(list_, key, value); }
    [[nodiscard]] char** get() const { return list_; }
    Options() = default;
    ~Options() { CSLDestroy(list_); }
    Options(const Options&) = delete;
    Options& operator=(const Options&) = delete;

  private:
    char** list_ = nullptr;
};

struct ColorTableDeleter {
    void operator()(void* table) const noexcept { GDALDestroyColorTable(table); }
};

std::vector<unsigned char> halve_levels(const std::vector<unsigned char>& fine, int width, int height,
                                        int half_width, int half_height) {
    std::vector<unsigned char> coarse(
        static_cast<std::size_t>(half_width) * static_cast<std::size_t>(half_height), grid::kLevelNodata);
    for (int row = 0; row < height; ++row) {
        for (int column = 0; column < width; ++column) {
            const auto level = fine[static_cast<std::size_t>(row) * static_cast<std::size_t>(width) +
                                    static_cast<std::size_t>(column)];
            auto& kept = coarse[static_cast<std::size_t>(row / 2) * static_cast<std::size_t>(half_width) +
                                static_cast<std::size_t>(column / 2)];
            if (grid::level_rank(level) > grid::level_rank(kept)) kept = level;
        }
    }
    return coarse;
}

/// The most frequent level of each block of factor x factor cells.
std::vector<unsigned char> mode_of_levels(const std::vector<unsigned char>& fine, const grid::Grid& grid,
                                          int factor, int coarse_width, int coarse_height) {
    std::vector<unsigned char> coarse(
        static_cast<std::size_t>(coarse_width) * static_cast<std::size_t>(coarse_height), grid::kLevelNodata);
    const auto mode_in = [&](int column0, int row0) {
        std::array<int, 5> cells{};
        for (int row = row0; row < std::min(grid.height, row0 + factor); ++row) {
            for (int column = column0; column < std::min(grid.width, column0 + factor); ++column) {
                const auto level = fine[static_cast<std::size_t>(row) * static_cast<std::size_t>(grid.width) +
                                        static_cast<std::size_t>(column)];
                if (level < cells.size()) ++cells[level];
            }
        }
        unsigned char mode = grid::kLevelNodata;
        int most = 0;
        for (const unsigned char level : {4, 3, 2, 0, 1}) {
            if (cells[level] > most) mode = level;
            most = std::max(most, cells[level]);
        }
        return mode;
    };
    for (int row = 0; row < coarse_height; ++row) {
        for (int column = 0; column < coarse_width; ++column) {
            coarse[static_cast<std::size_t>(row) * static_cast<std::size_t>(coarse_width) +
                   static_cast<std::size_t>(column)] = mode_in(column * factor, row * factor);
        }
    }
    return coarse;
}

bool of_levels(OverviewRule rule) {
    return rule == OverviewRule::risk_level || rule == OverviewRule::level_mode;
}

std::vector<int> overview_factors(const grid::Grid& grid) {
    std::vector<int> factors;
    for (int factor = 2; (grid.width + factor - 1) / factor >= RasterSink::kBlock / 2 ||
                         (grid.height + factor - 1) / factor >= RasterSink::kBlock / 2;
         factor *= 2) {
        factors.push_back(factor);
    }
    return factors;
}

const char* overview_name(OverviewRule rule) {
    switch (rule) {
        case OverviewRule::average:
            return "AVERAGE";
        case OverviewRule::risk_level:
            return "FIRST_OF_4_3_2_0_1";
        case OverviewRule::level_mode:
            return "MODE";
        case OverviewRule::nearest:
            return "NEAREST";
    }
    return "NONE";
}

}  // namespace

struct RasterSink::State {
    RasterSpec spec;
    std::filesystem::path target;
    std::filesystem::path tiled;
    std::filesystem::path optimised;
    DatasetHandle dataset;
    std::mutex mutex;

    void create();
    void set_colours(GDALRasterBandH band) const;
    void write(int band, int column, int row, int width, int height, const void* data, int stride,
               GDALDataType type);
    void build_overviews();
    void build_level_overviews(const std::vector<int>& factors);
    void copy_optimised();
    void close();
    void remove_leftovers() const noexcept;
    [[nodiscard]] core::Error failure(const std::string& what) const {
        return core::data_error("{}: {}: {}", target.string(), what, last_message());
    }
};

void RasterSink::State::create() {
    ensure_registered();
    const auto stem =
        target.parent_path() / ("." + target.filename().string() + "." + std::to_string(getpid()));
    tiled = stem.string() + ".tiled.tmp";
    optimised = stem.string() + ".cog.tmp";
    Options options;
    options.set("TILED", "YES");
    options.set("BLOCKXSIZE", std::to_string(kBlock).c_str());
    options.set("BLOCKYSIZE", std::to_string(kBlock).c_str());
    options.set("BIGTIFF", "IF_SAFER");
    options.set("SPARSE_OK", "FALSE");
    options.set("INTERLEAVE", "BAND");
    if (spec.rgba) {
        options.set("PHOTOMETRIC", "RGB");
        options.set("ALPHA", "YES");
    }
    CPLErrorReset();
    dataset.reset(GDALCreate(GDALGetDriverByName("GTiff"), tiled.c_str(), spec.grid.width, spec.grid.height,
                             static_cast<int>(spec.bands.size()),
                             spec.type == PixelType::float32 ? GDT_Float32 : GDT_Byte, options.get()));
    if (!dataset) throw failure("cannot be created");
    const auto& a = spec.grid.affine;
    std::array<double, 6> transform{a.x0, a.x_per_column, a.x_per_row, a.y0, a.y_per_column, a.y_per_row};
    GDALSetGeoTransform(dataset.get(), transform.data());
    if (!spec.grid.crs.empty()) GDALSetSpatialRef(dataset.get(), spatial_reference(spec.grid.crs).get());
    for (const auto& [key, value] : spec.metadata) {
        GDALSetMetadataItem(dataset.get(), key.c_str(), value.c_str(), nullptr);
    }
    if (spec.compression != Compression::none) {
        GDALSetMetadataItem(dataset.get(), "OVERVIEW_RESAMPLING", overview_name(spec.overviews), nullptr);
    }
    for (std::size_t i = 0; i < spec.bands.size(); ++i) {
        GDALRasterBandH band = GDALGetRasterBand(dataset.get(), static_cast<int>(i) + 1);
        GDALSetDescription(band, spec.bands[i].description.c_str());
        GDALSetRasterUnitType(band, spec.bands[i].unit.c_str());
        if (spec.nodata) GDALSetRasterNoDataValue(band, *spec.nodata);
        set_colours(band);
    }
}

void RasterSink::State::set_colours(GDALRasterBandH band) const {
    if (spec.colours.empty()) return;
    const std::unique_ptr<void, ColorTableDeleter> table(GDALCreateColorTable(GPI_RGB));
    for (const auto& [value, c] : spec.colours) {
        const GDALColorEntry entry{c[0], c[1], c[2], c[3]};
        GDALSetColorEntry(table.get(), value, &entry);
    }
    GDALSetRasterColorTable(band, table.get());
}

void RasterSink::State::write(int band, int column, int row, int width, int height, const void* data,
                              int stride, GDALDataType type) {
    const std::lock_guard lock(mutex);
    const int pixel = GDALGetDataTypeSizeBytes(type);
    CPLErrorReset();
    // GDALRasterIO takes a non-const buffer for both directions; writing does not change it.
    if (GDALRasterIOEx(GDALGetRasterBand(dataset.get(), band), GF_Write, column, row, width, height,
                       const_cast<void*>(data), width, height, type, pixel,
                       static_cast<GSpacing>(pixel) * (stride > 0 ? stride : width), nullptr) != CE_None) {
        throw failure("cannot be written");
    }
}

void RasterSink::State::build_level_overviews(const std::vector<int>& factors) {
    for (std::size_t b = 0; b < spec.bands.size(); ++b) {
        GDALRasterBandH band = GDALGetRasterBand(dataset.get(), static_cast<int>(b) + 1);
        int width = spec.grid.width;
        int height = spec.grid.height;
        const bool by_mode = spec.overviews == OverviewRule::level_mode;
        std::vector<unsigned char> levels(spec.grid.size());
        if (GDALRasterIO(band, GF_Read, 0, 0, width, height, levels.data(), width, height, GDT_Byte, 0, 0) !=
            CE_None) {
            throw failure("levels cannot be read back");
        }
        const std::vector<unsigned char> fine = by_mode ? levels : std::vector<unsigned char>();
        for (std::size_t i = 0; i < factors.size(); ++i) {
            GDALRasterBandH overview = GDALGetOverview(band, static_cast<int>(i));
            const int half_width = GDALGetRasterBandXSize(overview);
            const int half_height = GDALGetRasterBandYSize(overview);
            levels = by_mode ? mode_of_levels(fine, spec.grid, factors[i], half_width, half_height)
                             : halve_levels(levels, width, height, half_width, half_height);
            width = half_width;
            height = half_height;
            if (GDALRasterIO(overview, GF_Write, 0, 0, width, height, levels.data(), width, height, GDT_Byte,
                             0, 0) != CE_None) {
                throw failure("overviews cannot be written");
            }
        }
    }
}

void RasterSink::State::build_overviews() {
    std::vector<int> factors = overview_factors(spec.grid);
    if (factors.empty()) return;
    const char* method = spec.overviews == OverviewRule::average ? "AVERAGE"
                         : of_levels(spec.overviews)             ? "NONE"
                                                                 : "NEAREST";
    CPLErrorReset();
    if (GDALBuildOverviews(dataset.get(), method, static_cast<int>(factors.size()), factors.data(), 0,
                           nullptr, nullptr, nullptr) != CE_None) {
        throw failure("overviews cannot be built");
    }
    if (of_levels(spec.overviews)) build_level_overviews(factors);
}

void RasterSink::State::copy_optimised() {
    Options options;
    options.set("COMPRESS", spec.compression == Compression::zstd ? "ZSTD" : "DEFLATE");
    options.set("PREDICTOR", "YES");
    options.set("LEVEL", spec.compression == Compression::zstd ? "3" : "1");
    options.set("BLOCKSIZE", std::to_string(kBlock).c_str());
    options.set("OVERVIEWS", "AUTO");
    options.set("BIGTIFF", "IF_SAFER");
    options.set("NUM_THREADS", std::to_string(spec.threads).c_str());
    CPLErrorReset();
    const DatasetHandle copy(GDALCreateCopy(GDALGetDriverByName("COG"), optimised.c_str(), dataset.get(),
                                            FALSE, options.get(), nullptr, nullptr));
    if (!copy) throw failure("cannot be written as a cloud-optimised GeoTIFF");
}

void RasterSink::State::close() {
    CPLErrorReset();
    dataset.reset();
    if (CPLGetLastErrorType() >= CE_Failure) throw failure("cannot be completed");
}

void RasterSink::State::remove_leftovers() const noexcept {
    std::error_code ignored;
    for (const auto& path : {tiled, optimised}) {
        std::filesystem::remove(path, ignored);
        std::filesystem::remove(path.string() + ".ovr", ignored);
        std::filesystem::remove(path.string() + ".aux.xml", ignored);
    }
}

RasterSink::RasterSink(RasterSpec spec, std::filesystem::path target) : state_(std::make_unique<State>()) {
    state_->spec = std::move(spec);
    state_->target = std::move(target);
    state_->create();
}

RasterSink::~RasterSink() {
    state_->dataset.reset();
    state_->remove_leftovers();
}

void RasterSink::write(int band, int column, int row, int width, int height, const float* data, int stride) {
    state_->write(band, column, row, width, height, data, stride, GDT_Float32);
}

void RasterSink::write(int band, int column, int row, int width, int height, const unsigned char* data,
                       int stride) {
    state_->write(band, column, row, width, height, data, stride, GDT_Byte);
}

void RasterSink::finish() {
    const bool optimise = state_->spec.compression != Compression::none;
    if (optimise) {
        state_->build_overviews();
        state_->copy_optimised();
    }
    state_->close();
    std::filesystem::rename(optimise ? state_->optimised : state_->tiled, state_->target);
    state_->remove_leftovers();
}

}  // namespace riskmap::gdal
