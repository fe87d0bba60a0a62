#include "mapgen/sheets/sheet.hpp"

#include <CLI/CLI.hpp>
#include <memory>

#include "geocore/core/error.hpp"
#include "geocore/run/run_folder.hpp"
#include "mapgen/cli/commands.hpp"
#include "mapgen/cli/spelling.hpp"
#include "mapgen/sheets/atlas.hpp"

namespace riskmap::cli {
namespace {

struct Options {
    std::string run;
    std::string layer;
    std::string output;
    std::string paper = "a4";
    std::string language = "zh";
};

const std::vector<std::pair<const char*, sheets::Paper>> kPapers{
    {"a4", sheets::Paper::a4}, {"a3", sheets::Paper::a3}, {"a1", sheets::Paper::a1}};
const std::vector<std::pair<const char*, sheets::Language>> kLanguages{{"zh", sheets::Language::zh},
                                                                       {"en", sheets::Language::en}};

int make_sheet(const Options& options) {
    const std::filesystem::path output(options.output);
    if (output.extension() != ".pdf" && output.extension() != ".png") {
        throw core::usage_error("--output: '{}' is not allowed; FILE.pdf or FILE.png is expected",
                                options.output);
    }
    sheets::SheetOptions sheet;
    sheet.paper = meaning("--paper", options.paper, kPapers);
    sheet.language = meaning("--language", options.language, kLanguages);
    const auto folder = run::resolve(options.run);
    options.layer == sheets::kAtlas ? sheets::write_atlas(folder, output, sheet)
                                    : sheets::write_sheet(folder, options.layer, output, sheet);
    return 0;
}

}  // namespace

void add_sheet(CLI::App& app, Action& chosen) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("sheet", "Draw a layer of a run as a map sheet to print");
    command->add_option("RUN", options->run, "A run, or an output folder for its current run")->required();
    command
        ->add_option("LAYER", options->layer,
                     "A layer's id, as the manifest lists it; or atlas: overview, zones, substances and "
                     "tables in one PDF")
        ->required();
    command->add_option("--output", options->output, "FILE.pdf or FILE.png")->required();
    command->add_option("--paper", options->paper, "a4, a3 or a1, landscape")->capture_default_str();
    command->add_option("--language", options->language, "zh or en")->capture_default_str();
    command->callback([options, &chosen] { chosen = [options] { return make_sheet(*options); }; });
}

}  // namespace riskmap::cli
