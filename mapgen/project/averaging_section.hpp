#pragma once

// For the .cpp files of mapgen/project alone: the keys of [observations] that say how records become means.

#include <set>
#include <string>

#include "mapgen/project/project.hpp"
#include "mapgen/project/section.hpp"

namespace riskmap::project {

/// @throws Error (data) naming key, value and what is allowed.
[[nodiscard]] Averaging read_averaging(Section& observations);

/// @throws Error (data) where [observations.values] names a substance that is not among `keys`.
void check_value_columns(const Project& project, const std::set<std::string>& keys, const Section& root);

}  // namespace riskmap::project
