#pragma once

// For the .cpp files of mapgen/check alone: one function per rule of docs/checks.md.

#include <string_view>
#include <vector>

#include "mapgen/check/points.hpp"

namespace riskmap::check {

/// A finding on one row of a set; the three texts are still to be said.
[[nodiscard]] Finding row_finding(const PointSet& set, const Point& point, Severity severity,
                                  std::string_view code);
/// "480 m", "3.95 km".
[[nodiscard]] std::string metres(double distance_m);
/// "B21 (name)", or the id alone.
[[nodiscard]] std::string label(const Point& point);

void find_coarse(const PointSet& set, const PointRules& rules, std::vector<Finding>& findings);
void find_inland(const PointSet& set, const Surroundings& around, const PointRules& rules,
                 std::vector<Finding>& findings);
void find_outside(const PointSet& set, const Surroundings& around, const PointRules& rules,
                  std::vector<Finding>& findings);
void find_neighbours(const PointSet& set, const PointRules& rules, std::vector<Finding>& findings);
void find_outliers(const PointSet& set, const PointRules& rules, std::vector<Finding>& findings);
void find_datum(const PointSet& set, const Surroundings& around, const PointRules& rules,
                std::vector<Finding>& findings);

}  // namespace riskmap::check
