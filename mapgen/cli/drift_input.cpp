#include "mapgen/cli/drift_input.hpp"

#include <cmath>
#include <limits>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "geocore/gdal/raster_source.hpp"

namespace riskmap::cli {
namespace {

struct Word {
    std::string name;
    std::string file;
};

Word parse(const std::string& word) {
    const auto equals = word.find('=');
    if (equals == std::string::npos) return {word, {}};
    return {word.substr(0, equals), word.substr(equals + 1)};
}

}  // namespace

DriftRaster::DriftRaster(const std::string& name, const std::string& file) {
    const gdal::RasterSource source(file);
    grid_ = source.grid();
    int band = 1;
    for (int i = source.bands(); i > 0; --i) {
        if (source.band_description(i) == name) band = i;
    }
    values_ = source.read_all<float>(band);
    nodata_ = source.nodata(band);
}

double DriftRaster::at(grid::Point p) const {
    int column = 0;
    int row = 0;
    if (!grid_.cell_at(p, column, row)) return std::numeric_limits<double>::quiet_NaN();
    const auto value =
        static_cast<double>(values_[static_cast<std::size_t>(row) * static_cast<std::size_t>(grid_.width) +
                                    static_cast<std::size_t>(column)]);
    return nodata_ && value == *nodata_ ? std::numeric_limits<double>::quiet_NaN() : value;
}

DriftColumns::DriftColumns(const std::vector<std::string>& words, const observations::Table& table)
    : table_(table) {
    for (const auto& text : words) {
        const auto word = parse(text);
        Source source{word.name, 0, nullptr};
        if (word.file.empty()) {
            source.column = table.column(word.name);
        } else {
            source.raster = std::make_shared<DriftRaster>(word.name, word.file);
        }
        sources_.push_back(source);
    }
}

std::vector<double> DriftColumns::values(const observations::Row& row, grid::Point p, bool needed) const {
    std::vector<double> all;
    for (const auto& source : sources_) {
        const auto missing = std::numeric_limits<double>::quiet_NaN();
        const double value = source.raster ? source.raster->at(p)
                             : needed      ? table_.number(row, source.column)
                                           : table_.optional_number(row, source.column).value_or(missing);
        if (needed && std::isnan(value)) {
            throw core::data_error("{}, row {}: the raster of drift '{}' has no value at ({}, {})",
                                   table_.path, row.number, source.name, p.x, p.y);
        }
        all.push_back(value);
    }
    return all;
}

fields::DriftAt drift_from_rasters(const std::vector<std::string>& words) {
    std::vector<std::shared_ptr<DriftRaster>> rasters;
    for (const auto& text : words) {
        const auto word = parse(text);
        if (word.file.empty()) {
            throw core::Error(
                core::ErrorKind::usage,
                fmt::format("--drift: '{}' is a column, but a raster needs the drift at every cell", text),
                fmt::format("Write --drift {}=FILE.tif, or use --at.", text));
        }
        rasters.push_back(std::make_shared<DriftRaster>(word.name, word.file));
    }
    return [rasters](double x, double y, std::span<double> drifts) {
        for (std::size_t i = 0; i < rasters.size(); ++i) drifts[i] = rasters[i]->at({x, y});
    };
}

}  // namespace riskmap::cli
