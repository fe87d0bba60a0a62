#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace riskmap::observations {

/// Minutes since 1970-01-01 00:00 of China Standard Time (UTC+8, no summer time).
using Minute = long long;

inline constexpr Minute kMinutesPerHour = 60;
inline constexpr Minute kMinutesPerDay = 1440;

/// A point in time as somebody wrote it.
struct Moment {
    Minute minute = 0;
    bool has_time = false;  ///< false for a date alone: its midnight at the beginning
};

/// 2026-03-01, 2026/3/1, 20260301 or 2026年3月1日; behind a space or T also 18:00, 18:00:00, 18:00:00.000 or
/// 18时, and Z, +08 or +08:00 (absent: +08). Hour 24 is the midnight that ends the day. Seconds are dropped.
/// Nothing for anything else, impossible dates included.
[[nodiscard]] std::optional<Moment> parse_moment(std::string_view text);

/// "2026-03-01".
[[nodiscard]] std::string iso_date(Minute minute);
/// "2026-03-01 18:00".
[[nodiscard]] std::string iso_time(Minute minute);
/// 1 to 12.
[[nodiscard]] int month_of(Minute minute);
/// Days since 1970-01-01.
[[nodiscard]] long long day_of(Minute minute);

}  // namespace riskmap::observations
