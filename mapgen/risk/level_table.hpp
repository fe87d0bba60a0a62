#pragma once

#include <array>
#include <string>

#include "geocore/run/manifest.hpp"
#include "mapgen/observations/table.hpp"
#include "mapgen/risk/risk_model.hpp"

namespace riskmap::risk {

/// Names and cuts of the levels 0 (unknown) to 4; their colours are the style's.
struct LevelTable {
    std::array<run::Text, 5> names;
    LevelCuts cuts;
    std::string version;
    std::string source;  ///< of the cuts
};

/// The project's defaults, no national standard.
[[nodiscard]] const LevelTable& default_levels();

/// Columns level (0 to 4, each once), name_zh, name_en, cancer_risk_min, hazard_index_min (empty for 0 and
/// 1), version, source; may have valid_from and valid_to.
/// @throws Error (data) naming file, row, column, value and what is allowed.
[[nodiscard]] LevelTable read_levels(const observations::Table& table, const std::string& date);

}  // namespace riskmap::risk
