#include "mapgen/cli/sample_input.hpp"

#include <CLI/CLI.hpp>
#include <cmath>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "geocore/gdal/vector_source.hpp"
#include "mapgen/cli/drift_input.hpp"

namespace riskmap::cli {
namespace {

constexpr double kChinaWest = 73.5, kChinaEast = 136.5, kChinaSouth = 3, kChinaNorth = 54;

std::string projected_for(grid::Point centre) {
    if (centre.x >= kChinaWest && centre.x < kChinaEast && centre.y >= kChinaSouth &&
        centre.y <= kChinaNorth) {
        return fmt::format("EPSG:{}", 4534 + static_cast<int>(std::floor((centre.x - kChinaWest) / 3)));
    }
    const int zone = std::min(60, static_cast<int>(std::floor((centre.x + 180) / 6)) + 1);
    return fmt::format("EPSG:{}", (centre.y >= 0 ? 32600 : 32700) + zone);
}

std::string text_of(const gdal::Value& value) {
    if (const auto* integer = std::get_if<long long>(&value)) return std::to_string(*integer);
    if (const auto* real = std::get_if<double>(&value)) return core::format_double(*real);
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    return {};
}

observations::Table table_of(const gdal::VectorLayer& layer, const std::string& file, const std::string& x,
                             const std::string& y) {
    observations::Table table;
    table.path = file;
    table.columns = {x, y};
    for (const auto& field : layer.fields) table.columns.push_back(field.name);
    for (const auto& feature : layer.features) {
        if (feature.geometry.kind != gdal::GeometryKind::point) {
            throw core::data_error("{}: feature {} is not a point", file, feature.fid);
        }
        observations::Row row{
            feature.fid,
            {core::format_double(feature.geometry.point.x), core::format_double(feature.geometry.point.y)}};
        for (const auto& value : feature.values) row.cells.push_back(text_of(value));
        table.rows.push_back(std::move(row));
    }
    return table;
}

bool ends_in_csv(const std::string& file) {
    return core::to_lower_ascii(std::filesystem::path(file).extension().string()) == ".csv";
}

std::optional<std::size_t> optional_column(const observations::Table& table, const std::string& name) {
    if (name.empty()) return std::nullopt;
    return table.column(name);
}

/// "<0.05" or a qualifier column with "<" marks a value below the detection limit.
void read_value(const observations::Table& table, const observations::Row& row, std::size_t column,
                std::optional<std::size_t> qualifier, fields::Sample& sample) {
    auto text = core::trim(table.text(row, column));
    if (text.starts_with("<")) {
        sample.censored = true;
        text = core::trim(text.substr(1));
    }
    const auto value = core::parse_double(text);
    if (!value) {
        throw core::data_error(
            "{}: '{}' is not a number; digits with '.' as decimal sign, or '<' and a detection limit, "
            "are expected",
            table.place(row, column), table.text(row, column));
    }
    sample.value = *value;
    if (!qualifier) return;
    const auto mark = core::trim(table.text(row, *qualifier));
    if (mark == "<") {
        sample.censored = true;
    } else if (!mark.empty()) {
        throw core::data_error("{}: '{}' is no qualifier; '<' or nothing is expected",
                               table.place(row, *qualifier), mark);
    }
}

}  // namespace

void add_sample_options(CLI::App& command, SampleArguments& a) {
    command.add_option("--samples", a.file, "Samples: .csv, .gpkg, .geojson or .shp")
        ->required()
        ->type_name("FILE");
    command.add_option("--layer", a.layer, "Layer of a GeoPackage (default: the first)")->type_name("NAME");
    command
        .add_option("--value", a.value, "Column of the values; '<0.05' is below a detection limit of 0.05")
        ->required()
        ->type_name("COLUMN");
    command.add_option("--x", a.x, "Column of the easting or longitude (default x, or lon)")
        ->type_name("COLUMN");
    command.add_option("--y", a.y, "Column of the northing or latitude (default y, or lat)")
        ->type_name("COLUMN");
    command.add_option("--crs", a.crs, "CRS of the coordinates, e.g. EPSG:4550 (default: planar metres)")
        ->type_name("CRS");
    command.add_option("--id", a.id, "Column that names samples in messages")->type_name("COLUMN");
    command.add_option("--group", a.group, "Column of groups that cross-validation leaves out together")
        ->type_name("COLUMN");
    command.add_option("--qualifier", a.qualifier, "Column with '<' where the value is a detection limit")
        ->type_name("COLUMN");
    command.add_option("--error-variance", a.error_variance, "Column of measurement error variances")
        ->type_name("COLUMN");
    command.add_option("--drift", a.drifts, "External drift: columns, or NAME=RASTER")
        ->delimiter(',')
        ->type_name("COLUMN[,COLUMN]");
}

Plane::Plane(std::string crs, const std::vector<grid::Point>& places) : given_crs_(std::move(crs)) {
    plane_crs_ = given_crs_;
    if (given_crs_.empty() || !crs::is_geographic(given_crs_) || places.empty()) return;
    auto box = grid::Box::empty();
    for (const auto& p : places) {
        if (!(std::fabs(p.x) <= 360 && std::fabs(p.y) <= 90)) {
            throw core::data_error("({}, {}) is no longitude and latitude, but {} has such", p.x, p.y,
                                   given_crs_);
        }
        box.extend(p);
    }
    plane_crs_ = projected_for({0.5 * (box.xmin + box.xmax), 0.5 * (box.ymin + box.ymax)});
    transform_.emplace(given_crs_, plane_crs_);
}

grid::Point Plane::project(grid::Point p) const {
    return transform_ ? (*transform_)(p) : p;
}

std::vector<grid::Point> PointTable::places() const {
    std::vector<grid::Point> all;
    all.reserve(table.rows.size());
    for (const auto& row : table.rows) all.push_back({table.number(row, x), table.number(row, y)});
    return all;
}

PointTable read_points(const std::string& file, const SampleArguments& arguments) {
    PointTable points;
    points.crs = arguments.crs;
    if (ends_in_csv(file)) {
        points.table = observations::read_table(file);
        const bool geographic = !points.crs.empty() && crs::is_geographic(points.crs);
        points.x = points.table.column(arguments.x.empty() ? (geographic ? "lon" : "x") : arguments.x);
        points.y = points.table.column(arguments.y.empty() ? (geographic ? "lat" : "y") : arguments.y);
    } else {
        const auto layer = gdal::read_vector(file, file == arguments.file ? arguments.layer : "");
        if (points.crs.empty()) points.crs = layer.crs;
        points.table = table_of(layer, file, arguments.x.empty() ? "x" : arguments.x,
                                arguments.y.empty() ? "y" : arguments.y);
        points.x = 0;
        points.y = 1;
    }
    return points;
}

SampleSet read_samples(const SampleArguments& arguments) {
    const auto points = read_points(arguments.file, arguments);
    const auto& table = points.table;
    const auto places = points.places();
    SampleSet set{{}, Plane(points.crs, places)};
    const auto value = table.column(arguments.value);
    const auto id = optional_column(table, arguments.id);
    const auto group = optional_column(table, arguments.group);
    const auto qualifier = optional_column(table, arguments.qualifier);
    const auto error = optional_column(table, arguments.error_variance);
    const DriftColumns drifts(arguments.drifts, table);
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const auto& row = table.rows[i];
        fields::Sample sample;
        const auto p = set.plane.project(places[i]);
        sample.x_m = p.x;
        sample.y_m = p.y;
        read_value(table, row, value, qualifier, sample);
        sample.id = id ? table.text(row, *id) : fmt::format("row {}", row.number);
        if (group) sample.group = table.text(row, *group);
        if (error) sample.error_variance = table.number(row, *error);
        sample.drifts = drifts.values(row, p, true);
        set.samples.push_back(std::move(sample));
    }
    return set;
}

}  // namespace riskmap::cli
