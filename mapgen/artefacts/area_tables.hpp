#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "mapgen/artefacts/csv_writer.hpp"
#include "mapgen/artefacts/scenario_zones.hpp"
#include "mapgen/project/project.hpp"
#include "mapgen/zones/area_statistics.hpp"

namespace riskmap::artefacts {

/// What stands beside every figure over an outline that nobody surveyed.
inline constexpr const char* kApproximateRemark = "示意范围 approximate outline";

/// Statistics of one area under one scenario.
struct AreaRow {
    std::string scenario;
    std::string kind;  ///< map, chemical-zone, district
    std::string zone;  ///< id; empty for the whole map
    bool approximate = false;
    std::optional<double> uncertainty_m;  ///< of the outline
    zones::AreaStatistics statistics;
    std::optional<zones::AreaStatistics> inner;  ///< the outline shrunk by its uncertainty
    std::optional<zones::AreaStatistics> outer;  ///< grown by it
};

/// Area per level, the unknown among them.
[[nodiscard]] TableEntry write_area_table(const std::filesystem::path& run, const project::Project& project,
                                          const std::vector<AreaRow>& rows);

/// Mean and largest risk, highest level and unknown share of each area; three rows for an approximate
/// outline.
[[nodiscard]] TableEntry write_area_statistics(const std::filesystem::path& run,
                                               const project::Project& project,
                                               const std::vector<AreaRow>& rows);

/// Per scenario and level: number and area of the risk zones, the area of the cells before merging below the
/// mapping unit, and what merged.
[[nodiscard]] TableEntry write_risk_zone_table(const std::filesystem::path& run,
                                               const project::Project& project,
                                               const std::vector<ScenarioZones>& scenarios);

}  // namespace riskmap::artefacts
