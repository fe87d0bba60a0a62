#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace riskmap::observations {

/// Where a table's column of that name is. The name itself comes first, then the same in other letters and
/// with spaces for '_', then the usual Chinese and English names for it (站点 for station, 经度 for lon).
/// @throws Error (data) where two columns could be meant.
[[nodiscard]] std::optional<std::size_t> find_column_named(std::string_view name,
                                                           const std::vector<std::string>& columns,
                                                           const std::string& path);

/// The other names of a column, most usual first; empty for names without any.
[[nodiscard]] const std::vector<std::string>& column_aliases(std::string_view name);

}  // namespace riskmap::observations
