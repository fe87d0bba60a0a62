#include "mapgen/zones/study_area.hpp"

#include <algorithm>

#include "geocore/core/error.hpp"
#include "geocore/crs/transform.hpp"
#include "geocore/gdal/mask.hpp"
#include "geocore/gdal/vector_source.hpp"

namespace riskmap::zones {
namespace {

grid::MultiPolygon transformed(grid::MultiPolygon area, const crs::Transform& transform) {
    for (auto& polygon : area) {
        transform.apply(polygon.outer);
        for (auto& hole : polygon.holes) transform.apply(hole);
    }
    return area;
}

std::vector<grid::MultiPolygon> read_areas(const project::DataFile& file, const std::string& crs) {
    const crs::Transform transform(file.crs, crs);
    std::vector<grid::MultiPolygon> areas;
    for (const auto& feature : gdal::read_vector(file.path).features) {
        if (feature.geometry.kind != gdal::GeometryKind::polygon) {
            throw core::data_error("{}, feature {}: a polygon is expected", file.path.string(), feature.fid);
        }
        areas.push_back(transformed(feature.geometry.polygons, transform));
    }
    return areas;
}

/// Attribute of a feature as text or number; empty where the layer has no such field.
class Attributes {
  public:
    Attributes(const gdal::VectorLayer& layer, const gdal::Feature& feature)
        : layer_(layer), feature_(feature) {}

    [[nodiscard]] std::string text(std::string_view name) const {
        const auto* value = find(name);
        const auto* text = value != nullptr ? std::get_if<std::string>(value) : nullptr;
        return text != nullptr ? *text : std::string();
    }
    [[nodiscard]] std::optional<double> number(std::string_view name) const {
        const auto* value = find(name);
        if (value == nullptr) return std::nullopt;
        if (const auto* real = std::get_if<double>(value)) return *real;
        if (const auto* integer = std::get_if<long long>(value)) return static_cast<double>(*integer);
        return std::nullopt;
    }

  private:
    [[nodiscard]] const gdal::Value* find(std::string_view name) const {
        for (std::size_t i = 0; i < layer_.fields.size(); ++i) {
            if (layer_.fields[i].name == name) return &feature_.values[i];
        }
        return nullptr;
    }

