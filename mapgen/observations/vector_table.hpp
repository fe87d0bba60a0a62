#pragma once

#include <filesystem>
#include <string>

#include "mapgen/observations/table.hpp"
#include "mapgen/project/project.hpp"

namespace riskmap::observations {

/// A sheet or a layer of points as a table; `ending` is the file name's, in small letters.
/// @throws Error (data) for other endings and where the file cannot be read.
[[nodiscard]] Table read_vector_table(const std::filesystem::path& path, const std::string& ending,
                                      const TableOptions& options);

/// A database's table. Rows come sorted by their cells' bytes, first column first, and are numbered so; the
/// digest is SHA-256 over the columns' names and these rows.
/// @throws Error (data) as gdal::read_database().
[[nodiscard]] Table read_database_table(const project::DatabaseTable& source, const std::string& crs);

}  // namespace riskmap::observations
