#pragma once

#include <filesystem>
#include <string>

namespace riskmap::artefacts {

/// What changed from one run to another, for people: inputs, layers, area per level, receptors and berths
/// whose level changed, findings that came and went. Both are run folders.
/// @throws Error (data) where one of them cannot be read.
[[nodiscard]] std::string describe_changes(const std::filesystem::path& before,
                                           const std::filesystem::path& after);

}  // namespace riskmap::artefacts
