#pragma once

#include <string>

#include "mapgen/fields/kernels/kernel_table.hpp"

namespace riskmap::fields {

/// The raster kernels for "x86-64-v2", "x86-64-v3" or "x86-64-v4"; "" means the best that this machine runs.
/// Null where it runs none of them.
/// @throws Error (usage) for another word, Error (data) for a set that the machine lacks.
[[nodiscard]] const KernelTable* kernels(const std::string& isa);

}  // namespace riskmap::fields
