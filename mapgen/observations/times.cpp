#include "mapgen/observations/times.hpp"

#include <fmt/format.h>

#include <array>
#include <chrono>

#include "geocore/core/text.hpp"

namespace riskmap::observations {
namespace {

constexpr Minute kOwnOffset = 8 * kMinutesPerHour;

/// Reads from the front of a text what it expects there.
class Scanner {
  public:
    explicit Scanner(std::string_view text) : text_(text) {}

    [[nodiscard]] bool at_end() const { return text_.empty(); }

    bool take(std::string_view word) {
        if (!text_.starts_with(word)) return false;
        text_.remove_prefix(word.size());
        return true;
    }
    bool take_any(std::initializer_list<std::string_view> words) {
        for (const auto word : words) {
            if (take(word)) return true;
        }
        return false;
    }
    /// A whole number of `least` to `most` digits.
    std::optional<int> digits(std::size_t least, std::size_t most) {
        std::size_t n = 0;
        int value = 0;
        while (n < most && n < text_.size() && text_[n] >= '0' && text_[n] <= '9') {
            value = value * 10 + (text_[n] - '0');
            ++n;
        }
        if (n < least) return std::nullopt;
        text_.remove_prefix(n);
        return value;
    }

  private:
    std::string_view text_;
};

std::optional<Minute> midnight(std::optional<int> year, std::optional<int> month, std::optional<int> day) {
    if (!year || !month || !day || *month < 1 || *day < 1) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(*year),
                                           std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok()) return std::nullopt;
    return std::chrono::sys_days(date).time_since_epoch().count() * kMinutesPerDay;
}

std::optional<Minute> take_date(Scanner& scan) {
    const auto year = scan.digits(4, 4);
    for (const auto& [first, second, last] : {std::array<std::string_view, 3>{"-", "-", ""},
                                              {"/", "/", ""},
                                              {".", ".", ""},
                                              {"年", "月", "日"}}) {
        if (!scan.take(first)) continue;
        const auto month = scan.digits(1, 2);
        if (!scan.take(second)) return std::nullopt;
        const auto day = scan.digits(1, 2);
        if (!scan.take(last)) return std::nullopt;
        return midnight(year, month, day);
    }
    const auto month = scan.digits(2, 2);
    return midnight(year, month, scan.digits(2, 2));
}

/// Minutes within the day.
std::optional<Minute> take_clock(Scanner& scan) {
    const auto hour = scan.digits(1, 2);
    if (!hour || *hour > 24) return std::nullopt;
    int minute = 0;
    int second = 0;
    if (scan.take_any({":", "时"}) && !scan.at_end()) {
        const auto minutes = scan.digits(1, 2);
        if (!minutes || *minutes > 59) return std::nullopt;
        minute = *minutes;
        if (scan.take(":")) {
            const auto seconds = scan.digits(1, 2);
            if (!seconds || *seconds > 60) return std::nullopt;
            second = *seconds;
            if (scan.take(".") && !scan.digits(1, 9)) return std::nullopt;
        }
        scan.take("分");
    }
    if (*hour == 24 && (minute > 0 || second > 0)) return std::nullopt;
    return *hour * kMinutesPerHour + minute;
}

std::optional<Minute> take_offset(Scanner& scan) {
    if (scan.at_end()) return kOwnOffset;
    if (scan.take("Z")) return 0;
    const bool east = scan.take("+");
    if (!east && !scan.take("-")) return std::nullopt;
    const auto hours = scan.digits(2, 2);
    scan.take(":");
    const auto minutes = scan.at_end() ? std::optional<int>(0) : scan.digits(2, 2);
    if (!hours || !minutes || *hours > 14 || *minutes > 59) return std::nullopt;
    const Minute offset = *hours * kMinutesPerHour + *minutes;
    return east ? offset : -offset;
}

std::chrono::year_month_day date_of(Minute minute) {
    return std::chrono::year_month_day(std::chrono::sys_days(std::chrono::days(day_of(minute))));
}

}  // namespace

std::optional<Moment> parse_moment(std::string_view text) {
    Scanner scan(core::trim(text));
    const auto date = take_date(scan);
    if (!date) return std::nullopt;
    if (scan.at_end()) return Moment{*date, false};
    if (!scan.take_any({"T", " "})) return std::nullopt;
    while (scan.take(" ")) {
    }
    const auto clock = take_clock(scan);
    const auto offset = clock ? take_offset(scan) : std::nullopt;
    if (!offset || !scan.at_end()) return std::nullopt;
    return Moment{*date + *clock - *offset + kOwnOffset, true};
}

std::string iso_date(Minute minute) {
    const auto date = date_of(minute);
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string iso_time(Minute minute) {
    const Minute clock = minute - day_of(minute) * kMinutesPerDay;
    return fmt::format("{} {:02}:{:02}", iso_date(minute), clock / kMinutesPerHour, clock % kMinutesPerHour);
}

int month_of(Minute minute) {
    return static_cast<int>(static_cast<unsigned>(date_of(minute).month()));
}

long long day_of(Minute minute) {
    return minute >= 0 ? minute / kMinutesPerDay : -((kMinutesPerDay - 1 - minute) / kMinutesPerDay);
}

}  // namespace riskmap::observations
