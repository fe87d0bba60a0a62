#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "mapgen/artefacts/csv_writer.hpp"
#include "mapgen/observations/places.hpp"
#include "mapgen/project/project.hpp"
#include "mapgen/zones/nearest.hpp"
#include "mapgen/zones/population.hpp"

namespace riskmap::artefacts {

/// People per level in one area under one scenario.
struct PopulationRow {
    std::string scenario;
    std::string kind;  ///< map, chemical-zone, district
    std::string zone;  ///< id; empty for the whole map
    bool approximate = false;
    zones::PeoplePerLevel people;
    std::optional<zones::PeoplePerLevel> inner;  ///< within the outline shrunk by its uncertainty
    std::optional<zones::PeoplePerLevel> outer;  ///< grown by it
};

/// The unknown and people off the map are rows of their own.
[[nodiscard]] TableEntry write_population_table(const std::filesystem::path& run,
                                                const project::Project& project,
                                                const std::vector<PopulationRow>& rows);

/// Distances that surroundings of sources are counted within, km.
inline constexpr std::array<int, 3> kSurroundingsKm{1, 3, 5};

/// Who is around a source.
struct SourceSurroundings {
    const observations::Source& source;
    std::array<long long, kSurroundingsKm.size()> receptors{};
    std::optional<std::array<double, kSurroundingsKm.size()>> people;  ///< where a population is given
    zones::Nearest nearest_receptor;
};

[[nodiscard]] TableEntry write_source_surroundings(const std::filesystem::path& run,
                                                   const project::Project& project,
                                                   const std::vector<SourceSurroundings>& sources);

}  // namespace riskmap::artefacts
