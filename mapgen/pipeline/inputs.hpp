#pragma once

#include <optional>
#include <string>
#include <vector>

#include "geocore/grid/grid.hpp"
#include "mapgen/dispersion/emissions.hpp"
#include "mapgen/observations/project_tables.hpp"
#include "mapgen/project/project.hpp"
#include "mapgen/risk/reference_values.hpp"
#include "mapgen/sources/register.hpp"
#include "mapgen/sources/release_log.hpp"
#include "mapgen/zones/population.hpp"
#include "mapgen/zones/study_area.hpp"

namespace riskmap::pipeline {

/// One entry of the manifest's `inputs`.
struct InputFile {
    std::string path;  ///< relative to the project file where it lies below it
    std::string sha256;
    std::optional<long long> rows;
    std::string crs;
    std::string encoding;
};

/// Everything that a build reads, validated.
struct Inputs : observations::ProjectTables {
    project::Project project;
    std::vector<InputFile> files;
    std::optional<dispersion::Emissions> emissions;  ///< with [sources] and [weather]
    sources::Register enterprises;  ///< emissions with [sources], enterprises with [enterprises]
    std::vector<sources::ReleaseEntry> releases;  ///< of the output folder, with [enterprises]
    zones::StudyArea area;
    grid::Grid grid;
    std::vector<zones::Inhabitants> population;  ///< with [population]
    risk::ReferenceValues reference;
};

/// @throws Error (data) naming file, row or key, value and what is allowed; writes nothing.
[[nodiscard]] Inputs read_inputs(const project::Project& project);

/// What decides the run's bytes: the project file, every input's digest, the styles and the program's
/// version.
[[nodiscard]] std::string inputs_digest(const Inputs& inputs);

}  // namespace riskmap::pipeline
