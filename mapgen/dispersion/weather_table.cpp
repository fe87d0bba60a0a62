#include "mapgen/dispersion/weather_table.hpp"

#include <cmath>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "mapgen/dispersion/source_table.hpp"

namespace riskmap::dispersion {
namespace {

using observations::Row;
using observations::Table;

constexpr double kFastest_m_s = 75;

double number_in(const Table& table, const Row& row, std::size_t column, double low, double high) {
    const double value = table.number(row, column);
    if (value >= low && value <= high) return value;
    throw core::data_error("{}: {} is not allowed; {} to {} is expected", table.place(row, column), value,
                           low, high);
}

class WeatherReader {
  public:
    WeatherReader(const Table& table, Surface surface)
        : table_(table), roughness_m_(default_roughness_m(surface)) {
        if (table.find_column("wind_to_deg") && !table.find_column("wind_from_deg")) {
            throw core::Error(
                core::ErrorKind::data,
                fmt::format("{}: column 'wind_to_deg'; the direction the wind comes from is expected, in a "
                            "column 'wind_from_deg'",
                            table.path),
                "Add 180 degrees.");
        }
        refuse_other_units(table, {{"wind_speed", "wind_speed_m_s"},
                                   {"mixing_height", "mixing_height_m"},
                                   {"wind_from", "wind_from_deg"}});
        direction_ = table.column("wind_from_deg");
        speed_ = table.column("wind_speed_m_s");
        stability_ = table.find_column("stability");
        length_ = table.find_column("monin_obukhov_m");
        if (!stability_ && !length_) (void)table.column("stability");
        frequency_ = table.find_column("frequency");
        lid_ = table.find_column("mixing_height_m");
    }

    [[nodiscard]] WeatherKind kind() const {
        return frequency_ ? WeatherKind::frequency_table : WeatherKind::hours;
    }

    [[nodiscard]] WeatherRecord read(const Row& row) const {
        WeatherRecord r;
        r.row = row.number;
        r.wind_speed_m_s = number_in(table_, row, speed_, 0, kFastest_m_s);
        // A calm may have no direction.
        const bool calm = r.wind_speed_m_s < kCalm_m_s;
        if (!calm || table_.optional_number(row, direction_)) {
            r.wind_from_deg = number_in(table_, row, direction_, 0, 360);
        }
        r.stability = stability(row);
        if (frequency_) r.frequency = number_in(table_, row, *frequency_, 0, 100);
        if (lid_) {
            if (table_.optional_number(row, *lid_))
                r.mixing_height_m = number_in(table_, row, *lid_, 10, 10000);
        }
        return r;
    }

  private:
    [[nodiscard]] Stability stability(const Row& row) const {
        if (stability_) {
            const auto text = core::trim(table_.text(row, *stability_));
            if (!text.empty()) {
                if (const auto s = stability_from(text)) return *s;
                throw core::data_error("{}: '{}' is not a stability class; A to F are allowed",
                                       table_.place(row, *stability_), text);
            }
            if (!length_)
                throw core::data_error("{}: a class A to F is expected", table_.place(row, *stability_));
        }
        const double length = table_.number(row, *length_);
        if (length == 0) {
            throw core::data_error(
                "{}: 0 is not a Monin-Obukhov length; below 0 (unstable) or above 0 (stable), metres",
                table_.place(row, *length_));
        }
        return stability_of_length(length, roughness_m_);
    }

    const Table& table_;
    double roughness_m_;
    std::size_t direction_ = 0;
    std::size_t speed_ = 0;
    std::optional<std::size_t> stability_;
    std::optional<std::size_t> length_;
    std::optional<std::size_t> frequency_;
    std::optional<std::size_t> lid_;
};

}  // namespace

Weather read_weather(const Table& table, Surface surface) {
    const WeatherReader reader(table, surface);
    std::vector<WeatherRecord> records;
    records.reserve(table.rows.size());
    for (const auto& row : table.rows) records.push_back(reader.read(row));
    try {
        return {std::move(records), reader.kind()};
    } catch (const core::Error& e) {
        throw e.within(table.path);
    }
}

}  // namespace riskmap::dispersion
