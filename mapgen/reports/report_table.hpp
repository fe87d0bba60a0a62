#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace riskmap::reports {

/// Cells by column.
using Row = std::map<std::string, std::string>;

/// A table of a run, row by row; nothing where the run has no such file.
[[nodiscard]] std::vector<Row> read_table(const std::filesystem::path& run, const std::string& path);

/// Empty where there is no such column.
[[nodiscard]] const std::string& cell(const Row& row, const std::string& column);
[[nodiscard]] std::optional<double> number(const Row& row, const std::string& column);

}  // namespace riskmap::reports
