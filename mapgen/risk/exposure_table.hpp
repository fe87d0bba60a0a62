#pragma once

#include <string>
#include <vector>

#include "mapgen/observations/table.hpp"
#include "mapgen/risk/exposure.hpp"

namespace riskmap::risk {

/// resident, worker and resident-lifetime, from the built-in table.
[[nodiscard]] const std::vector<ExposureScenario>& default_scenarios();

/// Scenarios of a table: columns key, name_zh, name_en, et_h, ef_d, ed_y; may have lifetime_y (70),
/// age_from_y (0; 18 on sites), area (everywhere, sites), job_group, version, source, valid_from, valid_to.
/// Rows not in force on `date` are left out.
/// @throws Error (data) naming file, row, column, value and what is allowed.
[[nodiscard]] std::vector<ExposureScenario> read_scenarios(const observations::Table& table,
                                                           const std::string& date);

}  // namespace riskmap::risk
