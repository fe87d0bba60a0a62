#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "geocore/grid/grid.hpp"

namespace riskmap::gdal {

enum class PixelType { byte, float32 };
enum class Compression { deflate, zstd, none };

/// How overviews summarise cells. `risk_level` keeps the first of 4 > 3 > 2 > 0 (unknown) > 1 so that neither
/// a hot spot nor the unknown disappears by zooming out; `level_mode` keeps the most frequent level of the
/// full-resolution cells, of equally frequent ones the first in that order.
enum class OverviewRule { average, risk_level, level_mode, nearest };

struct BandSpec {
    std::string description;
    std::string unit;
};

struct RasterSpec {
    grid::Grid grid;
    PixelType type = PixelType::float32;
    std::vector<BandSpec> bands;
    std::optional<double> nodata;
    std::vector<std::pair<std::string, std::string>> metadata;
    Compression compression = Compression::deflate;
    OverviewRule overviews = OverviewRule::average;
    /// Colour table of a byte raster: value to red, green, blue, alpha. Empty for none.
    std::vector<std::pair<int, std::array<unsigned char, 4>>> colours;
    bool rgba = false;  ///< four byte bands are a picture
    int threads = 2;    ///< that compress; the bytes do not depend on it
};

/// Writes a raster window by window and ends as a cloud-optimised GeoTIFF (with Compression::none as a plain
/// tiled GeoTIFF without overviews). The target appears whole, by finish(), or not at all. write() may be
/// called from several threads, for windows that do not overlap; windows along multiples of kBlock are
/// fastest.
class RasterSink {
  public:
    static constexpr int kBlock = 256;

    RasterSink(RasterSpec spec, std::filesystem::path target);
    ~RasterSink();
    RasterSink(const RasterSink&) = delete;
    RasterSink& operator=(const RasterSink&) = delete;

    /// `stride` is the distance between rows of `data` in pixels; 0 means `width`.
    void write(int band, int column, int row, int width, int height, const float* data, int stride = 0);
    void write(int band, int column, int row, int width, int height, const unsigned char* data,
               int stride = 0);
    /// @throws Error (data) with GDAL's own text, e.g. where the disk is full; the target is then untouched.
    void finish();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace riskmap::gdal
