#include "tileserver/tiles/drawable.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "geocore/core/error.hpp"

namespace riskmap::tileserver::tiles {
namespace {

namespace geo = riskmap::tiles;

std::vector<grid::Point> outline(const grid::Grid& g) {
    constexpr int kSteps = 32;
    std::vector<grid::Point> points;
    for (int i = 0; i <= kSteps; ++i) {
        const double t = static_cast<double>(i) / kSteps;
        points.push_back(g.affine.apply(t * g.width, 0));
        points.push_back(g.affine.apply(t * g.width, g.height));
        points.push_back(g.affine.apply(0, t * g.height));
        points.push_back(g.affine.apply(g.width, t * g.height));
    }
    return points;
}

grid::Box box_of(const std::vector<grid::Point>& points) {
    grid::Box box = grid::Box::empty();
    for (const auto p : points) box.extend(p);
    if (!std::isfinite(box.xmin + box.ymin + box.xmax + box.ymax)) {
        throw core::data_error("the raster reaches beyond what its CRS covers");
    }
    return box;
}

/// The longer side, in cells, of a step of one pixel at the raster's centre.
double cells_per_unit(const grid::Grid& g, const geo::TileMatrixSet& set, TransformCache& transforms,
                      const std::string& crs) {
    const auto& to_geographic = transforms.get(crs, set.geographic_crs);
    const auto& to_plane = transforms.get(set.geographic_crs, crs);
    const auto centre = set.from_geographic(to_geographic(g.affine.apply(g.width / 2.0, g.height / 2.0)));
    const double step = set.projection == geo::Projection::geographic ? 1e-4 : 10;
    const auto cell_at = [&](double dx, double dy) {
        return g.affine.invert(to_plane(set.to_geographic({centre.x + dx, centre.y + dy})));
    };
    const auto here = cell_at(0, 0);
    const auto east = cell_at(step, 0);
    const auto north = cell_at(0, step);
    return std::max(grid::distance(here, east), grid::distance(here, north)) / step;
}

}  // namespace

TransformCache& TransformCache::of_this_thread() {
    thread_local TransformCache cache;
    return cache;
}

const crs::Transform& TransformCache::get(const std::string& from, const std::string& to) {
    auto key = std::make_pair(from, to);
    auto found = transforms_.find(key);
    if (found == transforms_.end()) {
        found = transforms_.emplace(std::move(key), crs::Transform(from, to)).first;
    }
    return found->second;
}

Drawable::Drawable(std::shared_ptr<const Pyramid> raster, std::string raster_crs, Reduction rule)
    : pyramid(std::move(raster)), crs(std::move(raster_crs)), reduction(rule) {
    TransformCache& transforms = TransformCache::of_this_thread();
    const grid::Grid& g = pyramid->grid();
    auto points = outline(g);
    transforms.get(crs, "EPSG:4326").apply(points);
    lonlat = box_of(points);
    for (const auto& set : geo::matrix_sets()) {
        auto corners = outline(g);
        transforms.get(crs, set.geographic_crs).apply(corners);
        for (auto& p : corners) p = set.from_geographic(p);
        Placement placement;
        placement.bounds = box_of(corners);
        const double unit = cells_per_unit(g, set, transforms, crs);
        placement.bounds = placement.bounds.grown(2 / unit);
        for (const auto& matrix : set.matrices) placement.cells_per_pixel.push_back(unit * matrix.cell_size);
        placements.push_back(std::move(placement));
    }
}

const Placement& Drawable::in(const geo::TileMatrixSet& set) const {
    return placements[static_cast<std::size_t>(&set - geo::matrix_sets().data())];
}

int Drawable::native_level(const geo::TileMatrixSet& set) const {
    const auto& sizes = in(set).cells_per_pixel;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        if (sizes[i] <= 1) return static_cast<int>(i);
    }
    return static_cast<int>(sizes.size()) - 1;
}

}  // namespace riskmap::tileserver::tiles
