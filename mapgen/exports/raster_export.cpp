#include "mapgen/exports/raster_export.hpp"

#include <array>
#include <cmath>
#include <limits>

#include "geocore/core/output_file.hpp"
#include "geocore/gdal/raster_sink.hpp"
#include "geocore/run/fixed_words.hpp"
#include "geocore/style/style.hpp"
#include "mapgen/exports/qml.hpp"

namespace riskmap::exports {
namespace {

constexpr unsigned char kNoByte = 255;

gdal::OverviewRule overview_rule(const run::Layer& layer, bool rgba) {
    if (rgba || layer.kind == "category") return gdal::OverviewRule::nearest;
    return layer.kind == "level" ? gdal::OverviewRule::risk_level : gdal::OverviewRule::average;
}

gdal::RasterSpec spec_of(const run::Manifest& manifest, const run::Layer& layer, const grid::Grid& grid,
                         const style::Style& style, bool bytes, bool rgba) {
    gdal::RasterSpec spec;
    spec.grid = grid;
    spec.overviews = overview_rule(layer, rgba);
    spec.type = bytes || rgba ? gdal::PixelType::byte : gdal::PixelType::float32;
    if (rgba) {
        for (const char* band : {"red", "green", "blue", "alpha"}) spec.bands.push_back({band, ""});
        spec.rgba = true;
    } else {
        spec.bands = {{layer.title.en, layer.unit}};
        spec.nodata = layer.nodata.value_or(bytes ? 1.0 * kNoByte : std::nan(""));
        if (bytes) {
            for (const auto& entry : style.classes) {
                const auto& c = entry.colour;
                if (entry.value) spec.colours.push_back({*entry.value, {c.red, c.green, c.blue, c.alpha}});
            }
        }
    }
    spec.metadata = {{"RUN", manifest.id},         {"LAYER", layer.id},          {"TITLE", layer.title.en},
                     {"TITLE_ZH", layer.title.zh}, {"QUANTITY", layer.quantity}, {"UNIT", layer.unit}};
    if (manifest.synthetic) spec.metadata.emplace_back("SYNTHETIC", run::kSyntheticMark);
    return spec;
}

void write_values(gdal::RasterSink& sink, const std::vector<float>& values, int row, bool bytes,
                  float nodata) {
    const int width = static_cast<int>(values.size());
    if (!bytes) {
        std::vector<float> line(values);
        for (float& value : line) value = std::isnan(value) ? nodata : value;
        sink.write(1, 0, row, width, 1, line.data());
        return;
    }
    std::vector<unsigned char> line(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        line[i] = static_cast<unsigned char>(std::isnan(values[i]) ? nodata : values[i]);
    }
    sink.write(1, 0, row, width, 1, line.data());
}

void write_colours(gdal::RasterSink& sink, const std::vector<float>& values, int row,
                   const style::Style& style) {
    std::array<std::vector<unsigned char>, 4> bands;
    for (auto& band : bands) band.resize(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        const int at = style.class_of(static_cast<double>(values[i]));
        if (at < 0) continue;
        const auto& c = style.classes[static_cast<std::size_t>(at)].colour;
        bands[0][i] = c.red;
        bands[1][i] = c.green;
        bands[2][i] = c.blue;
        bands[3][i] = c.alpha;
    }
    for (std::size_t b = 0; b < bands.size(); ++b) {
        sink.write(static_cast<int>(b) + 1, 0, row, static_cast<int>(values.size()), 1, bands[b].data());
    }
}

}  // namespace

void export_raster(const std::filesystem::path& run, const run::Manifest& manifest, const run::Layer& layer,
                   const std::filesystem::path& output, const RasterExport& options) {
    RasterSampler sampler(run, layer);
    const grid::Grid grid = sampler.target(options.window);
    const auto style_path = run / "styles" / layer.style;
    const auto style = style::read_sld(style_path);
    const auto spec = spec_of(manifest, layer, grid, style, sampler.bytes(), options.rgba);
    gdal::RasterSink sink(spec, output);
    const auto nodata = static_cast<float>(spec.nodata.value_or(0));
    std::vector<float> values;
    for (int row = 0; row < grid.height; ++row) {
        sampler.read_row(grid, row, values);
        options.rgba ? write_colours(sink, values, row, style)
                     : write_values(sink, values, row, sampler.bytes(), nodata);
    }
    sink.finish();
    if (options.rgba) return;
    auto beside = output;
    core::write_file(beside.replace_extension(".qml"), raster_qml(style));
    std::filesystem::copy_file(style_path, beside.replace_extension(".sld"),
                               std::filesystem::copy_options::overwrite_existing);
}

}  // namespace riskmap::exports
