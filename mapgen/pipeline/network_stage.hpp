#pragma once

#include <filesystem>
#include <vector>

#include "mapgen/artefacts/csv_writer.hpp"
#include "mapgen/pipeline/fields_stage.hpp"
#include "mapgen/pipeline/inputs.hpp"
#include "mapgen/pipeline/risk_stage.hpp"

namespace riskmap::pipeline {

/// With [network] and kriged fields of logarithms: receptors by risk-weighted uncertainty, the best new
/// sites, stations by what giving them up would cost; docs/sources.md says how. Otherwise nothing.
[[nodiscard]] std::vector<artefacts::TableEntry> write_network_tables(
    const std::filesystem::path& run, const Inputs& inputs, const std::vector<PollutantField>& fields,
    const std::vector<ScenarioModel>& scenarios);

}  // namespace riskmap::pipeline
