#pragma once

#include "mapgen/exports/run_source.hpp"

namespace riskmap::exports {

/// Writes the run's tables (those of `paths`, or all that may go out) as one XLSX workbook: a cover with run,
/// audience and the mark of synthetic data, then a sheet per table under its title. A cell is a number where
/// it is written as one, and text otherwise ("<0.03", "001", numbers of more than 15 figures).
/// @throws Error (usage) for a table that the run does not have, or that may not go out.
void export_workbook(const RunSource& source, const std::vector<std::string>& paths,
                     const std::filesystem::path& output, Language language);

}  // namespace riskmap::exports
