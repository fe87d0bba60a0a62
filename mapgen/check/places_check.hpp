#pragma once

#include <span>
#include <string>
#include <vector>

#include "mapgen/check/finding.hpp"
#include "mapgen/check/points.hpp"
#include "mapgen/observations/observations.hpp"
#include "mapgen/observations/places.hpp"
#include "mapgen/project/project.hpp"
#include "mapgen/zones/study_area.hpp"

namespace riskmap::check {

/// The places of a project as its readers gave them.
struct Places {
    std::span<const observations::Station> stations;
    std::span<const observations::Receptor> receptors;
    std::span<const observations::Berth> berths;
    std::span<const observations::Source> sources;
};

/// An input's name as the project file writes it.
[[nodiscard]] std::string file_name(const project::Project& project, const project::DataFile& file);
[[nodiscard]] std::string file_name(const project::Project& project, const std::filesystem::path& path);

[[nodiscard]] PointSet station_points(const project::Project& project,
                                      std::span<const observations::Station> stations);
[[nodiscard]] PointSet receptor_points(const project::Project& project,
                                       std::span<const observations::Receptor> receptors);
[[nodiscard]] PointSet berth_points(const project::Project& project,
                                    std::span<const observations::Berth> berths);
[[nodiscard]] PointSet source_points(const project::Project& project,
                                     std::span<const observations::Source> sources);

/// All rules over all places: positions against the land, the map's extent (in the project's CRS) and each
/// other, the plan's list of berths against itself. Sorted; opens no file.
[[nodiscard]] std::vector<Finding> check_places(const project::Project& project, const Places& places,
                                                const zones::StudyArea& area, const grid::Box& extent);

}  // namespace riskmap::check
