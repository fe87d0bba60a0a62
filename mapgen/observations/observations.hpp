#pragma once

#include <optional>
#include <string>
#include <vector>

#include "geocore/grid/geometry.hpp"
#include "mapgen/observations/table.hpp"
#include "mapgen/project/project.hpp"

namespace riskmap::observations {

/// A place where air was sampled.
struct Station {
    std::string id;
    std::string name_zh;
    std::string name_en;
    std::string zone;
    std::string kind;
    grid::Point position;  ///< in the project's CRS
    long long row = 0;
};

/// One record of the observation table, in the pollutant's unit.
struct Observation {
    std::size_t station = 0;
    std::size_t pollutant = 0;
    std::string period_start;
    std::string period_end;
    double value = 0;  ///< the detection limit where `censored`
    bool censored = false;
    std::optional<double> detection_limit;
    long long n_samples = 1;
    bool valid = true;
    std::string statistic;
    bool limit_comparable =
        true;  ///< false where the record does not meet the standard's own rule of data capture
    long long row = 0;
};

/// A station's mean over the project's period, one substance.
struct StationMean {
    std::size_t station = 0;
    std::size_t pollutant = 0;
    double value = 0;  ///< the detection limit where `censored`
    bool censored = false;
    double lower = 0;  ///< mean with non-detects at 0
    double upper = 0;  ///< mean with non-detects at the detection limit
    std::optional<double> detection_limit;
    long long n_values = 0;
    long long n_samples = 0;
    long long n_censored = 0;
};

/// @throws Error (data) naming file, row, column and value; ids are unique.
[[nodiscard]] std::vector<Station> read_stations(const Table& table, const std::string& from_crs,
                                                 const std::string& to_crs);

/// Columns station, pollutant, value, unit, period_start, period_end and, where they are needed, qualifier
/// ('<' marks a value below the detection limit), detection_limit, n_samples, statistic, valid (0 leaves the
/// record out).
/// @throws Error (data) for unknown stations, pollutants and units, negative values, records outside the
/// period.
[[nodiscard]] std::vector<Observation> read_observations(const Table& table,
                                                         const std::vector<Station>& stations,
                                                         const project::Project& project);

/// One mean per station and substance that has valid records, in the order of stations, then substances.
/// Detected and censored records together give the Kaplan-Meier mean of left-censored data (Helsel,
/// Statistics for Censored Environmental Data, 2nd ed., ch. 6); a lowest value that is censored stands for
/// itself.
[[nodiscard]] std::vector<StationMean> station_means(const std::vector<Observation>& observations,
                                                     std::size_t n_stations, std::size_t n_pollutants);

/// A censored or detected value for kaplan_meier_mean().
struct CensoredValue {
    double value = 0;
    bool censored = false;
};
[[nodiscard]] double kaplan_meier_mean(std::vector<CensoredValue> values);

}  // namespace riskmap::observations
