#include "mapgen/cli/field_output.hpp"

#include <oneapi/tbb/parallel_for.h>

#include <cmath>
#include <fstream>

#include "geocore/core/error.hpp"
#include "geocore/core/log.hpp"
#include "geocore/core/text.hpp"
#include "mapgen/cli/drift_input.hpp"

namespace riskmap::cli {
namespace {

std::string number(double value) {
    return std::isfinite(value) ? core::format_double(value) : std::string();
}

struct Target {
    grid::Point given;
    grid::Point place;
    std::vector<double> drifts;
};

std::vector<Target> read_targets(const SampleArguments& arguments, const std::string& file,
                                 const Plane& plane) {
    const auto points = read_points(file, arguments);
    const DriftColumns drifts(arguments.drifts, points.table);
    std::vector<Target> targets;
    targets.reserve(points.table.rows.size());
    const auto places = points.places();
    for (std::size_t i = 0; i < places.size(); ++i) {
        const auto p = plane.project(places[i]);
        targets.push_back({places[i], p, drifts.values(points.table.rows[i], p, false)});
    }
    return targets;
}

void report(std::size_t negative, std::size_t missing, std::size_t all, const char* what) {
    if (negative > 0) {
        core::log_warning(fmt::format("{} of {} {} have a negative estimate, kept as it is; --clip writes 0",
                                      negative, all, what));
    }
    if (missing > 0) core::log_warning(fmt::format("{} of {} {} have no estimate", missing, all, what));
}

}  // namespace

void write_field_table(const fields::Field& field, const SampleArguments& arguments,
                       const std::string& points_file, const Plane& plane, const std::string& output) {
    const auto targets = read_targets(arguments, points_file, plane);
    std::vector<fields::Field::Estimate> estimates(targets.size());
    tbb::parallel_for(std::size_t{0}, targets.size(), [&](std::size_t i) {
        estimates[i] = field.at(targets[i].place.x, targets[i].place.y, targets[i].drifts);
    });
    std::string text = "x,y,estimate,variance\n";
    std::size_t missing = 0;
    std::size_t negative = 0;
    for (std::size_t i = 0; i < targets.size(); ++i) {
        const auto& e = estimates[i];
        missing += std::isnan(e.value) ? 1 : 0;
        negative += e.value < 0 ? 1 : 0;
        text += number(targets[i].given.x) + ',' + number(targets[i].given.y) + ',' + number(e.value) + ',' +
                (std::isnan(e.value) ? std::string() : number(e.variance)) + '\n';
    }
    std::ofstream out(output, std::ios::binary);
    out << text;
    out.close();
    if (!out) throw core::data_error("{}: cannot be written", output);
    report(negative, missing, targets.size(), "points");
}

void write_field_raster(const fields::Field& field, const grid::Grid& grid, const std::string& output,
                        gdal::Compression compression) {
    gdal::RasterSpec spec;
    spec.grid = grid;
    spec.bands.push_back({"estimate", ""});
    const bool variance = field.has_variance();
    if (variance) spec.bands.push_back({"variance", ""});
    spec.nodata = std::numeric_limits<double>::quiet_NaN();
    spec.compression = compression;
    gdal::RasterSink sink(spec, output);
    const int step = gdal::RasterSink::kBlock;
    const auto width = static_cast<std::size_t>(grid.width);
    std::size_t negative = 0;
    std::size_t missing = 0;
    std::vector<float> value(width * step);
    std::vector<float> spread(variance ? width * step : 0);
    for (int row = 0; row < grid.height; row += step) {
        const int end = std::min(row + step, grid.height);
        const auto n = static_cast<std::size_t>(end - row) * width;
        field.rows(grid, row, end, std::span(value).first(n), std::span(spread).first(variance ? n : 0), {},
                   {});
        for (auto& v : spread) v *= v;
        for (const float v : std::span(value).first(n)) {
            negative += v < 0 ? 1 : 0;
            missing += v != v ? 1 : 0;
        }
        sink.write(1, 0, row, grid.width, end - row, value.data());
        if (variance) sink.write(2, 0, row, grid.width, end - row, spread.data());
    }
    sink.finish();
    report(negative, missing, grid.size(), "cells");
}

}  // namespace riskmap::cli
