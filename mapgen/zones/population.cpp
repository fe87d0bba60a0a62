#include "mapgen/zones/population.hpp"

#include <algorithm>
#include <cmath>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "geocore/crs/transform.hpp"
#include "geocore/gdal/mask.hpp"
#include "geocore/gdal/raster_source.hpp"
#include "geocore/gdal/vector_source.hpp"
#include "mapgen/observations/data_file.hpp"
#include "mapgen/observations/points.hpp"

namespace riskmap::zones {
namespace {

bool ends_with_any(const std::filesystem::path& path, const std::vector<std::string>& endings) {
    std::string ending = path.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return std::find(endings.begin(), endings.end(), ending) != endings.end();
}

core::Error negative(double people, const std::string& place) {
    return core::data_error("{}: {} people are not possible; 0 or more are", place, people);
}

double checked(double people, const std::string& place) {
    if (people >= 0) return people;
    throw negative(people, place);
}

class Reader {
  public:
    Reader(const project::Project& project, const StudyArea& area, const grid::Grid& grid)
        : options_(*project.population), crs_(project.crs), area_(area), grid_(grid) {}

    std::vector<Inhabitants> read(double margin_m) {
        if (ends_with_any(options_.file.path, {".tif", ".tiff", ".vrt", ".img"})) {
            read_raster(margin_m);
        } else if (ends_with_any(options_.file.path, {".geojson", ".json", ".gpkg", ".shp"})) {
            read_features();
        } else {
            read_points();
        }
        return std::move(people_);
    }

  private:
    void read_points() {
        const auto table = observations::read_data_file(options_.file);
        const auto columns = observations::coordinate_columns(table);
        const auto column = table.column(options_.column);
        const bool geographic = crs::is_geographic(options_.file.crs);
        const crs::Transform transform(options_.file.crs, crs_);
        for (const auto& row : table.rows) {
            std::vector<grid::Point> point{
                observations::read_point(table, row, columns, geographic).position};
            transform.apply(point);
            people_.push_back({point.front(), checked(table.number(row, column), table.place(row, column))});
        }
    }

    void read_features() {
        const auto layer = gdal::read_vector(options_.file.path, options_.file.layer);
        if (layer.kind == gdal::GeometryKind::point) return read_points();
        std::vector<std::string> names;
        for (const auto& field : layer.fields) names.push_back(field.name);
        const auto written = options_.file.columns.find(options_.column);
        const std::string& wanted =
            written != options_.file.columns.end() ? written->second : options_.column;
        const auto found = std::find(names.begin(), names.end(), wanted);
        if (found == names.end()) {
            throw core::data_error("{}: column '{}' is missing{}", options_.file.path.string(), wanted,
                                   core::suggestion(wanted, names));
        }
        const auto column = static_cast<std::size_t>(found - names.begin());
        const crs::Transform transform(options_.file.crs, crs_);
        for (const auto& feature : layer.features) {
            const std::string place = fmt::format("{}, feature {}", options_.file.path.string(), feature.fid);
            grid::MultiPolygon polygon = feature.geometry.polygons;
            for (auto& part : polygon) {
                transform.apply(part.outer);
                for (auto& hole : part.holes) transform.apply(hole);
            }
            if (polygon.empty()) throw core::data_error("{}: a polygon is expected", place);
            spread(polygon, checked(number_of(feature.values[column], place), place));
        }
    }

    static double number_of(const gdal::Value& value, const std::string& place) {
        if (const auto* integer = std::get_if<long long>(&value)) return static_cast<double>(*integer);
        if (const auto* real = std::get_if<double>(&value)) return *real;
        throw core::data_error("{}: a number of people is expected", place);
    }

    /// The project's cells, continued to cover a polygon.
    [[nodiscard]] grid::Grid cells_around(const grid::MultiPolygon& polygon) const {
        const grid::Box box = grid::bounds(polygon);
        const double cell = grid_.affine.x_per_column;
        const double column0 = std::floor((box.xmin - grid_.affine.x0) / cell);
        const double row0 = std::floor((grid_.affine.y0 - box.ymax) / cell);
        const grid::Point corner = grid_.affine.apply(column0, row0);
        return {grid::Affine::north_up(corner.x, corner.y, cell),
                static_cast<int>(std::ceil((box.xmax - corner.x) / cell)),
                static_cast<int>(std::ceil((corner.y - box.ymin) / cell)), grid_.crs};
    }

