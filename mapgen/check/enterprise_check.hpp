#pragma once

#include <vector>

#include "mapgen/check/finding.hpp"
#include "mapgen/project/project.hpp"
#include "mapgen/sources/enterprise_table.hpp"
#include "mapgen/zones/study_area.hpp"

namespace riskmap::check {

/// Faults of the register of enterprises and of the sources that name them: permit numbers, enterprises that
/// are not there or have no emissions, sources without one, zones that are not on the map. Nothing without
/// [enterprises].
[[nodiscard]] std::vector<Finding> check_enterprises(const project::Project& project,
                                                     const std::vector<sources::Enterprise>& enterprises,
                                                     const std::vector<sources::Emission>& emissions,
                                                     const zones::StudyArea& area);

}  // namespace riskmap::check
