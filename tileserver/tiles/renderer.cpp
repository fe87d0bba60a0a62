#include "tileserver/tiles/renderer.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "tileserver/tiles/bilinear.hpp"

namespace riskmap::tileserver::tiles {
namespace {

namespace geo = riskmap::tiles;
using geo::PixelMap;
using geo::PixelRect;

constexpr float kUnknown = std::numeric_limits<float>::quiet_NaN();

/// How far one cubic patch reaches: GCJ-02's offset has waves of 33 km, transverse Mercator none.
double patch_m(const geo::TileMatrixSet& set) {
    return set.geographic_crs == "GCJ-02" ? 1200 : 40000;
}

PixelRect pixels_with_data(const grid::Box& tile, const grid::Box& data, int size) {
    const double per_x = size / tile.width();
    const double per_y = size / tile.height();
    const auto pixel = [&](double value) { return static_cast<int>(std::clamp(value, -1.0, size + 1.0)); };
    PixelRect rect{pixel(std::floor((data.xmin - tile.xmin) * per_x)),
                   pixel(std::floor((tile.ymax - data.ymax) * per_y)),
                   pixel(std::ceil((data.xmax - tile.xmin) * per_x)),
                   pixel(std::ceil((tile.ymax - data.ymin) * per_y))};
    rect.x0 = std::max(rect.x0, 0);
    rect.y0 = std::max(rect.y0, 0);
    rect.x1 = std::min(rect.x1, size);
    rect.y1 = std::min(rect.y1, size);
    return rect;
}

/// The coarsest level whose cells are no larger than a pixel.
int level_for(const Pyramid& pyramid, double cells_per_pixel) {
    int level = 0;
    while (level + 1 < pyramid.levels() && std::max(pyramid.columns_per_cell(level + 1),
                                                    pyramid.rows_per_cell(level + 1)) <= cells_per_pixel) {
        ++level;
    }
    return level;
}

PixelRect cells_under(const PixelMap& map, double fx, double fy) {
    constexpr int kSteps = 4;
    constexpr double kMargin_cells = 4;
    grid::Box box = grid::Box::empty();
    const auto& rect = map.rect();
    for (int i = 0; i <= kSteps; ++i) {
        const double x = rect.x0 + (rect.x1 - rect.x0) * i / static_cast<double>(kSteps);
        const double y = rect.y0 + (rect.y1 - rect.y0) * i / static_cast<double>(kSteps);
        box.extend(map.at(x, rect.y0));
        box.extend(map.at(x, rect.y1));
        box.extend(map.at(rect.x0, y));
        box.extend(map.at(rect.x1, y));
    }
    const auto cell = [](double value) { return static_cast<int>(std::clamp(value, -1e8, 1e8)); };
    return {cell(box.xmin / fx - kMargin_cells), cell(box.ymin / fy - kMargin_cells),
            cell(box.xmax / fx + kMargin_cells), cell(box.ymax / fy + kMargin_cells)};
}

}  // namespace

struct Renderer::Plan {
    PixelRect rect;
    std::optional<PixelMap> map;
    int size = 256;
    int level = 0;
    double fx = 1;
    double fy = 1;
    bool worst = false;  ///< a pixel covers several cells and shows the worst
    double reach_x = 0;  ///< half of what a pixel covers, in cells of the level
    double reach_y = 0;
};

Renderer::Plan Renderer::plan(const Drawable& raster, const TileRequest& request) {
    Plan p;
    const auto& set = *request.set;
    const auto& placement = raster.in(set);
    const grid::Box tile = set.bounds(request.index);
    p.size = geo::TileMatrixSet::kTileSize * request.scale;
    p.rect = pixels_with_data(tile, placement.bounds, p.size);
    if (p.rect.empty()) return p;

    const auto& g = raster.pyramid->grid();
    const double cells_per_pixel =
        placement.cells_per_pixel[static_cast<std::size_t>(request.index.z)] / request.scale;
    const double cell_m = std::sqrt(g.cell_area());
    const int patch =
        static_cast<int>(std::clamp(patch_m(set) / (cells_per_pixel * cell_m), 1.0, 1.0 * p.size));
    const auto& to_plane = TransformCache::of_this_thread().get(set.geographic_crs, raster.crs);
    p.map.emplace(p.rect, patch, [&](std::span<grid::Point> points) {
        for (auto& at : points) {
            at = set.to_geographic(
                {tile.xmin + at.x * tile.width() / p.size, tile.ymax - at.y * tile.height() / p.size});
        }
        to_plane.apply(points);
        for (auto& at : points) at = g.affine.invert(at);
    });
    if (!p.map->valid()) {
        p.rect = {};
        return p;
    }
    const bool below_native = cells_per_pixel > 1;
    p.level = below_native ? level_for(*raster.pyramid, cells_per_pixel) : 0;
    p.fx = raster.pyramid->columns_per_cell(p.level);
    p.fy = raster.pyramid->rows_per_cell(p.level);
    p.worst = below_native && raster.reduction == Reduction::risk_level;
    if (p.worst) {
        for (const auto& [x, y] :
             {std::pair(p.rect.x0, p.rect.y0), std::pair(p.rect.x1 - 1, p.rect.y1 - 1)}) {
            const auto here = p.map->at(x, y);
            const auto east = p.map->at(x + 1, y);
            const auto south = p.map->at(x, y + 1);
            p.reach_x =
                std::max(p.reach_x, (std::abs(east.x - here.x) + std::abs(south.x - here.x)) / 2 / p.fx);
            p.reach_y =
                std::max(p.reach_y, (std::abs(east.y - here.y) + std::abs(south.y - here.y)) / 2 / p.fy);
        }
    }
    return p;
}

void Renderer::draw_values_row(const Plan& plan, const Window<float>& window, int y, std::span<float> out) {
    plan.map->row(y, columns_, lines_);
    const double sx = 1 / plan.fx;
    const double sy = 1 / plan.fy;
    bilinear_row(window, columns_, lines_, sx, sy, scratch_, out);
}

void Renderer::draw_levels_row(const Plan& plan, const Window<std::uint8_t>& window, int y,
                               std::span<std::uint8_t> out) {
    plan.map->row(y, columns_, lines_);
    const double sx = 1 / plan.fx;
    const double sy = 1 / plan.fy;
    for (std::size_t i = 0; i < out.size(); ++i) {
        const double column = columns_[i] * sx;
        const double line = lines_[i] * sy;
        out[i] = plan.worst ? worst(window, column, line, plan.reach_x, plan.reach_y)
                            : nearest(window, column, line);
    }
}

bool Renderer::draw(const Drawable& raster, const Palette& palette, const TileRequest& request) {
    const Plan p = plan(raster, request);
    if (p.rect.empty()) return false;
    const auto size = static_cast<std::size_t>(p.size);
    const auto width = static_cast<std::size_t>(p.rect.x1 - p.rect.x0);
    pixels_.assign(size * size, 0);
    columns_.resize(size);
    lines_.resize(size);
    row_values_.resize(width);
    row_levels_.resize(width);
    const auto need = cells_under(*p.map, p.fx, p.fy);
    Window<float> values;
    Window<std::uint8_t> levels;
    const bool is_values = raster.pyramid->type() == CellType::values;
    is_values
        ? void(values = raster.pyramid->values(p.level, need.x0, need.y0, need.x1, need.y1, value_scratch_))
        : void(levels = raster.pyramid->bytes(p.level, need.x0, need.y0, need.x1, need.y1, byte_scratch_));
    if (values.width == 0 && levels.width == 0) return false;

    bool any = false;
    for (int y = p.rect.y0; y < p.rect.y1; ++y) {
        std::uint8_t* out =
            pixels_.data() + static_cast<std::size_t>(y) * size + static_cast<std::size_t>(p.rect.x0);
        if (is_values) {
            draw_values_row(p, values, y, row_values_);
            any |= classify(row_values_, palette.cuts, palette.style.classes.size(), {out, width});
        } else {
            draw_levels_row(p, levels, y, row_levels_);
            for (std::size_t i = 0; i < width; ++i) {
                out[i] = palette.of_value[row_levels_[i]];
                any |= out[i] != 0;
            }
        }
        if (!palette.any_hatched) continue;
        for (std::size_t i = 0; i < width; ++i) {
            if (Palette::on_stripe(p.rect.x0 + static_cast<int>(i), y, request.scale))
                out[i] = palette.stripe[out[i]];
        }
    }
    return any;
}

bool Renderer::draw_values(const Drawable& raster, const TileRequest& request) {
    const Plan p = plan(raster, request);
    if (p.rect.empty()) return false;
    const auto size = static_cast<std::size_t>(p.size);
    const auto width = static_cast<std::size_t>(p.rect.x1 - p.rect.x0);
    numbers_.assign(size * size, kUnknown);
    columns_.resize(size);
    lines_.resize(size);
    row_levels_.resize(width);
    const auto need = cells_under(*p.map, p.fx, p.fy);
    bool any = false;
    for (int y = p.rect.y0; y < p.rect.y1; ++y) {
        const std::span<float> out(
            numbers_.data() + static_cast<std::size_t>(y) * size + static_cast<std::size_t>(p.rect.x0),
            width);
        if (raster.pyramid->type() == CellType::values) {
            const auto window =
                raster.pyramid->values(p.level, need.x0, need.y0, need.x1, need.y1, value_scratch_);
            draw_values_row(p, window, y, out);
        } else {
            const auto window =
                raster.pyramid->bytes(p.level, need.x0, need.y0, need.x1, need.y1, byte_scratch_);
            draw_levels_row(p, window, y, row_levels_);
            for (std::size_t i = 0; i < width; ++i) {
                out[i] = row_levels_[i] == Pyramid::kNoLevel ? kUnknown : static_cast<float>(row_levels_[i]);
            }
        }
        for (const float v : out) any = any || !std::isnan(v);
    }
    return any;
}

float Renderer::sample(const Drawable& raster, grid::Point cell) {
    if (raster.pyramid->type() == CellType::levels) return cell_value(raster, cell);
    const int x = static_cast<int>(std::clamp(cell.x, -10.0, 1e9));
    const int y = static_cast<int>(std::clamp(cell.y, -10.0, 1e9));
    const auto window = raster.pyramid->values(0, x - 2, y - 2, x + 3, y + 3, value_scratch_);
    return bilinear(window, cell.x, cell.y);
}

float Renderer::cell_value(const Drawable& raster, grid::Point cell) {
    const int x = static_cast<int>(std::floor(std::clamp(cell.x, -10.0, 1e9)));
    const int y = static_cast<int>(std::floor(std::clamp(cell.y, -10.0, 1e9)));
    if (raster.pyramid->type() == CellType::values) {
        const auto window = raster.pyramid->values(0, x, y, x + 1, y + 1, value_scratch_);
        return window.width > 0 && window.height > 0 && x >= 0 && y >= 0 ? window.at(x, y) : kUnknown;
    }
    const auto window = raster.pyramid->bytes(0, x, y, x + 1, y + 1, byte_scratch_);
    const std::uint8_t level = nearest(window, cell.x, cell.y);
    return level == Pyramid::kNoLevel ? kUnknown : static_cast<float>(level);
}

}  // namespace riskmap::tileserver::tiles
