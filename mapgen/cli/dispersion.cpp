#include <oneapi/tbb/global_control.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <thread>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "mapgen/cli/commands.hpp"
#include "mapgen/cli/dispersion_output.hpp"
#include "mapgen/cli/spelling.hpp"
#include "mapgen/cli/target_arguments.hpp"
#include "mapgen/dispersion/source_table.hpp"
#include "mapgen/dispersion/weather_table.hpp"

namespace riskmap::cli {
namespace {

struct Arguments {
    std::string sources;
    std::string weather;
    dispersion::SourceSelection selection;
    std::string surface = "rural";
    std::string sigma = "briggs";
    std::string x = "x";
    std::string y = "y";
    std::string at;
    std::vector<double> extent;
    std::optional<double> cell_size;
    std::string crs;
    std::string output;
    std::string compress = "deflate";
    std::string wind_rose;
    int jobs = 0;
};

void check(const Arguments& a) {
    check_target(a.at, a.extent, a.cell_size, a.output);
    if (a.jobs < 0) throw core::usage_error("--jobs: {} must be 0 or more", a.jobs);
}

int run(const Arguments& a) {
    check(a);
    const auto surface = meaning<dispersion::Surface>(
        "--surface", a.surface,
        {{"rural", dispersion::Surface::rural}, {"urban", dispersion::Surface::urban}});
    const auto curves = meaning<dispersion::Curves>(
        "--sigma", a.sigma,
        {{"briggs", dispersion::Curves::briggs}, {"pasquill-gifford", dispersion::Curves::pasquill_gifford}});
    const auto compression = meaning<gdal::Compression>("--compress", a.compress,
                                                        {{"deflate", gdal::Compression::deflate},
                                                         {"zstd", gdal::Compression::zstd},
                                                         {"none", gdal::Compression::none}});
    const dispersion::SigmaCurves sigma(curves, surface);
    const tbb::global_control threads(
        tbb::global_control::max_allowed_parallelism,
        a.jobs > 0 ? static_cast<std::size_t>(a.jobs) : std::max(1U, std::thread::hardware_concurrency()));
    const auto sources = dispersion::read_sources(observations::read_table(a.sources), a.selection);
    const auto weather = dispersion::read_weather(observations::read_table(a.weather), surface);
    if (!a.at.empty()) {
        write_dispersion_table({sources, weather, sigma}, observations::read_table(a.at), a.x, a.y, a.output);
    } else {
        const auto grid =
            grid::Grid::covering({a.extent[0], a.extent[1], a.extent[2], a.extent[3]}, *a.cell_size, a.crs);
        write_dispersion_raster({sources, weather, sigma}, grid, a.output, compression);
    }
    if (!a.wind_rose.empty()) write_wind_rose(weather, a.wind_rose);
    return 0;
}

}  // namespace

void add_dispersion(CLI::App& app, Action& chosen) {
    auto arguments = std::make_shared<Arguments>();
    Arguments& a = *arguments;
    CLI::App* c =
        app.add_subcommand("dispersion", "Long-term concentrations from sources and weather, ug/m3");
    c->add_option("--sources", a.sources, "Table of sources (CSV)")->required();
    c->add_option("--weather", a.weather, "Hours, or a joint frequency table (CSV)")->required();
    c->add_option("--group", a.selection.group, "Column of --sources that groups them (default group)");
    c->add_option("--pollutant", a.selection.pollutant, "Rows of this pollutant alone");
    c->add_option("--surface", a.surface, "rural or urban")->capture_default_str();
    c->add_option("--sigma", a.sigma, "briggs or pasquill-gifford")->capture_default_str();
    c->add_option("--at", a.at, "Points (CSV) to estimate at");
    c->add_option("--x", a.x, "Column of eastings in --at")->capture_default_str();
    c->add_option("--y", a.y, "Column of northings in --at")->capture_default_str();
    c->add_option("--extent", a.extent, "Raster to estimate on, in the plane of the sources")
        ->expected(4)
        ->type_name("XMIN YMIN XMAX YMAX");
    c->add_option("--cell-size", a.cell_size, "Of the raster, metres")->type_name("M");
    c->add_option("--crs", a.crs, "Written into the raster, e.g. EPSG:4550");
    c->add_option("--output", a.output, "File to write, .csv or .tif")->required();
    c->add_option("--compress", a.compress, "Of the raster: deflate, zstd or none")->capture_default_str();
    c->add_option("--wind-rose", a.wind_rose, "Picture of the wind rose to write, .svg");
    c->add_option("--jobs", a.jobs, "Threads (default all)")->type_name("N");
    c->allow_extras();
    c->callback([arguments, c, &chosen] {
        chosen = [arguments, c] {
            refuse_extras(*c);
            return run(*arguments);
        };
    });
}

}  // namespace riskmap::cli
