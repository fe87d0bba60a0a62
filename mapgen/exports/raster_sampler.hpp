#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "geocore/crs/transform.hpp"
#include "geocore/grid/grid.hpp"
#include "geocore/run/manifest.hpp"

namespace riskmap::exports {

/// What is asked of a raster; boxes and cells are in the output's CRS.
struct Window {
    std::string crs;  ///< empty: the run's own
    std::optional<grid::Box> bbox;
    std::optional<double> cell_size_m;  ///< of geographic output along the meridian (111 195 m a degree)
};

/// A layer of a run, read onto any grid. A cell of the run's own size gets the value of the run's cell at its
/// centre, unchanged. A larger one is made of the cells it covers: levels by 4 > 3 > 2 > unknown > 1, so that
/// neither a hot spot nor the unknown is lost; other numbers by their mean where at least half are known;
/// categories by the cell at the centre.
class RasterSampler {
  public:
    RasterSampler(const std::filesystem::path& run, const run::Layer& layer);

    /// The grid of an export. Without another CRS or cell size it is a part of the run's own grid.
    /// @throws Error (usage) naming the option where the window does not meet the layer.
    [[nodiscard]] grid::Grid target(const Window& window) const;
    /// One row of `grid`, NaN where there is no value.
    void read_row(const grid::Grid& grid, int row, std::vector<float>& values);
    [[nodiscard]] const grid::Grid& grid() const { return grid_; }
    [[nodiscard]] bool bytes() const { return layer_.kind == "level" || layer_.kind == "category"; }

  private:
    [[nodiscard]] float at(grid::Point p) const;
    [[nodiscard]] float combined(const std::vector<grid::Point>& places, std::size_t first, int step,
                                 int count) const;

    run::Layer layer_;
    grid::Grid grid_;
    std::vector<float> values_;
    std::optional<crs::Transform> back_;
    std::string back_from_;
};

}  // namespace riskmap::exports
