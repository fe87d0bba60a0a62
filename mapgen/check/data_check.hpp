#pragma once

#include <vector>

#include "mapgen/check/finding.hpp"
#include "mapgen/observations/observations.hpp"
#include "mapgen/project/project.hpp"

namespace riskmap::check {

/// What the measurements can carry: stations without data, substances that are mostly below their detection
/// limit, detection limits that themselves stand for a risk, substances without toxicity values. Reads the
/// project's own dose-response table where it names one.
[[nodiscard]] std::vector<Finding> check_data(const project::Project& project,
                                              const std::vector<observations::Station>& stations,
                                              const std::vector<observations::StationMean>& means);

}  // namespace riskmap::check
