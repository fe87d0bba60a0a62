#include "mapgen/observations/record_times.hpp"

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"

namespace riskmap::observations {

TimeColumns::TimeColumns(const Table& table, const project::Project& project)
    : table_(table),
      hourly_(project.averaging.resolution == "hourly"),
      stamp_is_end_(project.averaging.stamp == "end") {
    if (hourly_) {
        time_ = table.find_column("time");
        if (time_) return;
        date_ = table.find_column("date");
        hour_ = table.find_column("hour");
        if (date_ && hour_) return;
        throw core::data_error(
            "{}: the time of hourly records is missing; a column 'time', or 'date' and 'hour', is expected "
            "among {}",
            table.path, core::join(table.columns, ", "));
    }
    start_ = table.find_column("period_start");
    if (!start_) date_ = table.find_column("date");
    if (!date_) {
        start_ = table.column("period_start");
        end_ = table.column("period_end");
    }
}

Moment TimeColumns::moment(const Row& row, std::size_t column) const {
    if (const auto moment = parse_moment(table_.text(row, column))) return *moment;
    throw core::data_error("{}: '{}' is not a date; YYYY-MM-DD{} is expected", table_.place(row, column),
                           table_.text(row, column), hourly_ && time_ ? " HH:MM" : "");
}

Interval TimeColumns::hour_at(Minute stamp) const {
    return stamp_is_end_ ? Interval{stamp - kMinutesPerHour, stamp}
                         : Interval{stamp, stamp + kMinutesPerHour};
}

Interval TimeColumns::read(const Row& row) const {
    // A date alone is its midnight: spreadsheets leave 00:00 out.
    if (time_) return hour_at(moment(row, *time_).minute);
    if (hourly_) {
        const auto hour = core::parse_integer(table_.text(row, *hour_));
        if (!hour || *hour < 0 || *hour > 24) {
            throw core::data_error("{}: '{}' is not an hour; 0 to 24 is expected", table_.place(row, *hour_),
                                   table_.text(row, *hour_));
        }
        return hour_at(moment(row, *date_).minute + *hour * kMinutesPerHour);
    }
    const Moment first = moment(row, date_ ? *date_ : *start_);
    const Moment last = date_ ? first : moment(row, *end_);
    const Interval interval{first.minute, last.minute + (last.has_time ? 0 : kMinutesPerDay)};
    if (interval.end <= interval.start) {
        throw core::data_error("{}: {} lies before the start {}", table_.place(row, end_.value_or(*start_)),
                               table_.text(row, end_.value_or(*start_)), iso_date(interval.start));
    }
    return interval;
}

}  // namespace riskmap::observations
