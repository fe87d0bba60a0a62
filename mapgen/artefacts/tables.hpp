#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "mapgen/artefacts/csv_writer.hpp"
#include "mapgen/observations/observations.hpp"
#include "mapgen/project/project.hpp"
#include "mapgen/zones/level_zones.hpp"
#include "mapgen/zones/places.hpp"

namespace riskmap::artefacts {

/// Area per level of one scenario, over the whole map (empty zone) or one chemical zone.
struct AreaRow {
    std::string scenario;
    std::string zone;
    zones::LevelAreas areas{};
};

/// Names of the levels 0 to 4.
[[nodiscard]] const run::Text& level_name(int level);

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

[[nodiscard]] TableEntry write_area_table(const std::filesystem::path& run, const project::Project& project,
                                          const std::vector<AreaRow>& rows);
[[nodiscard]] TableEntry write_receptor_table(const std::filesystem::path& run,
                                              const project::Project& project,
                                              const std::vector<zones::ReceptorResult>& receptors);
[[nodiscard]] TableEntry write_berth_table(const std::filesystem::path& run, const project::Project& project,
                                           const std::vector<zones::BerthResult>& berths);

}  // namespace riskmap::artefacts
