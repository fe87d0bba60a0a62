#pragma once

#include <optional>
#include <string>
#include <vector>

#include "geocore/grid/geometry.hpp"
#include "mapgen/observations/table.hpp"
#include "mapgen/observations/times.hpp"
#include "mapgen/project/project.hpp"

namespace riskmap::observations {

/// A value, or the limit that it is below.
struct CensoredValue {
    double value = 0;
    bool censored = false;
};

/// A place where air was sampled.
struct Station {
    std::string id;
    std::string name_zh;
    std::string name_en;
    std::string zone;
    std::string kind;
    grid::Point position;  ///< in the project's CRS
    long long row = 0;
    double precision_m = 0;  ///< of the written coordinate, see WrittenPoint
    std::string notation = {};
};

/// One record of the observation table, in the pollutant's unit.
struct Observation {
    std::size_t station = 0;
    std::size_t pollutant = 0;
    std::string period_start;  ///< first and last day, ISO
    std::string period_end;
    Minute start = 0;
    Minute end = 0;
    double value = 0;  ///< the detection limit where `censored`
    bool censored = false;
    bool negative = false;  ///< written below zero; `value` is what the project's rule makes of it
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
    long long n_negative = 0;
    CensoredValue minimum;
    CensoredValue maximum;
    std::vector<CensoredValue> percentiles;  ///< in the order of the project's
    std::optional<double> capture_percent;   ///< of hours or days; nothing for campaigns
    std::string first;                       ///< ISO dates of the first and last record
    std::string last;
    std::string seasons;  ///< "winter;spring", those that the records touch
    bool used = true;     ///< false where the data are too few for the project's rule
    run::Text reason;     ///< why it is not used
};

/// What reading left out or changed, by rule.
struct ReadingNotes {
    long long n_outside_period = 0;
    long long n_ignored = 0;  ///< of stations that the project ignores
    long long n_missing = 0;
    long long n_flagged = 0;
    long long n_negative = 0;
    long long n_repeated = 0;  ///< the same hour or day twice, with the same value
};

/// The records of a table, valid or not, and what became of the others.
struct ObservationSet {
    std::vector<Observation> records;
    ReadingNotes notes;
};

/// @throws Error (data) naming file, row, column and value; ids are unique.
[[nodiscard]] std::vector<Station> read_stations(const Table& table, const std::string& from_crs,
                                                 const std::string& to_crs);

/// Columns station, pollutant, value, unit and a time (record_times.hpp), and where they are needed qualifier
/// ('<' marks a value below the detection limit), detection_limit, n_samples, statistic, flag, valid (0
/// leaves the record out). With [observations.values] a table has a column per substance instead of
/// pollutant, value and unit. Hours and days outside the project's period are left out and counted, campaigns
/// are refused there.
/// @throws Error (data) for unknown stations, pollutants, units and flags, for negative values without a
/// rule, and where an hour or day stands twice with different values.
[[nodiscard]] ObservationSet read_observations(const Table& table, const std::vector<Station>& stations,
                                               const project::Project& project);

/// The mean of one station's and substance's valid records. Detected and censored records together give the
/// Kaplan-Meier mean of left-censored data (Helsel, Statistics for Censored Environmental Data, 2nd ed., ch.
/// 6); a lowest value that is censored stands for itself.
[[nodiscard]] StationMean mean_of_records(const std::vector<const Observation*>& records);

[[nodiscard]] double kaplan_meier_mean(std::vector<CensoredValue> values);

}  // namespace riskmap::observations
