#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <memory>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "geocore/run/run_folder.hpp"
#include "mapgen/cli/commands.hpp"
#include "mapgen/cli/spelling.hpp"
#include "mapgen/exports/geopackage_export.hpp"
#include "mapgen/exports/kmz_export.hpp"
#include "mapgen/exports/raster_export.hpp"
#include "mapgen/exports/stac_export.hpp"
#include "mapgen/exports/workbook_export.hpp"

namespace riskmap::cli {
namespace {

enum class Format { geotiff, geopackage, workbook, kmz, stac };

struct FormatEntry {
    Format format;
    const char* name;
    const char* extension;
};

constexpr std::array kFormats{
    FormatEntry{Format::geotiff, "geotiff", ".tif"},
    FormatEntry{Format::geopackage, "geopackage", ".gpkg"},
    FormatEntry{Format::workbook, "workbook", ".xlsx"},
    FormatEntry{Format::kmz, "kmz", ".kmz"},
    FormatEntry{Format::stac, "stac", ".json"},
};

struct Options {
    std::string run;
    std::vector<std::string> layers;
    std::string output;
    std::string format;
    std::string language = "zh";
    std::string audience;
    std::string crs;
    std::vector<double> bbox;
    double cell_size_m = 0;
    bool rgba = false;
    bool has_cell_size = false;
    bool restricted = false;
};

const std::vector<std::pair<const char*, exports::Language>> kLanguages{{"zh", exports::Language::zh},
                                                                        {"en", exports::Language::en}};

Format format_of(const Options& options) {
    std::vector<std::string> names;
    std::string endings;
    const std::string extension = std::filesystem::path(options.output).extension().string();
    for (const auto& entry : kFormats) {
        const bool wanted =
            options.format.empty() ? extension == entry.extension : options.format == entry.name;
        if (wanted) return entry.format;
        names.emplace_back(entry.name);
        endings += std::string(endings.empty() ? "FILE" : ", FILE") + entry.extension;
    }
    if (!options.format.empty()) refuse_word("--format", options.format, names);
    const bool tiles = extension == ".mbtiles" || extension == ".pmtiles";
    throw core::Error(
        core::ErrorKind::usage,
        fmt::format("--output: '{}' is not allowed; expected: {}", options.output, endings),
        tiles ? "tiles as the server draws them: tileserver export RUN LAYER --output " + options.output
              : "");
}

const run::Layer* find_raster(const run::Manifest& manifest, const std::string& id) {
    const auto found = std::find_if(manifest.layers.begin(), manifest.layers.end(),
                                    [&](const run::Layer& layer) { return layer.id == id; });
    return found == manifest.layers.end() ? nullptr : &*found;
}

const run::Layer& known_raster(const exports::RunSource& source, const std::string& id) {
    const auto& manifest = source.manifest;
    const run::Layer* layer = find_raster(manifest, id);
    if (layer == nullptr) {
        std::vector<std::string> ids;
        for (const auto& candidate : manifest.layers) ids.push_back(candidate.id);
        throw core::usage_error("LAYER: '{}' is not a layer of run {}{}", id, manifest.id,
                                core::suggestion(id, ids));
    }
    source.release.require(id, manifest.id);
    return *layer;
}

exports::RasterExport raster_options(const Options& options) {
    exports::RasterExport raster;
    raster.rgba = options.rgba;
    raster.window.crs = options.crs;
    if (!options.bbox.empty()) {
        raster.window.bbox = grid::Box{options.bbox[0], options.bbox[1], options.bbox[2], options.bbox[3]};
    }
    if (options.has_cell_size) {
        if (!(options.cell_size_m > 0)) {
            throw core::usage_error("--cell-size: {} is not allowed; a length above 0 in metres is expected",
                                    options.cell_size_m);
        }
        raster.window.cell_size_m = options.cell_size_m;
    }
    return raster;
}

void refuse_raster_options(const Options& options) {
    const auto refuse = [&](const char* option) {
        throw core::usage_error(
            "{}: is for GeoTIFF (FILE.tif); '{}' has the run's own cells and CRS, or WGS 84", option,
            options.output);
    };
    if (!options.crs.empty()) refuse("--crs");
    if (!options.bbox.empty()) refuse("--bbox");
    if (options.has_cell_size) refuse("--cell-size");
    if (options.rgba) refuse("--rgba");
}

void write_geotiff(const Options& options, const exports::RunSource& source) {
    if (options.layers.size() != 1) {
        throw core::usage_error("LAYER: {} given; one layer is expected for a GeoTIFF",
                                options.layers.size());
    }
    exports::export_raster(source.folder, source.manifest, known_raster(source, options.layers.front()),
                           options.output, raster_options(options));
}

/// Raster layers among what is asked for are laid on the ground, everything else is vectors.
void write_kmz(const Options& options, const exports::RunSource& source, exports::Language language) {
    const run::Layer* ground = nullptr;
    std::vector<std::string> vectors;
    for (const auto& id : options.layers) {
        const bool raster = find_raster(source.manifest, id) != nullptr;
        if (raster && ground != nullptr) {
            throw core::usage_error("LAYER: '{}' and '{}' are both rasters; a KMZ holds one", ground->id, id);
        }
        if (raster) {
            ground = &known_raster(source, id);
        } else {
            vectors.push_back(id);
        }
    }
    exports::export_kmz(source, exports::wanted_vectors(source, vectors), ground, options.output, language);
}

void refuse_layers(const Options& options) {
    if (options.layers.empty()) return;
    throw core::usage_error("LAYER: '{}' is not allowed; a STAC item tells of the whole run",
                            options.layers.front());
}

/// What was left out of everything, on one line.
void tell_withheld(const Options& options, const exports::RunSource& source) {
    if (source.release.withheld().empty() || !options.layers.empty()) return;
    fmt::print(stderr, "mapgen: left out, restricted: {} (--restricted includes them)\n",
               core::join(source.release.withheld(), ", "));
}

int export_run(const Options& options) {
    const Format format = format_of(options);
    const auto language = meaning("--language", options.language, kLanguages);
    if (!options.audience.empty() && options.audience != "public" && options.audience != "internal") {
        refuse_word("--audience", options.audience, {"public", "internal"});
    }
    if (format != Format::geotiff) refuse_raster_options(options);
    const auto source = exports::read_source(run::resolve(options.run), options.audience, options.restricted);
    switch (format) {
        case Format::geotiff:
            write_geotiff(options, source);
            break;
        case Format::geopackage:
            exports::export_geopackage(source, options.layers, options.output, language);
            break;
        case Format::workbook:
            exports::export_workbook(source, options.layers, options.output, language);
            break;
        case Format::kmz:
            write_kmz(options, source, language);
            break;
        case Format::stac:
            refuse_layers(options);
            exports::export_stac(source, options.output);
            break;
    }
    if (format != Format::geotiff) tell_withheld(options, source);
    return 0;
}

}  // namespace

void add_export(CLI::App& app, Action& chosen) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand(
        "export", "Write what a run holds for other programs: GeoTIFF, GeoPackage, XLSX, KMZ, STAC");
    command->add_option("RUN", options->run, "A run, or an output folder for its current run")->required();
    command->add_option(
        "LAYER", options->layers,
        "FILE.tif: a layer's id. FILE.gpkg: vector layers (default: all). FILE.xlsx: tables (default: "
        "all). FILE.kmz: vector layers (default: all), and a layer to lay on the ground");
    command
        ->add_option("--output", options->output,
                     "FILE.tif, FILE.gpkg, FILE.xlsx, FILE.kmz, FILE.json (STAC item)")
        ->required();
    command->add_option("--format", options->format,
                        "geotiff, geopackage, workbook, kmz or stac (default: by the file's ending)");
    command->add_option("--language", options->language, "zh or en; titles and names of layers")
        ->capture_default_str();
    command->add_option("--audience", options->audience,
                        "public or internal; public leaves out what the run restricts (default: the run's)");
    command->add_flag("--restricted", options->restricted,
                      "Include what is restricted in an export for the public");
    command->add_option("--crs", options->crs, "GeoTIFF: CRS, e.g. EPSG:4490 (default: the run's)");
    command
        ->add_option("--bbox", options->bbox,
                     "GeoTIFF: XMIN YMIN XMAX YMAX in the output's CRS (x is longitude)")
        ->expected(4);
    auto* size =
        command->add_option("--cell-size", options->cell_size_m,
                            "GeoTIFF: metres (default: the run's; degrees follow at 111 195 m each)");
    command->add_flag("--rgba", options->rgba,
                      "GeoTIFF: the colours of the layer's style instead of its values");
    command->callback([options, size, &chosen] {
        options->has_cell_size = size->count() > 0;
        chosen = [options] { return export_run(*options); };
    });
}

}  // namespace riskmap::cli
