#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "mapgen/artefacts/csv_writer.hpp"
#include "mapgen/project/project.hpp"
#include "mapgen/zones/places.hpp"

namespace riskmap::artefacts {

[[nodiscard]] TableEntry write_receptor_table(const std::filesystem::path& run,
                                              const project::Project& project,
                                              const std::vector<zones::ReceptorResult>& receptors);

/// Every field at every receptor with what its risk was computed from: enough to compute it again, and to
/// compare with `mapgen interpolate --at`.
[[nodiscard]] TableEntry write_receptor_concentrations(const std::filesystem::path& run,
                                                       const project::Project& project,
                                                       const std::vector<zones::ReceptorResult>& receptors);

[[nodiscard]] TableEntry write_berth_table(const std::filesystem::path& run, const project::Project& project,
                                           const std::vector<zones::BerthResult>& berths);

/// Receptors by type and berths by section: how many have which level, the unknown and those outside the
/// study area among them.
[[nodiscard]] TableEntry write_place_levels(const std::filesystem::path& run, const project::Project& project,
                                            const std::string& receptor_scenario,
                                            const std::vector<zones::ReceptorResult>& receptors,
                                            const std::string& berth_scenario,
                                            const std::vector<zones::BerthResult>& berths);

}  // namespace riskmap::artefacts
