#include "tileserver/api/datetime.hpp"

#include <chrono>
#include <optional>

#include "geocore/core/text.hpp"

namespace riskmap::tileserver::api {
namespace {

/// Reads a text from its front.
class Reader {
  public:
    explicit Reader(std::string_view text) : rest_(text) {}

    [[nodiscard]] bool at_end() const { return rest_.empty(); }
    /// One of the characters; '\0' where the next is another.
    char one_of(std::string_view characters) {
        if (rest_.empty() || characters.find(rest_.front()) == std::string_view::npos) return '\0';
        const char found = rest_.front();
        rest_.remove_prefix(1);
        return found;
    }
    /// Exactly so many digits, of a number between the limits.
    std::optional<int> number(std::size_t digits, int least, int most) {
        const auto text = rest_.substr(0, digits);
        if (text.size() != digits || text.find_first_not_of("0123456789") != std::string_view::npos)
            return std::nullopt;
        rest_.remove_prefix(digits);
        const auto value = static_cast<int>(core::parse_integer(text).value_or(-1));
        return value >= least && value <= most ? std::optional<int>(value) : std::nullopt;
    }
    void skip_digits() {
        while (one_of("0123456789") != '\0') continue;
    }

  private:
    std::string_view rest_;
};

using Seconds = std::chrono::sys_seconds;

std::optional<Seconds> date_of(Reader& reader) {
    const auto year = reader.number(4, 0, 9999);
    if (!year || reader.one_of("-") == '\0') return std::nullopt;
    const auto month = reader.number(2, 1, 12);
    if (!month || reader.one_of("-") == '\0') return std::nullopt;
    const auto day = reader.number(2, 1, 31);
    if (!day) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(*year),
                                           std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok()) return std::nullopt;
    return Seconds(std::chrono::sys_days(date));
}

/// "Z" or "+08:00", as what is to be taken off the local time.
std::optional<std::chrono::minutes> offset_of(Reader& reader) {
    if (reader.one_of("Zz") != '\0') return std::chrono::minutes(0);
    const char sign = reader.one_of("+-");
    if (sign == '\0') return std::nullopt;
    const auto hours = reader.number(2, 0, 23);
    if (!hours || reader.one_of(":") == '\0') return std::nullopt;
    const auto minutes = reader.number(2, 0, 59);
    if (!minutes) return std::nullopt;
    const std::chrono::minutes offset(*hours * 60 + *minutes);
    return sign == '-' ? -offset : offset;
}

std::optional<Seconds> instant_of(std::string_view text) {
    Reader reader(text);
    auto instant = date_of(reader);
    if (!instant || reader.at_end()) return instant;
    if (reader.one_of("Tt ") == '\0') return std::nullopt;
    const auto hour = reader.number(2, 0, 23);
    if (!hour || reader.one_of(":") == '\0') return std::nullopt;
    const auto minute = reader.number(2, 0, 59);
    if (!minute || reader.one_of(":") == '\0') return std::nullopt;
    const auto second = reader.number(2, 0, 60);  // 60: a leap second
    if (!second) return std::nullopt;
    if (reader.one_of(".") != '\0') {
        if (reader.one_of("0123456789") == '\0') return std::nullopt;
        reader.skip_digits();
    }
    const auto offset = offset_of(reader);
    if (!offset || !reader.at_end()) return std::nullopt;
    return *instant + std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
           std::chrono::seconds(*second) - *offset;
}

}  // namespace

bool is_datetime(std::string_view text) {
    const auto slash = text.find('/');
    if (slash == std::string_view::npos) return instant_of(text).has_value();
    const auto from = text.substr(0, slash);
    const auto to = text.substr(slash + 1);
    const auto is_open = [](std::string_view end) { return end.empty() || end == ".."; };
    if (is_open(from)) return instant_of(to).has_value();
    const auto begin = instant_of(from);
    if (!begin || is_open(to)) return begin.has_value();
    const auto end = instant_of(to);
    return end && *begin <= *end;
}

}  // namespace riskmap::tileserver::api
