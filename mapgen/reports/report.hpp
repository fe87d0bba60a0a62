#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "mapgen/sheets/words.hpp"

namespace riskmap::reports {

struct ReportOptions {
    std::string kind = "assessment";  ///< "assessment" or "method"
    sheets::Language language = sheets::Language::zh;
    std::filesystem::path template_file;  ///< empty: the installed one, templates/KIND.LANGUAGE.html
    std::string audience;                 ///< "public", "internal", or empty: the run's own
    bool restricted = false;
};

/// Writes a report on a finished run; `output` ends in .pdf or .html and appears whole or not at all. The
/// same run and template give the same bytes.
/// @return what was left out because it is restricted
/// @throws Error (data) naming template, line and name, or file and key of the run.
std::vector<std::string> write_report(const std::filesystem::path& run, const std::filesystem::path& output,
                                      const ReportOptions& options);

}  // namespace riskmap::reports
