#include <CLI/CLI.hpp>
#include <memory>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "geocore/run/run_folder.hpp"
#include "mapgen/cli/commands.hpp"
#include "mapgen/exports/raster_export.hpp"

namespace riskmap::cli {
namespace {

struct Options {
    std::string run;
    std::string layer;
    std::string output;
    std::string crs;
    std::vector<double> bbox;
    double cell_size_m = 0;
    bool rgba = false;
    bool has_cell_size = false;
};

const run::Layer& find_layer(const run::Manifest& manifest, const std::string& id) {
    std::vector<std::string> ids;
    for (const auto& layer : manifest.layers) {
        if (layer.id == id) return layer;
        ids.push_back(layer.id);
    }
    throw core::usage_error("LAYER: '{}' is not a layer of run {}{}", id, manifest.id,
                            core::suggestion(id, ids));
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

int export_layer(const Options& options) {
    const std::filesystem::path output(options.output);
    if (output.extension() != ".tif") {
        throw core::usage_error("--output: '{}' is not allowed; FILE.tif is expected", options.output);
    }
    const auto folder = run::resolve(options.run);
    const auto manifest = run::read_manifest(folder);
    exports::export_raster(folder, manifest, find_layer(manifest, options.layer), output,
                           raster_options(options));
    return 0;
}

}  // namespace

void add_export(CLI::App& app, Action& chosen) {
    auto options = std::make_shared<Options>();
    CLI::App* command =
        app.add_subcommand("export", "Write a layer of a run as a GeoTIFF with its style beside it");
    command->add_option("RUN", options->run, "A run, or an output folder for its current run")->required();
    command->add_option("LAYER", options->layer, "A layer's id, as the manifest lists it")->required();
    command->add_option("--output", options->output, "FILE.tif")->required();
    command->add_option("--crs", options->crs, "CRS of the output, e.g. EPSG:4490 (default: the run's)");
    command->add_option("--bbox", options->bbox, "XMIN YMIN XMAX YMAX in the output's CRS (x is longitude)")
        ->expected(4);
    auto* size = command->add_option("--cell-size", options->cell_size_m,
                                     "Metres (default: the run's; degrees follow at 111 195 m each)");
    command->add_flag("--rgba", options->rgba, "The colours of the layer's style instead of its values");
    command->callback([options, size, &chosen] {
        options->has_cell_size = size->count() > 0;
        chosen = [options] { return export_layer(*options); };
    });
}

}  // namespace riskmap::cli
