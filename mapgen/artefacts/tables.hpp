#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "mapgen/artefacts/csv_writer.hpp"
#include "mapgen/observations/observations.hpp"
#include "mapgen/project/project.hpp"

namespace riskmap::artefacts {

/// Names of the levels 0 to 4.
[[nodiscard]] const run::Text& level_name(const project::Project& project, int level);

[[nodiscard]] TableEntry write_station_table(const std::filesystem::path& run,
                                             const project::Project& project,
                                             const std::vector<observations::Station>& stations,
                                             const std::vector<observations::StationMean>& means);

/// How often a station's records lie above a limit of the same averaging time; a limit without such records
/// is left out.
[[nodiscard]] TableEntry write_exceedance_table(const std::filesystem::path& run,
                                                const project::Project& project,
                                                const std::vector<observations::Station>& stations,
                                                const std::vector<observations::Observation>& observations);

}  // namespace riskmap::artefacts
