#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>
#include <memory>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "mapgen/check/project_check.hpp"
#include "mapgen/cli/commands.hpp"

namespace riskmap::cli {
namespace {

struct Options {
    std::string project;
    std::string format = "text";
    std::string output;
};

std::string render(const check::Report& report, const std::string& format) {
    if (format == "json") return check::report_json(report);
    return format == "html" ? check::report_html(report) : check::report_text(report);
}

void write_file(const std::string& path, const std::string& text) {
    std::ofstream out(path, std::ios::binary);
    out << text;
    out.close();
    if (!out) throw core::data_error("--output: '{}' cannot be written", path);
}

int run_check(const Options& options) {
    const std::vector<std::string> formats{"text", "json", "html"};
    if (std::find(formats.begin(), formats.end(), options.format) == formats.end()) {
        throw core::usage_error("--format: '{}' is not known{}", options.format,
                                core::suggestion(options.format, formats));
    }
    const check::Report report = check::check_project(project::read_project(options.project));
    const std::string text = render(report, options.format);
    if (options.output.empty()) {
        std::fwrite(text.data(), 1, text.size(), stdout);
    } else {
        write_file(options.output, text);
    }
    if (options.format != "text" || !options.output.empty()) {
        fmt::print(stderr, "mapgen check: {}\n", check::count_findings(report.findings).en);
    }
    for (const auto& finding : report.findings) {
        if (finding.severity == check::Severity::error)
            fmt::print(stderr, "mapgen check: {}\n", finding.found.en);
    }
    return check::has_error(report.findings) ? 1 : 0;
}

}  // namespace

void add_check(CLI::App& app, Action& chosen) {
    auto options = std::make_shared<Options>();
    CLI::App* command =
        app.add_subcommand("check", "Judge every input of a project; writes nothing but the report");
    command->add_option("PROJECT", options->project, "Project file (TOML)")->required();
    command->add_option("--format", options->format, "text, json or html")->capture_default_str();
    command->add_option("--output", options->output, "File for the report instead of standard output");
    command->callback([options, &chosen] { chosen = [options] { return run_check(*options); }; });
}

}  // namespace riskmap::cli
