#include "mapgen/reports/report.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "geocore/run/run_folder.hpp"
#include "mapgen/cli/commands.hpp"
#include "mapgen/cli/spelling.hpp"

namespace riskmap::cli {
namespace {

struct Options {
    std::string run;
    std::string output;
    std::string kind = "assessment";
    std::string language = "zh";
    std::string template_file;
    std::string audience;
    bool restricted = false;
};

const std::vector<std::pair<const char*, sheets::Language>> kLanguages{{"zh", sheets::Language::zh},
                                                                       {"en", sheets::Language::en}};

int make_report(const Options& options) {
    const std::filesystem::path output(options.output);
    if (output.extension() != ".pdf" && output.extension() != ".html") {
        throw core::usage_error("--output: '{}' is not allowed; FILE.pdf or FILE.html is expected",
                                options.output);
    }
    reports::ReportOptions report;
    report.language = meaning("--language", options.language, kLanguages);
    if (options.kind != "assessment" && options.kind != "method") {
        refuse_word("--kind", options.kind, {"assessment", "method"});
    }
    if (!options.audience.empty() && options.audience != "public" && options.audience != "internal") {
        refuse_word("--audience", options.audience, {"public", "internal"});
    }
    report.kind = options.kind;
    report.template_file = options.template_file;
    report.audience = options.audience;
    report.restricted = options.restricted;
    const auto withheld = reports::write_report(run::resolve(options.run), output, report);
    if (!withheld.empty()) {
        fmt::print(stderr, "mapgen: left out, restricted: {} (--restricted includes them)\n",
                   core::join(withheld, ", "));
    }
    return 0;
}

}  // namespace

void add_report(CLI::App& app, Action& chosen) {
    auto options = std::make_shared<Options>();
    CLI::App* command =
        app.add_subcommand("report", "Write the assessment report or the method document of a run");
    command->add_option("RUN", options->run, "A run, or an output folder for its current run")->required();
    command->add_option("--output", options->output, "FILE.pdf or FILE.html")->required();
    command
        ->add_option("--kind", options->kind,
                     "assessment or method; what came out, or by which rules and numbers")
        ->capture_default_str();
    command->add_option("--language", options->language, "zh or en")->capture_default_str();
    command->add_option("--template", options->template_file,
                        "A template of one's own (default: the installed one)");
    command->add_option("--audience", options->audience,
                        "public or internal; public leaves out what the run restricts (default: the run's)");
    command->add_flag("--restricted", options->restricted,
                      "Include what is restricted in a report for the public");
    command->callback([options, &chosen] { chosen = [options] { return make_report(*options); }; });
}

}  // namespace riskmap::cli
