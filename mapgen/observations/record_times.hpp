#pragma once

#include <optional>

#include "mapgen/observations/table.hpp"
#include "mapgen/observations/times.hpp"
#include "mapgen/project/project.hpp"

namespace riskmap::observations {

/// When a record's air was sampled: from `start` to `end`.
struct Interval {
    Minute start = 0;
    Minute end = 0;
};

/// The columns that hold a record's time. Campaigns and days: period_start and period_end (dates, the last
/// day included, or times), or date alone. Hours: time, or date and hour (0 to 24); the project says whether
/// a stamp is the hour's end or its start.
class TimeColumns {
  public:
    /// @throws Error (data) where the table has none of these.
    TimeColumns(const Table& table, const project::Project& project);

    /// @throws Error (data) naming file, row, column and value.
    [[nodiscard]] Interval read(const Row& row) const;

  private:
    [[nodiscard]] Moment moment(const Row& row, std::size_t column) const;
    [[nodiscard]] Interval hour_at(Minute stamp) const;

    const Table& table_;
    bool hourly_;
    bool stamp_is_end_;
    std::optional<std::size_t> start_, end_, time_, date_, hour_;
};

}  // namespace riskmap::observations
