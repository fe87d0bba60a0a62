#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "geocore/gdal/raster_source.hpp"
#include "geocore/grid/grid.hpp"

namespace riskmap::tileserver::tiles {

/// A window of one level; row r of it begins at data + r * stride.
template <class T>
struct Window {
    const T* data = nullptr;
    std::ptrdiff_t stride = 0;
    int x0 = 0;
    int y0 = 0;
    int width = 0;
    int height = 0;
    [[nodiscard]] T at(int column, int row) const { return data[(row - y0) * stride + (column - x0)]; }
};

enum class CellType { values, levels };

/// A raster and its overviews, in memory or read block by block. Values: Float32, NaN where nodata. Levels:
/// bytes, 255 where nodata. Safe for several threads.
class Pyramid {
  public:
    static constexpr std::uint8_t kNoLevel = 255;

    /// @throws core::Error (data) where the file is no raster of one band.
    Pyramid(std::filesystem::path path, CellType type);

    /// Reads every level into memory.
    void load();
    [[nodiscard]] std::size_t bytes() const;  ///< that load() needs
    [[nodiscard]] bool in_memory() const { return loaded_; }

    [[nodiscard]] const grid::Grid& grid() const { return levels_.front().grid; }
    [[nodiscard]] int levels() const { return static_cast<int>(levels_.size()); }
    [[nodiscard]] const grid::Grid& level_grid(int level) const { return at(level).grid; }
    /// Full-resolution cells per cell of that level.
    [[nodiscard]] double columns_per_cell(int level) const { return at(level).fx; }
    [[nodiscard]] double rows_per_cell(int level) const { return at(level).fy; }
    [[nodiscard]] CellType type() const { return type_; }

    /// Cells [x0, x1) x [y0, y1) clipped to the level; `scratch` keeps them where they are not in memory.
    [[nodiscard]] Window<float> values(int level, int x0, int y0, int x1, int y1,
                                       std::vector<float>& scratch) const;
    [[nodiscard]] Window<std::uint8_t> bytes(int level, int x0, int y0, int x1, int y1,
                                             std::vector<std::uint8_t>& scratch) const;

  private:
    struct Level {
        grid::Grid grid;
        double fx = 1;
        double fy = 1;
        std::vector<float> values;
        std::vector<std::uint8_t> bytes;
    };
    [[nodiscard]] const Level& at(int level) const { return levels_[static_cast<std::size_t>(level)]; }
    template <class T>
    void read(int level, int x0, int y0, int width, int height, std::vector<T>& out) const;
    template <class T>
    [[nodiscard]] Window<T> window(int level, int x0, int y0, int x1, int y1, const std::vector<T>& whole,
                                   std::vector<T>& scratch) const;

    std::filesystem::path path_;
    CellType type_;
    std::optional<double> nodata_;
    std::vector<Level> levels_;
    bool loaded_ = false;
    mutable std::mutex mutex_;
    mutable std::vector<std::unique_ptr<gdal::RasterSource>> idle_;  ///< one per thread that reads just now
};

}  // namespace riskmap::tileserver::tiles
