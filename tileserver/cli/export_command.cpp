#include "tileserver/cli/export_command.hpp"

#include <fmt/format.h>

#include "geocore/core/command_line.hpp"
#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "geocore/run/run_folder.hpp"
#include "tileserver/service/tile_export.hpp"

namespace riskmap::tileserver::cli {
namespace {

/// "9-15", or "12" alone.
void read_zooms(const std::string& text, service::TileExport& wanted) {
    const auto parts = core::split(text, '-');
    const auto first = core::parse_integer(parts.front());
    const auto last = core::parse_integer(parts.back());
    const bool whole =
        first && last && parts.size() <= 2 && *first >= 0 && *first <= 99 && *last >= 0 && *last <= 99;
    if (!whole) throw core::usage_error("--zooms: '{}' is not allowed; MIN-MAX is expected, e.g. 9-15", text);
    wanted.min_zoom = static_cast<int>(*first);
    wanted.max_zoom = static_cast<int>(*last);
}

void require_word(const char* option, const std::string& word, const std::vector<std::string>& allowed) {
    if (std::find(allowed.begin(), allowed.end(), word) != allowed.end()) return;
    throw core::usage_error("{}: '{}' is not allowed{}", option, word, core::suggestion(word, allowed));
}

}  // namespace

void export_command(int argc, char** argv) {
    service::TileExport wanted;
    std::string run;
    std::string output;
    std::string zooms;
    CLI::App app{"Write a layer's tiles, byte for byte as the server sends them, into one file",
                 "tileserver export"};
    app.add_option("RUN", run, "a run, or an output folder for its current run")->required();
    app.add_option("LAYER", wanted.layer, "a layer's id, as the manifest lists it")->required();
    app.add_option("--output", output, "FILE.mbtiles or FILE.pmtiles")->required();
    app.add_option("--zooms", zooms,
                   "MIN-MAX (default: 9 to the zoom at which pixels are no larger than cells)");
    app.add_option("--style", wanted.style, "a style of the run (default: the layer's own)");
    app.add_option("--format", wanted.format, "png or webp")->capture_default_str();
    app.add_option("--scale", wanted.scale, "1: 256 pixels a side, 2: 512, as @2x")->capture_default_str();
    app.add_flag("--restricted", wanted.restricted, "a layer that the run restricts, too");
    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp& e) {
        app.exit(e);
        return;
    } catch (const CLI::ParseError& e) {
        if (const auto unknown = core::unknown_option(app, argc, argv)) throw core::Error(*unknown);
        throw core::usage_error("{}", e.what());
    }
    require_word("--format", wanted.format, {"png", "webp"});
    require_word("--scale", std::to_string(wanted.scale), {"1", "2"});
    wanted.output = output;
    const auto ending = wanted.output.extension();
    if (ending != ".mbtiles" && ending != ".pmtiles") {
        throw core::usage_error("--output: '{}' is not allowed; FILE.mbtiles or FILE.pmtiles is expected",
                                output);
    }
    if (!zooms.empty()) read_zooms(zooms, wanted);
    wanted.run = run::resolve(run);
    const std::size_t count = service::export_tiles(wanted);
    fmt::print(stderr, "{}: {} tiles\n", output, count);
}

}  // namespace riskmap::tileserver::cli
