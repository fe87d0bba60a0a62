#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "geocore/run/manifest.hpp"

namespace riskmap::check {

using run::Text;

/// An error stops a build; a warning is a fault that somebody should settle; an info is worth knowing.
enum class Severity { error, warning, info };

/// One thing that an input says and that somebody should look at.
struct Finding {
    Severity severity = Severity::warning;
    std::string code;      ///< coordinate-inland and so on, see docs/checks.md
    std::string file;      ///< as the project names it
    long long row = 0;     ///< line of a text file, record number elsewhere; 0 where a whole file is meant
    std::string id;        ///< the row's own id; empty where a whole file is meant
    std::string name;      ///< the row's own name
    std::string other_id;  ///< of the second row where a pair is meant
    Text found;
    Text expected;
    Text advice;
};

[[nodiscard]] std::string_view name(Severity severity);
/// What a code means, in a few words; the code itself where it has no title.
[[nodiscard]] Text title_of(std::string_view code);
[[nodiscard]] bool has_error(const std::vector<Finding>& findings);
/// Errors first, then by file, row and code.
void sort_findings(std::vector<Finding>& findings);
/// A JSON array; `found`, `expected` and `advice` are English, the same with `_zh` Chinese; absent row, id
/// and name are null.
[[nodiscard]] std::string findings_json(const std::vector<Finding>& findings);

}  // namespace riskmap::check
