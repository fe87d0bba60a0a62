#include "mapgen/reports/report.hpp"

#include <nlohmann/json.hpp>

#include "geocore/core/error.hpp"
#include "geocore/core/input_file.hpp"
#include "geocore/core/output_file.hpp"
#include "geocore/core/resources.hpp"
#include "mapgen/reports/html_document.hpp"
#include "mapgen/reports/numbering.hpp"
#include "mapgen/reports/pdf_document.hpp"
#include "mapgen/reports/report_facts.hpp"
#include "mapgen/reports/template_fill.hpp"

namespace riskmap::reports {
namespace {

std::filesystem::path template_of(const ReportOptions& options) {
    if (!options.template_file.empty()) return options.template_file;
    const char* language = options.language == sheets::Language::zh ? ".zh.html" : ".en.html";
    return core::find_resource("templates") / (options.kind + language);
}

std::string read_text(const std::filesystem::path& path) {
    auto text = core::read_file(path);
    if (!text) throw core::data_error("{}: the template cannot be read", path.string());
    return *std::move(text);
}

/// Maps draw places too: what may not go out is not drawn either.
void clear_withheld(ReportSource& source) {
    const auto& release = source.run.release;
    if (release.withholds("stations")) source.facts.stations.features.clear();
    if (release.withholds("receptors")) source.facts.receptors.features.clear();
    if (release.withholds("berths")) source.facts.berths.features.clear();
    if (release.withholds("zones")) source.facts.zones.features.clear();
}

}  // namespace

std::vector<std::string> write_report(const std::filesystem::path& run, const std::filesystem::path& output,
                                      const ReportOptions& options) {
    ReportSource source{exports::read_source(run, options.audience, options.restricted),
                        sheets::read_facts(run), options.language};
    clear_withheld(source);
    const auto path = template_of(options);
    const std::string html =
        numbered(fill(read_text(path), report_facts(source), path.string()), source.language, path.string());
    const auto document = parse_html(html, path.string());
    if (output.extension() == ".html") {
        core::write_file(output, with_pictures(html, source));
    } else {
        core::write_file(output, pdf_of(document, source));
    }
    return source.run.release.withheld();
}

}  // namespace riskmap::reports
