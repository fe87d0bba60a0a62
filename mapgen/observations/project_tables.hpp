#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "geocore/core/error.hpp"
#include "geocore/grid/geometry.hpp"
#include "mapgen/observations/observations.hpp"
#include "mapgen/observations/places.hpp"
#include "mapgen/observations/table.hpp"
#include "mapgen/project/project.hpp"

namespace riskmap::observations {

/// How a table's rows give their coordinates, so that a refusal can be told apart.
enum class Coordinates { none, numbers, texts };

/// Opens the tables of a project and decides what a refused row means: a build stops at the first, a check
/// leaves it out, notes it and goes on.
class TableGuard {
  public:
    /// Throws core::Error where rows do not please it.
    using Trial = std::function<void(const Table&)>;

    virtual ~TableGuard() = default;
    /// The rows that shall be read; nothing where the table is refused as a whole.
    [[nodiscard]] virtual std::optional<Table> open(const project::DataFile& file, const Trial& trial,
                                                    Coordinates coordinates) = 0;
    /// What a table's rows give together is refused.
    virtual void refuse(const project::DataFile& file, const core::Error& error) = 0;
    /// True where rows of places were left out, so that records of unknown stations are no fault of theirs.
    [[nodiscard]] virtual bool lost_rows() const { return false; }
};

/// The measurements and places of a project.
struct ProjectTables {
    std::vector<Station> stations;
    std::vector<Observation> observations;  ///< with the daily records that limits ask for
    ReadingNotes notes;
    std::vector<StationMean> means;
    std::vector<Receptor> receptors;
    std::vector<Berth> berths;
    std::vector<Source> sources;
    std::optional<Table> source_table;  ///< rows behind `sources`, with the columns of plumes

    [[nodiscard]] std::vector<grid::Point> berth_positions() const;
};

/// @throws Error (data) where the project's CRS is no projected one, and what the guard lets through.
[[nodiscard]] ProjectTables read_project_tables(const project::Project& project, TableGuard& guard);

/// The map's extent in the project's CRS: as declared, or around the stations.
[[nodiscard]] grid::Box map_extent(const project::Project& project, const std::vector<Station>& stations);

}  // namespace riskmap::observations
