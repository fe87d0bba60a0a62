#include "mapgen/artefacts/layer_writer.hpp"

#include <fmt/format.h>
#include <tbb/global_control.h>

#include <algorithm>

#include "geocore/core/digest.hpp"
#include "geocore/run/fixed_words.hpp"
#include "mapgen/artefacts/csv_writer.hpp"

namespace riskmap::artefacts {
namespace {

template <class T>
void add_range(run::Layer& layer, const grid::Raster<T>& raster) {
    for (const T value : raster.values) {
        if (value == raster.nodata) continue;
        const auto v = static_cast<double>(value);
        layer.min = std::min(layer.min.value_or(v), v);
        layer.max = std::max(layer.max.value_or(v), v);
    }
}

/// The key of a file with these cells: everything that its bytes are made of.
template <class T>
std::string key_of(const StageCache& cache, const gdal::RasterSpec& spec, const grid::Raster<T>& raster) {
    const auto& a = spec.grid.affine;
    core::Sha256 digest;
    digest.update({reinterpret_cast<const char*>(raster.values.data()), raster.values.size() * sizeof(T)});
    digest.update(fmt::format("{} {} {} {} {} {} {} {} {}\n", sizeof(T), spec.grid.crs, a.x0, a.y0,
                              a.x_per_column, a.y_per_row, spec.grid.width, spec.grid.height,
                              spec.nodata.value_or(0)));
    digest.update(overview_word(spec.overviews));
    for (const auto& band : spec.bands) digest.update(band.description + "\n" + band.unit + "\n");
    for (const auto& [name, value] : spec.metadata) digest.update(name + "=" + value + "\n");
    return cache.key("layer", digest.hex());
}

}  // namespace

template <class T>
void LayerWriter::write_raster(const LayerDescription& description, const Subject& subject,
                               const std::string& digest, const grid::Raster<T>& raster) {
    run::Layer layer;
    layer.id = description.id;
    layer.kind = description.kind;
    layer.quantity = description.quantity;
    layer.pollutant = subject.pollutant;
    layer.scenario = subject.scenario;
    layer.unit = description.unit;
    layer.title = description.title;
    layer.path = "rasters/" + description.id + ".tif";
    layer.style = description.style;
    layer.crs = raster.grid.crs;
    layer.cell_size_m = raster.grid.affine.x_per_column;
    layer.nodata = static_cast<double>(raster.nodata);
    layer.overview = overview_word(description.overview);
    add_range(layer, raster);

    gdal::RasterSpec spec;
    spec.grid = raster.grid;
    spec.type = sizeof(T) == 1 ? gdal::PixelType::byte : gdal::PixelType::float32;
    spec.bands = {{description.title.en, description.unit}};
    spec.nodata = layer.nodata;
    spec.overviews = description.overview;
    spec.metadata = {{"TITLE_ZH", description.title.zh}, {"TITLE_EN", description.title.en},
                     {"UNIT", description.unit},         {"SOURCE", source_},
                     {"LAYER_DIGEST", digest},           {"SYNTHETIC", synthetic_ ? "1" : "0"}};
    spec.metadata.insert(spec.metadata.end(), subject.basis.begin(), subject.basis.end());
    if (synthetic_) spec.metadata.emplace_back("MARK", run::kSyntheticMark);
    spec.threads = static_cast<int>(std::min<std::size_t>(
        2, tbb::global_control::active_value(tbb::global_control::max_allowed_parallelism)));
    std::filesystem::create_directories(run_ / "rasters");
    const std::string key = key_of(cache_, spec, raster);
    const auto kept = cache_.find(key);
    if (kept && cache_.fetch_file(key, *kept, run_ / layer.path)) {
        layer.sha256 = *kept;
        ++as_before_;
    } else {
        gdal::RasterSink sink(std::move(spec), run_ / layer.path);
        sink.write(1, 0, 0, raster.grid.width, raster.grid.height, raster.values.data());
        sink.finish();
        layer.sha256 = core::sha256_file(run_ / layer.path);
        cache_.keep_file(key, run_ / layer.path);
        cache_.keep(key, layer.sha256);
    }
    entries_.push_back({std::move(layer), digest});
}

void LayerWriter::write(const LayerDescription& description, const Subject& subject,
                        const std::string& digest, const grid::Raster<float>& raster) {
    write_raster(description, subject, digest, raster);
}

void LayerWriter::write(const LayerDescription& description, const Subject& subject,
                        const std::string& digest, const grid::Raster<unsigned char>& raster) {
    write_raster(description, subject, digest, raster);
}

void LayerWriter::alias(const std::string& id, const std::string& of, const run::Text& title) {
    const auto found = std::find_if(entries_.begin(), entries_.end(),
                                    [&](const LayerEntry& entry) { return entry.layer.id == of; });
    LayerEntry entry = *found;
    entry.layer.id = id;
    entry.layer.title = title;
    entries_.push_back(std::move(entry));
}

}  // namespace riskmap::artefacts
