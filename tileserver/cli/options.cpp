#include "tileserver/cli/options.hpp"

#include <fmt/format.h>

#include "geocore/core/command_line.hpp"
#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"

namespace riskmap::tileserver::cli {
namespace {

constexpr const char* kAbout =
    "Serves a folder of runs written by mapgen: map tiles, features, point values, legends and the viewer.\n"
    "A new run is taken over when DIR/current leads to it, without a restart.";

}  // namespace

std::optional<config::Config> parse_command_line(int argc, char** argv) {
    config::Config given;  // what stands on the command line wins over the file
    std::string directory;
    std::string file;
    std::string web;
    bool print = false;
    CLI::App app{kAbout, "tileserver"};
    app.set_version_flag("--version", "tileserver " RISKMAP_VERSION);
    app.add_option("DIR", directory,
                   "folder with 'current', as 'mapgen build --output DIR' writes it; or one run");
    const auto* listen =
        app.add_option("--listen", given.listen, "address:port; port 0 takes a free one and prints it")
            ->capture_default_str();
    app.add_option("--config", file, "settings in TOML; --print-config shows them all");
    const auto* threads = app.add_option("--threads", given.threads, "event loops; 0: one per core");
    const auto* cache =
        app.add_option("--cache-mb", given.cache_mb, "memory for finished answers")->capture_default_str();
    const auto* raster =
        app.add_option("--raster-mb", given.raster_mb, "memory for decoded rasters")->capture_default_str();
    const auto* web_option = app.add_option("--web", web, "folder with the viewer's files");
    // For the help alone: main() hands it on before anything is parsed here.
    app.add_subcommand("export",
                       "Write a layer's tiles, byte for byte as the server sends them, into one file");
    app.add_flag("--print-config", print, "print every setting and its value as TOML, and end");
    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp& e) {
        app.exit(e);
        return std::nullopt;
    } catch (const CLI::CallForVersion& e) {
        app.exit(e);
        return std::nullopt;
    } catch (const CLI::ParseError& e) {
        if (const auto unknown = core::unknown_option(app, argc, argv)) throw core::Error(*unknown);
        throw core::usage_error("{}", e.what());
    }
    config::Config config;
    if (!file.empty()) config = config::read_config(file, config);
    if (listen->count() > 0) config.listen = given.listen;
    if (threads->count() > 0) config.threads = given.threads;
    if (cache->count() > 0) config.cache_mb = given.cache_mb;
    if (raster->count() > 0) config.raster_mb = given.raster_mb;
    if (web_option->count() > 0) config.web = web;
    config.directory = directory;
    config::validate(config);
    (void)parse_listen(config.listen);
    if (print) {
        fmt::print("{}", config::print_config(config));
        return std::nullopt;
    }
    if (directory.empty()) throw core::usage_error("DIR is missing: the folder of runs to serve");
    return config;
}

Listen parse_listen(const std::string& text) {
    const auto colon = text.rfind(':');
    const auto port = colon == std::string::npos ? std::nullopt : core::parse_integer(text.substr(colon + 1));
    if (!port || *port < 0 || *port > 65535) {
        throw core::usage_error(
            "--listen: '{}' is not allowed; expected ADDRESS:PORT with a port from 0 to 65535", text);
    }
    std::string address = text.substr(0, colon);
    if (address.empty()) address = "0.0.0.0";
    if (address.starts_with('[') && address.ends_with(']')) address = address.substr(1, address.size() - 2);
    if (address == "localhost") address = "127.0.0.1";
    return {address, static_cast<unsigned short>(*port)};
}

}  // namespace riskmap::tileserver::cli
