#pragma once

#include "mapgen/observations/table.hpp"
#include "mapgen/project/project.hpp"

namespace riskmap::observations {

/// The table that a project names: read in its own format, its columns renamed as the project says.
/// @throws Error (data) as read_table(), and where a column that the project names is missing.
[[nodiscard]] Table read_data_file(const project::DataFile& file);

}  // namespace riskmap::observations
