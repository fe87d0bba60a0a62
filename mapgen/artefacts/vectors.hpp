#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "geocore/run/manifest.hpp"
#include "mapgen/artefacts/scenario_zones.hpp"
#include "mapgen/observations/observations.hpp"
#include "mapgen/project/project.hpp"
#include "mapgen/zones/places.hpp"
#include "mapgen/zones/study_area.hpp"

namespace riskmap::artefacts {

/// Whose a source is, and how its enterprise is judged.
struct SourceMark {
    std::string enterprise;
    std::string grade;
    std::string code;
    std::string status;  ///< draft | released
};

/// What vectors.gpkg holds.
struct VectorContents {
    const project::Project& project;
    const zones::StudyArea& area;
    const std::vector<observations::Station>& stations;
    const std::vector<observations::StationMean>& means;
    const std::vector<ScenarioZones>& risk_zones;
    const std::vector<zones::ReceptorResult>& receptors;
    const std::vector<zones::BerthResult>& berths;
    const std::vector<observations::Source>& sources;
    std::map<std::string, SourceMark>
        source_marks{};  ///< by the source's id; those without an enterprise are not there
};

/// Writes `run`/vectors.gpkg, every layer in the project's CRS, and returns the manifest's list of layers. In
/// a synthetic run every feature is marked, and receptors and berths have no names: no real name stands
/// beside a risk value.
[[nodiscard]] std::vector<run::VectorLayer> write_vectors(const std::filesystem::path& run,
                                                          const VectorContents& contents);

/// Writes `run`/base/land.geojson (EPSG:4326) for viewers without a base map; nothing without land.
void write_base_land(const std::filesystem::path& run, const zones::StudyArea& area);

}  // namespace riskmap::artefacts
