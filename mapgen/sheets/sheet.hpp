#pragma once

#include <filesystem>
#include <string>

#include "mapgen/sheets/layout.hpp"
#include "mapgen/sheets/words.hpp"

namespace riskmap::sheets {

struct SheetOptions {
    Paper paper = Paper::a4;
    Language language = Language::zh;
    double png_dpi = 200;
};

/// Draws one layer of a finished run as a map sheet; `output` ends in .pdf or .png and appears whole or not
/// at all. The same run gives the same bytes.
/// @param run the run's folder
/// @throws Error (data) naming what the run lacks, (usage) for a layer that it does not have.
void write_sheet(const std::filesystem::path& run, const std::string& layer,
                 const std::filesystem::path& output, const SheetOptions& options);

}  // namespace riskmap::sheets
