#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

#include "mapgen/project/project.hpp"
#include "mapgen/risk/dose_response.hpp"
#include "mapgen/risk/level_table.hpp"

namespace riskmap::risk {

/// Reads a table, and notes that it was read.
using ReadTable = std::function<observations::Table(const std::filesystem::path&)>;

/// What risk is judged by: rows of the project's own tables or of the built-in ones, in force at the end of
/// the project's period.
struct ReferenceValues {
    std::vector<std::optional<DoseResponse>> dose_response;  ///< per pollutant; nothing without [risk]
    std::vector<ExposureScenario> scenarios;                 ///< those of the project; empty without [risk]
    LevelTable levels;
};

/// The project's own table or the built-in one, of its version; the built-in one without [risk].
/// @throws Error (data) as DoseResponseTable::from().
[[nodiscard]] DoseResponseTable toxicity_table(const project::Project& project, const ReadTable& read);

/// Also gives the project's pollutants their limits and backgrounds, and its levels their names, from tables.
/// @throws Error (data) naming the pollutant or key, and for a table its row and column.
[[nodiscard]] ReferenceValues read_reference_values(project::Project& project, const ReadTable& read);

}  // namespace riskmap::risk
