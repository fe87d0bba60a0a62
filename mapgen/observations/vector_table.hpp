#pragma once

#include <filesystem>
#include <string>

#include "mapgen/observations/table.hpp"

namespace riskmap::observations {

/// A sheet or a layer of points as a table; `ending` is the file name's, in small letters.
/// @throws Error (data) for other endings and where the file cannot be read.
[[nodiscard]] Table read_vector_table(const std::filesystem::path& path, const std::string& ending,
                                      const TableOptions& options);

}  // namespace riskmap::observations
