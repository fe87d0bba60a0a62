#include "mapgen/sheets/map_picture.hpp"

#include <algorithm>
#include <cmath>

#include "geocore/gdal/raster_source.hpp"
#include "mapgen/sheets/areas.hpp"

namespace riskmap::sheets {
namespace {

constexpr int kAtLeast = 1;
constexpr int kUnknown = 3;
constexpr std::uint8_t kBetweenStripes = 60;
constexpr double kQuietDistance = 3;  ///< of the usual one

/// The finest overview (-1: none) whose cells are at least as large as a pixel.
int overview_for(const gdal::RasterSource& source, double pixel) {
    const auto cell = [](const grid::Grid& g) { return std::abs(g.affine.x_per_column); };
    if (cell(source.grid()) >= pixel) return -1;
    for (int i = 0; i < source.overviews(); ++i) {
        if (cell(source.overview_grid(i)) >= pixel) return i;
    }
    return source.overviews() - 1;
}

/// Columns (or rows) of cells that pixels fall into; -1 outside.
std::vector<int> cells_of(double first, double step, int pixels, double origin, double cell, int cells) {
    std::vector<int> list(static_cast<std::size_t>(pixels));
    for (int i = 0; i < pixels; ++i) {
        const double at = std::floor((first + (i + 0.5) * step - origin) / cell);
        list[static_cast<std::size_t>(i)] = at >= 0 && at < cells ? static_cast<int>(at) : -1;
    }
    return list;
}

struct Stripes {
    int period;
    int width;
    [[nodiscard]] bool rising(int x, int y) const { return (x + y) % period < width; }
    [[nodiscard]] bool falling(int x, int y) const {
        return ((x - y) % period + period) % period < std::max(1, width * 2 / 3);
    }
};

style::Colour drawn(const style::Class& entry, const Stripes& stripes, int x, int y) {
    style::Colour colour = entry.colour;
    if (entry.hatched && !stripes.rising(x, y)) colour.alpha = kBetweenStripes;
    return colour;
}

}  // namespace

LayerStyle layer_style(const RunFacts& facts, const run::Layer& layer) {
    LayerStyle style{style::read_sld(facts.folder / "styles" / layer.style), {}, {}};
    const auto levels = facts.folder / "styles" / "risk-level.sld";
    const auto level_style = std::filesystem::exists(levels) ? style::read_sld(levels) : style.classes;
    const int zero = level_style.class_of(0);
    if (zero >= 0) style.unknown = level_style.classes[static_cast<std::size_t>(zero)];
    style.unknown.hatched = true;
    if (const auto* status = facts.status_of(layer)) {
        style.status = style::read_sld(facts.folder / "styles" / status->style);
    }
    return style;
}

bool status_shown(const run::Layer& layer, const style::Class& entry) {
    if (!entry.hatched || !entry.value || *entry.value == kUnknown) return false;
    return *entry.value != kAtLeast || !layer.id.starts_with("risk-level-upper");
}

image::Rgba map_picture(const RunFacts& facts, const run::Layer& layer, const LayerStyle& style,
                        const grid::Box& window, int width, int height, const Hatching& hatching) {
    const gdal::RasterSource source(facts.folder / layer.path);
    const int overview = overview_for(source, window.width() / width);
    const grid::Grid grid = overview < 0 ? source.grid() : source.overview_grid(overview);
    const auto values = source.read_all<float>(1, overview);
    const auto mask = study_mask(facts, layer, overview);
    std::vector<unsigned char> status;
    if (style.status) {
        status = gdal::RasterSource(facts.folder / facts.status_of(layer)->path)
                     .read_all<unsigned char>(1, overview);
    }
    const auto columns = cells_of(window.xmin, window.width() / width, width, grid.affine.x0,
                                  grid.affine.x_per_column, grid.width);
    const auto rows = cells_of(window.ymax, -window.height() / height, height, grid.affine.y0,
                               grid.affine.y_per_row, grid.height);
    const auto stripes_of = [&](double distance) {
        const double pixels = std::sqrt(2) / 25.4 * hatching.dpi * hatching.factor;
        return Stripes{std::max(4, static_cast<int>(std::lround(kHatchDistance_mm * distance * pixels))),
                       std::max(1, static_cast<int>(std::lround(kHatchLine_mm * pixels)))};
    };
    const Stripes stripes = stripes_of(1);
    const Stripes over = stripes_of(hatching.quiet ? kQuietDistance : 1);
    const double nodata = layer.nodata.value_or(std::nan(""));
    image::Rgba picture(width, height);
    for (int y = 0; y < height; ++y) {
        const int row = rows[static_cast<std::size_t>(y)];
        for (int x = 0; x < width && row >= 0; ++x) {
            const int column = columns[static_cast<std::size_t>(x)];
            if (column < 0) continue;
            const auto at = static_cast<std::size_t>(row) * static_cast<std::size_t>(grid.width) +
                            static_cast<std::size_t>(column);
            const auto value = static_cast<double>(values[at]);
            if (std::isnan(value) || value == nodata) {
                if (mask[at] != 0) picture.set(x, y, drawn(style.unknown, stripes, x, y));
                continue;
            }
            const int position = style.classes.class_of(value);
            if (position < 0) continue;
            picture.set(x, y,
                        drawn(style.classes.classes[static_cast<std::size_t>(position)], stripes, x, y));
            if (at >= status.size() || !over.falling(x, y)) continue;
            const int hatch = style.status->class_of(status[at]);
            if (hatch < 0) continue;
            const auto& entry = style.status->classes[static_cast<std::size_t>(hatch)];
            if (status_shown(layer, entry)) picture.set(x, y, entry.colour);
        }
    }
    return picture;
}

std::set<int> status_within(const RunFacts& facts, const run::Layer& layer, const grid::Box& window) {
    std::set<int> found;
    const auto* status = facts.status_of(layer);
    if (status == nullptr) return found;
    const gdal::RasterSource source(facts.folder / status->path);
    const auto values = source.read_all<unsigned char>(1, -1);
    const auto& grid = source.grid();
    for (int row = 0; row < grid.height; ++row) {
        for (int column = 0; column < grid.width; ++column) {
            const grid::Point at{grid.affine.x0 + (column + 0.5) * grid.affine.x_per_column,
                                 grid.affine.y0 + (row + 0.5) * grid.affine.y_per_row};
            if (!window.contains(at)) continue;
            found.insert(values[static_cast<std::size_t>(row) * static_cast<std::size_t>(grid.width) +
                                static_cast<std::size_t>(column)]);
        }
    }
    return found;
}

}  // namespace riskmap::sheets
