#pragma once

#include "mapgen/check/report.hpp"
#include "mapgen/project/project.hpp"

namespace riskmap::check {

/// Reads every input that the project names and judges it. What cannot be read is a finding, and the rest is
/// judged all the same; writes nothing.
[[nodiscard]] Report check_project(const project::Project& project);

}  // namespace riskmap::check
