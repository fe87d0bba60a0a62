#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "mapgen/artefacts/area_tables.hpp"
#include "mapgen/artefacts/layer_writer.hpp"
#include "mapgen/artefacts/manifest_writer.hpp"
#include "mapgen/artefacts/population_tables.hpp"
#include "mapgen/artefacts/risk_tables.hpp"
#include "mapgen/artefacts/tables.hpp"
#include "mapgen/artefacts/vectors.hpp"
#include "mapgen/check/finding.hpp"
#include "mapgen/pipeline/fields_stage.hpp"
#include "mapgen/pipeline/risk_stage.hpp"
#include "mapgen/pipeline/sources_stage.hpp"

namespace riskmap::pipeline {

/// What a build has made so far.
struct Contents {
    std::vector<PollutantField> fields;
    std::vector<ScenarioModel> scenarios;
    std::vector<artefacts::LayerEntry> layers;
    int rasters_as_before = 0;                                ///< taken from earlier builds
    std::map<std::string, artefacts::LayerNote> layer_notes;  ///< by layer id
    std::vector<artefacts::DriverRow> drivers;
    std::vector<artefacts::SensitivityRecord> sensitivity;
    std::vector<artefacts::AreaRow> areas;
    std::vector<artefacts::PopulationRow> population;
    std::vector<artefacts::ScenarioZones> risk_zones;
    std::vector<zones::ReceptorResult> receptors;
    std::vector<zones::BerthResult> berths;
    SourceResults sources;
    std::optional<artefacts::PageIndex> enterprise_pages;
    std::optional<artefacts::FileEntry> qgis_project;
    std::vector<artefacts::TableEntry> tables;
    std::vector<run::VectorLayer> vectors;
    std::vector<check::Finding> findings;
};

struct RunIdentity {
    std::string id;
    std::string digits;
    std::string created;
};

void write_manifest(const std::filesystem::path& folder, const Inputs& inputs, const Contents& contents,
                    const RunIdentity& identity);

/// For people at a terminal.
[[nodiscard]] std::string summarise(const Inputs& inputs, const Contents& contents,
                                    const std::filesystem::path& run);

}  // namespace riskmap::pipeline