    void spread(const grid::MultiPolygon& polygon, double people) {
        const grid::Grid cells = cells_around(polygon);
        grid::Raster<unsigned char> inside(cells, 0);
        gdal::burn(inside, polygon, 1);
        grid::Raster<unsigned char> land(cells, 0);
        for (const auto& part : area_.land) gdal::burn(land, part, 1);
        const auto both = [&](std::size_t i) { return inside.values[i] != 0 && land.values[i] != 0; };
        const auto polygon_alone = [&](std::size_t i) { return inside.values[i] != 0; };
        if (!give(cells, people, both) && !give(cells, people, polygon_alone)) {
            // Smaller than a cell: no centre lies inside.
            const grid::Box box = grid::bounds(polygon);
            people_.push_back({{(box.xmin + box.xmax) / 2, (box.ymin + box.ymax) / 2}, people});
        }
    }

    template <class Wanted>
    bool give(const grid::Grid& cells, double people, Wanted wanted) {
        std::size_t count = 0;
        for (std::size_t i = 0; i < cells.size(); ++i) count += wanted(i) ? 1 : 0;
        if (count == 0) return false;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (!wanted(i)) continue;
            const auto width = static_cast<std::size_t>(cells.width);
            people_.push_back({cells.centre(static_cast<int>(i % width), static_cast<int>(i / width)),
                               people / static_cast<double>(count)});
        }
        return true;
    }

    void read_raster(double margin_m) {
        const gdal::RasterSource source(options_.file.path);
        const grid::Grid& from = source.grid();
        const std::string& crs = from.crs.empty() ? options_.file.crs : from.crs;
        const crs::Transform transform(crs, crs_);
        const auto nodata = source.nodata();
        const grid::Box wanted = grid_.extent().grown(margin_m);
        std::vector<float> values(static_cast<std::size_t>(from.width));
        for (int row = 0; row < from.height; ++row) {
            source.read(1, 0, row, from.width, 1, values.data());
            for (int column = 0; column < from.width; ++column) {
                const auto people = static_cast<double>(values[static_cast<std::size_t>(column)]);
                if (!std::isfinite(people) || people == 0 || (nodata && people == *nodata)) continue;
                if (people < 0) {
                    throw negative(people, fmt::format("{}, column {}, row {}", options_.file.path.string(),
                                                       column, row));
                }
                spread_cell(from, column, row, people, transform, wanted);
            }
        }
    }

    void spread_cell(const grid::Grid& from, int column, int row, double people,
                     const crs::Transform& transform, const grid::Box& wanted) {
        std::vector<grid::Point> corners{from.affine.apply(column, row), from.affine.apply(column + 1, row),
                                         from.affine.apply(column, row + 1)};
        transform.apply(corners);
        if (!wanted.contains(corners.front())) return;
        const double cell = grid_.affine.x_per_column;
        const int across =
            std::max(1, static_cast<int>(std::ceil(grid::distance(corners[0], corners[1]) / cell)));
        const int down =
            std::max(1, static_cast<int>(std::ceil(grid::distance(corners[0], corners[2]) / cell)));
        std::vector<grid::Point> parts;
        for (int j = 0; j < down; ++j) {
            for (int i = 0; i < across; ++i) {
                parts.push_back(from.affine.apply(column + (i + 0.5) / across, row + (j + 0.5) / down));
            }
        }
        transform.apply(parts);
        for (const auto part : parts) {
            people_.push_back({part, people / static_cast<double>(parts.size())});
        }
    }

    const project::Population& options_;
    const std::string& crs_;
    const StudyArea& area_;
    const grid::Grid& grid_;
    std::vector<Inhabitants> people_;
};

}  // namespace

std::vector<Inhabitants> read_population(const project::Project& project, const StudyArea& area,
                                         const grid::Grid& grid, double margin_m) {
    return Reader(project, area, grid).read(margin_m);
}

PeoplePerLevel count_people(const std::vector<Inhabitants>& population,
                            const grid::Raster<unsigned char>& levels, const grid::MultiPolygon* within) {
    PeoplePerLevel result;
    const grid::Box box = within != nullptr ? grid::bounds(*within) : grid::Box{};
    for (const auto& entry : population) {
        if (within != nullptr && !(box.contains(entry.position) && grid::contains(*within, entry.position)))
            continue;
        int column = 0;
        int row = 0;
        const bool on_map = levels.grid.cell_at(entry.position, column, row);
        const unsigned char level = on_map ? levels.at(column, row) : grid::kLevelNodata;
        (level < result.levels.size() ? result.levels[level] : result.elsewhere) += entry.people;
    }
    return result;
}

double people_within(const std::vector<Inhabitants>& population, grid::Point centre, double radius_m) {
    double people = 0;
    for (const auto& entry : population) {
        if (grid::distance(entry.position, centre) <= radius_m) people += entry.people;
    }
    return people;
}

}  // namespace riskmap::zones