    const gdal::VectorLayer& layer_;
    const gdal::Feature& feature_;
};

/// Calls `use(attributes, id, area)` for every feature of a file of named polygons.
template <class Use>
void read_named_areas(const project::DataFile& file, const std::string& crs, Use use) {
    const crs::Transform transform(file.crs, crs);
    const gdal::VectorLayer layer = gdal::read_vector(file.path);
    for (const auto& feature : layer.features) {
        const Attributes attributes(layer, feature);
        const std::string id = attributes.text("id");
        if (id.empty() || feature.geometry.kind != gdal::GeometryKind::polygon) {
            throw core::data_error("{}, feature {}: a polygon with a text attribute 'id' is expected",
                                   file.path.string(), feature.fid);
        }
        use(attributes, id, transformed(feature.geometry.polygons, transform));
    }
}

std::vector<ChemicalZone> read_zones(const project::DataFile& file, bool approximate,
                                     const std::string& crs) {
    std::vector<ChemicalZone> zones;
    read_named_areas(file, crs,
                     [&](const Attributes& attributes, const std::string& id, grid::MultiPolygon area) {
                         zones.push_back({id, attributes.text("name_zh"), attributes.text("name_en"),
                                          approximate || attributes.number("approximate").value_or(0) != 0,
                                          attributes.number("uncertainty_m"), std::move(area)});
                     });
    return zones;
}

std::vector<District> read_districts(const project::DataFile& file, const std::string& crs) {
    std::vector<District> districts;
    read_named_areas(file, crs,
                     [&](const Attributes& attributes, const std::string& id, grid::MultiPolygon area) {
                         districts.push_back(
                             {id, attributes.text("name_zh"), attributes.text("name_en"), std::move(area)});
                     });
    return districts;
}

bool near_any(const std::vector<grid::Point>& points, grid::Point p, double radius) {
    return std::any_of(points.begin(), points.end(),
                       [&](grid::Point q) { return grid::distance(p, q) <= radius; });
}

/// Adds a bit to the cells within `radius` of the points.
void add_discs(grid::Raster<unsigned char>& mask, const std::vector<grid::Point>& points, double radius,
               unsigned char bit) {
    const grid::Grid& g = mask.grid;
    const double cell = g.affine.x_per_column;
    for (const grid::Point p : points) {
        const grid::Point centre = g.affine.invert(p);
        const double reach = radius / cell + 1;
        const int first_row = std::max(0, static_cast<int>(centre.y - reach));
        const int last_row = std::min(g.height - 1, static_cast<int>(centre.y + reach));
        const int first_column = std::max(0, static_cast<int>(centre.x - reach));
        const int last_column = std::min(g.width - 1, static_cast<int>(centre.x + reach));
        for (int row = first_row; row <= last_row; ++row) {
            for (int column = first_column; column <= last_column; ++column) {
                if (grid::distance(g.centre(column, row), p) <= radius) mask.at(column, row) |= bit;
            }
        }
    }
}

void add_areas(grid::Raster<unsigned char>& mask, const std::vector<grid::MultiPolygon>& areas,
               unsigned char bit) {
    grid::Raster<unsigned char> drawn(mask.grid, 0);
    for (const auto& area : areas) gdal::burn(drawn, area, 1);
    for (std::size_t i = 0; i < mask.values.size(); ++i) {
        if (drawn.values[i] != 0) mask.values[i] |= bit;
    }
}

bool has_outline(const StudyArea& area) {
    return area.polygon || !area.land.empty() || !area.zones.empty();
}

}  // namespace

StudyArea read_study_area(const project::Project& project, std::vector<grid::Point> berths) {
    const project::StudyArea& options = project.study_area;
    StudyArea area;
    area.berths = std::move(berths);
    if (options.land) {
        area.land = read_areas(*options.land, project.crs);
        area.land_lon_lat = read_areas(*options.land, "EPSG:4326");
    }
    if (options.zones) area.zones = read_zones(*options.zones, options.zones_approximate, project.crs);
    if (options.districts) area.districts = read_districts(*options.districts, project.crs);
    if (options.polygon) {
        area.polygon.emplace();
        for (const auto& part : read_areas(*options.polygon, project.crs)) {
            area.polygon->insert(area.polygon->end(), part.begin(), part.end());
        }
    }
    return area;
}

grid::Raster<unsigned char> draw_mask(const StudyArea& area, const project::StudyArea& options,
                                      const grid::Grid& grid) {
    grid::Raster<unsigned char> mask(grid, 0);
    std::vector<grid::MultiPolygon> zones;
    for (const auto& zone : area.zones) zones.push_back(zone.area);
    add_areas(mask, zones, kInZone | kWorkerArea);
    add_discs(mask, area.berths, options.worker_berth_buffer_m, kWorkerArea);
    if (!has_outline(area)) {
        for (auto& bits : mask.values) bits |= kInside;
    } else if (area.polygon) {
        add_areas(mask, {*area.polygon}, kInside);
    } else {
        add_areas(mask, area.land, kInside);
        add_areas(mask, zones, kInside);
        add_discs(mask, area.berths, options.berth_buffer_m, kInside);
    }
    return mask;
}

unsigned char mask_at(const StudyArea& area, const project::StudyArea& options, grid::Point p) {
    const auto contains = [&](const grid::MultiPolygon& part) { return grid::contains(part, p); };
    const bool in_zone = std::any_of(area.zones.begin(), area.zones.end(),
                                     [&](const ChemicalZone& zone) { return contains(zone.area); });
    unsigned char bits = in_zone ? kInZone | kWorkerArea : 0;
    if (near_any(area.berths, p, options.worker_berth_buffer_m)) bits |= kWorkerArea;
    const bool inside = !has_outline(area) ? true
                        : area.polygon
                            ? contains(*area.polygon)
                            : in_zone || std::any_of(area.land.begin(), area.land.end(), contains) ||
                                  near_any(area.berths, p, options.berth_buffer_m);
    if (inside) bits |= kInside;
    return bits;
}

}  // namespace riskmap::zones
