#pragma once

#include <vector>

#include "mapgen/observations/observations.hpp"

namespace riskmap::observations {

/// Daily means of hourly records, per station and substance, statistic "daily-mean". A day needs
/// `least_hours` valid hours (GB 3095-2012, table 4: 20). Censored hours enter by the Kaplan-Meier mean; a
/// day of nothing else is censored at their mean limit. Ordered by station, substance, day.
[[nodiscard]] std::vector<Observation> daily_means(const std::vector<Observation>& hourly,
                                                   int least_hours = 20);

/// The largest 8-hour mean of each day, statistic "daily-max-8h" (HJ 663-2013): means over hours X-7 to X
/// that end at 8 to 24 o'clock and hold at least 6 hours; a day needs 14 of these 17. Days without a detected
/// hour are left out.
[[nodiscard]] std::vector<Observation> daily_maxima_of_8h(const std::vector<Observation>& hourly);

/// The valid records of every station and substance over the project's period as one mean each, in the order
/// of stations, then substances. `mean_of` of a substance decides what is averaged: the records as they are,
/// their daily means or their daily largest 8-hour means. Stations whose capture (hourly, daily records) or
/// number of samples (campaigns) is below the project's rule keep their mean with `used` false and a reason.
/// @throws Error (data) where kept negative values leave a mean below zero and no detection limit is known.
[[nodiscard]] std::vector<StationMean> period_means(const std::vector<Observation>& observations,
                                                    const std::vector<Station>& stations,
                                                    const project::Project& project);

/// A percentile of values of which some are only known to lie below a limit: linear between ranks (type 7 of
/// Hyndman and Fan 1996). Censored where one of the two ranks that it lies between is.
[[nodiscard]] CensoredValue percentile_of(std::vector<CensoredValue> values, double percent);

}  // namespace riskmap::observations
