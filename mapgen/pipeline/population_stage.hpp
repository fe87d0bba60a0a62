#pragma once

#include <string>
#include <vector>

#include "mapgen/artefacts/population_tables.hpp"
#include "mapgen/pipeline/inputs.hpp"

namespace riskmap::pipeline {

/// People per level on the whole map, in every chemical zone and every district; nothing without a
/// population.
[[nodiscard]] std::vector<artefacts::PopulationRow> population_rows(
    const Inputs& inputs, const std::string& scenario, const grid::Raster<unsigned char>& levels);

/// One entry per source.
[[nodiscard]] std::vector<artefacts::SourceSurroundings> source_surroundings(const Inputs& inputs);

}  // namespace riskmap::pipeline
