#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "geocore/grid/grid.hpp"

namespace riskmap::gdal {

/// A raster file opened for reading. One thread at a time.
class RasterSource {
  public:
    /// @throws Error (data) where the file is missing, damaged or no raster.
    explicit RasterSource(const std::filesystem::path& path);
    ~RasterSource();
    RasterSource(RasterSource&&) noexcept;
    RasterSource& operator=(RasterSource&&) noexcept;
    RasterSource(const RasterSource&) = delete;
    RasterSource& operator=(const RasterSource&) = delete;

    [[nodiscard]] const grid::Grid& grid() const { return grid_; }
    [[nodiscard]] int bands() const { return bands_; }
    [[nodiscard]] std::optional<double> nodata(int band = 1) const;
    /// 0 where the file has no overviews; level 0 below is the finest of them.
    [[nodiscard]] int overviews() const;
    /// The grid of an overview: same extent, larger cells.
    [[nodiscard]] grid::Grid overview_grid(int level) const;
    [[nodiscard]] std::map<std::string, std::string> metadata() const;
    [[nodiscard]] std::string band_description(int band) const;
    [[nodiscard]] std::string band_unit(int band) const;

    /// Window of one band, row by row; `overview` -1 is full resolution. @pre the window lies inside.
    void read(int band, int column, int row, int width, int height, float* out, int overview = -1) const;
    void read(int band, int column, int row, int width, int height, unsigned char* out,
              int overview = -1) const;
    template <class T>
    [[nodiscard]] std::vector<T> read_all(int band = 1, int overview = -1) const {
        const grid::Grid g = overview < 0 ? grid_ : overview_grid(overview);
        std::vector<T> values(g.size());
        read(band, 0, 0, g.width, g.height, values.data(), overview);
        return values;
    }

  private:
    struct Handle;
    void read_typed(int band, int column, int row, int width, int height, void* out, bool as_float,
                    int overview) const;

    std::unique_ptr<Handle> handle_;
    std::string path_;
    grid::Grid grid_;
    int bands_ = 0;
};

}  // namespace riskmap::gdal
