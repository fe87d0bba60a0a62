#include "mapgen/cli/dispersion_output.hpp"

#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <numeric>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "mapgen/dispersion/wind_rose.hpp"

namespace riskmap::cli {
namespace {

constexpr const char* kTotal = "total";

std::string quoted(const std::string& cell) {
    if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
    std::string text = "\"";
    for (const char c : cell) text += c == '"' ? std::string("\"\"") : std::string(1, c);
    return text + '"';
}

void write_text(const std::string& text, const std::string& output) {
    std::ofstream out(output, std::ios::binary);
    out << text;
    out.close();
    if (!out) throw core::data_error("{}: cannot be written", output);
}

std::string header(const observations::Table& points, std::vector<std::string> added) {
    added.emplace_back(kTotal);
    std::string text;
    for (const auto& name : points.columns) text += quoted(name) + ',';
    for (const auto& name : added) {
        if (points.find_column(name)) {
            throw core::data_error(
                "{}: column '{}' has the name of a column to be added; rename one of the two", points.path,
                name);
        }
        text += quoted(name) + (&name == &added.back() ? '\n' : ',');
    }
    return text;
}

/// The farthest that a cell of the grid is from a source, metres.
double farthest(const std::vector<dispersion::Source>& sources, const grid::Box& box) {
    double result = 0;
    for (const auto& s : sources) {
        const double dx = std::max(std::fabs(box.xmin - s.position.x), std::fabs(box.xmax - s.position.x));
        const double dy = std::max(std::fabs(box.ymin - s.position.y), std::fabs(box.ymax - s.position.y));
        result = std::max(result, std::hypot(dx, dy));
    }
    return result;
}

}  // namespace

void write_dispersion_table(const DispersionInputs& inputs, const observations::Table& points,
                            const std::string& x, const std::string& y, const std::string& output) {
    const auto groups = dispersion::group_names(inputs.sources);
    std::string text = header(points, groups);
    const auto x_column = points.column(x);
    const auto y_column = points.column(y);
    std::vector<grid::Point> places;
    for (const auto& row : points.rows) {
        places.push_back({points.number(row, x_column), points.number(row, y_column)});
    }
    std::vector<dispersion::LongTermPlume> plumes;
    for (const auto& s : inputs.sources) plumes.emplace_back(s, inputs.weather, inputs.curves);
    std::vector<double> values(places.size() * groups.size());
    tbb::parallel_for(std::size_t{0}, places.size(), [&](std::size_t i) {
        dispersion::integrate_groups(inputs.sources, plumes, groups, places[i],
                                     std::span(values).subspan(i * groups.size(), groups.size()));
    });
    for (std::size_t i = 0; i < places.size(); ++i) {
        for (const auto& cell : points.rows[i].cells) text += quoted(cell) + ',';
        double total = 0;
        for (std::size_t g = 0; g < groups.size(); ++g) {
            total += values[i * groups.size() + g];
            text += core::format_double(values[i * groups.size() + g]) + ',';
        }
        text += core::format_double(total) + '\n';
    }
    write_text(text, output);
}

void write_dispersion_raster(const DispersionInputs& inputs, const grid::Grid& grid,
                             const std::string& output, gdal::Compression compression) {
    const dispersion::GroupFields fields(inputs.sources, inputs.weather, inputs.curves,
                                         farthest(inputs.sources, grid.extent()));
    const auto groups = fields.groups();
    gdal::RasterSpec spec;
    spec.grid = grid;
    for (const auto& name : groups) spec.bands.push_back({name, "ug/m3"});
    spec.bands.push_back({kTotal, "ug/m3"});
    spec.compression = compression;
    gdal::RasterSink sink(spec, output);
    const auto width = static_cast<std::size_t>(grid.width);
    const int step = gdal::RasterSink::kBlock;
    const std::size_t block = width * static_cast<std::size_t>(step);
    std::vector<float> bands(block * (groups.size() + 1));
    for (int row = 0; row < grid.height; row += step) {
        const int rows = std::min(step, grid.height - row);
        tbb::parallel_for(0, rows, [&](int r) {
            std::vector<float> values(groups.size() * width, 0.0F);
            fields.add_row(grid.centre(0, row + r), grid.affine.x_per_column, width, values);
            float* total = &bands[groups.size() * block + static_cast<std::size_t>(r) * width];
            std::fill(total, total + width, 0.0F);
            for (std::size_t g = 0; g < groups.size(); ++g) {
                const float* from = &values[g * width];
                std::copy(from, from + width, &bands[g * block + static_cast<std::size_t>(r) * width]);
                for (std::size_t i = 0; i < width; ++i) total[i] += from[i];
            }
        });
        for (std::size_t b = 0; b <= groups.size(); ++b) {
            sink.write(static_cast<int>(b) + 1, 0, row, grid.width, rows, &bands[b * block]);
        }
    }
    sink.finish();
}

void write_wind_rose(const dispersion::Weather& weather, const std::string& output) {
    write_text(dispersion::wind_rose_svg(weather), output);
}

}  // namespace riskmap::cli
