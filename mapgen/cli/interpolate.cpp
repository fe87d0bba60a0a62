#include <oneapi/tbb/global_control.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <thread>

#include "geocore/core/error.hpp"
#include "geocore/core/log.hpp"
#include "geocore/core/text.hpp"
#include "mapgen/cli/commands.hpp"
#include "mapgen/cli/drift_input.hpp"
#include "mapgen/cli/field_arguments.hpp"
#include "mapgen/cli/field_output.hpp"
#include "mapgen/cli/spelling.hpp"
#include "mapgen/cli/target_arguments.hpp"

namespace riskmap::cli {
namespace {

struct Arguments {
    FieldArguments field;
    std::string at;
    std::vector<double> extent;
    std::optional<double> cell_size;
    std::string output;
    std::string compress = "deflate";
};

void check(const Arguments& a) {
    const bool raster = check_target(a.at, a.extent, a.cell_size, a.output);
    if (raster && !(*a.cell_size > 0))
        throw core::usage_error("--cell-size: {} must be positive", *a.cell_size);
    if (raster && !(a.extent[0] < a.extent[2] && a.extent[1] < a.extent[3])) {
        throw core::usage_error(
            "--extent: XMIN YMIN XMAX YMAX are expected, with XMIN < XMAX and YMIN < YMAX");
    }
}

/// The extent in the plane of estimation: for longitudes and latitudes the box around the projected outline.
grid::Box planar_extent(const std::vector<double>& extent, const Plane& plane) {
    if (!plane.projects()) return {extent[0], extent[1], extent[2], extent[3]};
    auto box = grid::Box::empty();
    for (int i = 0; i <= 16; ++i) {
        const double t = i / 16.0;
        const double x = extent[0] + t * (extent[2] - extent[0]);
        const double y = extent[1] + t * (extent[3] - extent[1]);
        for (const auto& p : {grid::Point{x, extent[1]}, grid::Point{x, extent[3]}, grid::Point{extent[0], y},
                              grid::Point{extent[2], y}}) {
            box.extend(plane.project(p));
        }
    }
    return box;
}

int run(const Arguments& a) {
    check(a);
    auto options = field_options(a.field);
    const auto compression = meaning<gdal::Compression>("--compress", a.compress,
                                                        {{"deflate", gdal::Compression::deflate},
                                                         {"zstd", gdal::Compression::zstd},
                                                         {"none", gdal::Compression::none}});
    const auto shared =
        a.field.neighbourhood.empty()
            ? a.at.empty()
            : meaning<bool>("--neighbourhood", a.field.neighbourhood, {{"cell", false}, {"block", true}});
    options.neighbourhood.shared_by_block = shared;
    const bool drift = options.method == fields::Method::external_drift;
    if (drift && a.at.empty()) options.drift_at = drift_from_rasters(a.field.samples.drifts);
    const tbb::global_control threads(tbb::global_control::max_allowed_parallelism,
                                      a.field.jobs > 0 ? static_cast<std::size_t>(a.field.jobs)
                                                       : std::max(1U, std::thread::hardware_concurrency()));
    auto set = read_samples(a.field.samples);
    const auto field = fit_field(a.field, std::move(set.samples), std::move(options));
    for (const auto& remark : field.remarks()) core::log_info(remark);
    if (a.at.empty()) {
        auto cells = grid::Grid::covering(planar_extent(a.extent, set.plane), *a.cell_size, set.plane.crs());
        write_field_raster(field, cells, a.output, compression);
    } else {
        write_field_table(field, a.field.samples, a.at, set.plane, a.output);
    }
    return 0;
}

}  // namespace

void add_interpolate(CLI::App& app, Action& chosen) {
    auto arguments = std::make_shared<Arguments>();
    auto& a = *arguments;
    auto* command =
        app.add_subcommand("interpolate", "Estimate a field from samples, at points or on a raster.");
    command->allow_extras();
    add_sample_options(*command, a.field.samples);
    add_field_options(*command, a.field);
    command->add_option(
        "--neighbourhood", a.field.neighbourhood,
        "cell: its own for every cell; block: shared by a block of cells (default for rasters)");
    command->add_option("--isa", a.field.isa,
                        "Instruction set: x86-64-v2, x86-64-v3 or x86-64-v4 (default: the best)");
    command->add_option("--at", a.at, "Estimate at these points")->type_name("POINTS.csv");
    command->add_option("--extent", a.extent, "Estimate on a raster of this extent")
        ->expected(4)
        ->type_name("XMIN YMIN XMAX YMAX");
    command->add_option("--cell-size", a.cell_size, "Of the raster")->type_name("M");
    command->add_option("--output", a.output, "FILE.csv with --at, else FILE.tif")->required();
    command->add_option("--compress", a.compress, "deflate, zstd or none")->capture_default_str();
    command->callback([command, arguments, &chosen] {
        chosen = [command, arguments] {
            refuse_extras(*command);
            return run(*arguments);
        };
    });
}

}  // namespace riskmap::cli
