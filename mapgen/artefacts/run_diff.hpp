#pragma once

#include <filesystem>
#include <string>

namespace riskmap::artefacts {

/// What changed from one run to another: inputs, how fields were made, layers, area per level, receptors and
/// berths whose level changed, findings that came and went. Both are run folders.
/// @throws Error (data) where one of them cannot be read.
[[nodiscard]] std::string describe_changes(const std::filesystem::path& before,
                                           const std::filesystem::path& after);

/// The same as JSON: `before` and `after` with the runs' ids, and per section a list of objects with the
/// names of what changed, `change` (added, removed, changed), and `before` and `after`, null where there is
/// none.
[[nodiscard]] std::string changes_json(const std::filesystem::path& before,
                                       const std::filesystem::path& after);

}  // namespace riskmap::artefacts
