#pragma once

#include <cstddef>
#include <optional>

#include "mapgen/check/finding.hpp"

namespace riskmap::check {

enum class PointKind { station, receptor, berth, source };

/// Thresholds; docs/checks.md gives the reason for each.
struct PointRules {
    Severity severity = Severity::warning;         ///< of a finding on one row
    Severity shared_severity = Severity::warning;  ///< of rows that share one position
    double coarse_m = 50;                          ///< largest half-width of a usable coordinate
    std::optional<double> inland_m;    ///< farthest from the shore on land; absent: may be anywhere
    std::optional<double> offshore_m;  ///< farthest from the shore at sea
    double near_duplicate_m = 0;       ///< closest that two rows may lie; 0: not tested
    double reach_m = 0;                ///< how far outside the map a point is still of use
    bool far_is_error = false;         ///< a point beyond the map's own size is an error
    double outlier_deviations = 3.5;   ///< robust standard deviations per axis
    double outlier_floor_m = 500;      ///< smallest robust standard deviation that is believed
    std::size_t outlier_group = 5;     ///< smallest group that is tested
    bool at_shore = false;             ///< points lie at the shore, else on land: either tells the datum
};

[[nodiscard]] PointRules default_rules(PointKind kind);

}  // namespace riskmap::check
