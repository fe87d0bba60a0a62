#include "mapgen/exports/raster_sampler.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "geocore/core/error.hpp"
#include "geocore/crs/box.hpp"
#include "geocore/gdal/raster_source.hpp"
#include "geocore/grid/crop.hpp"
#include "geocore/grid/level_order.hpp"

namespace riskmap::exports {
namespace {

constexpr double kMetresPerDegree = 111195;
constexpr int kMostSamples = 32;  ///< along one side of a cell
constexpr double kOnEdge = 1e-6;  ///< of a cell: a box along cell edges takes no further cells

core::Error outside(const run::Layer& layer, const grid::Box& box, const grid::Box& extent,
                    const std::string& crs) {
    return core::usage_error(
        "--bbox: {:.10g} {:.10g} {:.10g} {:.10g} does not meet layer '{}', whose extent in {} is {:.10g} "
        "{:.10g} "
        "{:.10g} {:.10g}",
        box.xmin, box.ymin, box.xmax, box.ymax, layer.id, crs, extent.xmin, extent.ymin, extent.xmax,
        extent.ymax);
}

}  // namespace

RasterSampler::RasterSampler(const std::filesystem::path& run, const run::Layer& layer) : layer_(layer) {
    const gdal::RasterSource source(run / layer.path);
    grid_ = source.grid();
    grid_.crs = layer.crs;
    values_ = source.read_all<float>();
    if (!layer.nodata) return;
    const auto nodata = static_cast<float>(*layer.nodata);
    std::replace(values_.begin(), values_.end(), nodata, std::numeric_limits<float>::quiet_NaN());
}

grid::Grid RasterSampler::target(const Window& window) const {
    const std::string crs = window.crs.empty() ? layer_.crs : window.crs;
    const bool own = crs == layer_.crs;
    const grid::Box extent =
        own ? grid_.extent() : crs::transformed(grid_.extent(), crs::Transform(layer_.crs, crs));
    const grid::Box box = window.bbox.value_or(extent);
    if (box.xmin >= box.xmax || box.ymin >= box.ymax) {
        throw core::usage_error("--bbox: {} {} {} {} is empty; XMIN YMIN XMAX YMAX in {} are expected",
                                box.xmin, box.ymin, box.xmax, box.ymax, crs);
    }
    if (box.xmax <= extent.xmin || box.xmin >= extent.xmax || box.ymax <= extent.ymin ||
        box.ymin >= extent.ymax) {
        throw outside(layer_, box, extent, crs);
    }
    if (own && !window.cell_size_m) return grid::cropped(grid_, box, kOnEdge);
    double size = 0;
    if (window.cell_size_m) {
        size = crs::is_geographic(crs) ? *window.cell_size_m / kMetresPerDegree : *window.cell_size_m;
    } else {
        size = std::sqrt(extent.width() * extent.height() / static_cast<double>(grid_.size()));
    }
    return grid::Grid::covering(box, size, crs);
}

float RasterSampler::at(grid::Point p) const {
    int column = 0;
    int row = 0;
    if (!std::isfinite(p.x) || !std::isfinite(p.y) || !grid_.cell_at(p, column, row)) {
        return std::numeric_limits<float>::quiet_NaN();
    }
    return values_[static_cast<std::size_t>(row) * static_cast<std::size_t>(grid_.width) +
                   static_cast<std::size_t>(column)];
}

float RasterSampler::combined(const std::vector<grid::Point>& places, std::size_t first, int stride,
                              int count) const {
    double sum = 0;
    int known = 0;
    float strongest = std::numeric_limits<float>::quiet_NaN();
    for (int j = 0; j < count; ++j) {
        for (int i = 0; i < count; ++i) {
            const float value = at(places[first + static_cast<std::size_t>(j * stride + i)]);
            if (std::isnan(value)) continue;
            ++known;
            sum += static_cast<double>(value);
            if (std::isnan(strongest) ||
                grid::level_rank(static_cast<int>(value)) > grid::level_rank(static_cast<int>(strongest)))
                strongest = value;
        }
    }
    if (layer_.kind == "level") return strongest;
    if (2 * known < count * count) return std::numeric_limits<float>::quiet_NaN();
    return static_cast<float>(sum / known);
}

void RasterSampler::read_row(const grid::Grid& grid, int row, std::vector<float>& values) {
    if (grid.crs != layer_.crs && back_from_ != grid.crs) {
        back_.emplace(grid.crs, layer_.crs);
        back_from_ = grid.crs;
    }
    // How many of the run's cells lie along one side of an output cell.
    std::vector<grid::Point> side{grid.centre(grid.width / 2, grid.height / 2),
                                  grid.centre(grid.width / 2 + 1, grid.height / 2)};
    if (grid.crs != layer_.crs) back_->apply(side);
    const double ratio = grid::distance(side[0], side[1]) / std::abs(grid_.affine.x_per_column);
    const bool coarser = std::isfinite(ratio) && ratio > 1.5 && layer_.kind != "category";
    const int count = coarser ? std::min(kMostSamples, static_cast<int>(std::ceil(ratio))) : 1;
    const int stride = grid.width * count;
    std::vector<grid::Point> places(static_cast<std::size_t>(stride) * static_cast<std::size_t>(count));
    for (int j = 0; j < count; ++j) {
        for (int i = 0; i < stride; ++i) {
            places[static_cast<std::size_t>(j * stride + i)] =
                grid.affine.apply((i + 0.5) / count, row + (j + 0.5) / count);
        }
    }
    if (grid.crs != layer_.crs) back_->apply(places);
    values.resize(static_cast<std::size_t>(grid.width));
    for (int x = 0; x < grid.width; ++x) {
        const auto first = static_cast<std::size_t>(x * count);
        values[static_cast<std::size_t>(x)] =
            count == 1 ? at(places[first]) : combined(places, first, stride, count);
    }
}

}  // namespace riskmap::exports
