#pragma once

#include <filesystem>

#include "mapgen/sheets/sheet.hpp"

namespace riskmap::sheets {

/// The word that stands for a whole atlas where a layer's id is expected.
inline constexpr const char* kAtlas = "atlas";

/// A PDF of several pages: the first level layer whole and its upper level, then around each chemical zone,
/// each substance's concentration, tables of areas, receptors and berths.
/// @throws Error as write_sheet().
void write_atlas(const std::filesystem::path& run, const std::filesystem::path& output,
                 const SheetOptions& options);

}  // namespace riskmap::sheets
