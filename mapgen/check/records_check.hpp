#pragma once

#include <vector>

#include "mapgen/check/finding.hpp"
#include "mapgen/observations/project_tables.hpp"
#include "mapgen/project/project.hpp"

namespace riskmap::check {

/// What became of the records on their way to means: stations with too few of them, values that rules
/// changed, records that were left out.
[[nodiscard]] std::vector<Finding> check_records(const project::Project& project,
                                                 const observations::ProjectTables& tables);

}  // namespace riskmap::check
