#include <catch2/catch.hpp>
#include <numeric>

#include "geocore/core/error.hpp"
#include "support.hpp"

using namespace riskmap::dispersion;

namespace {

std::vector<WeatherRecord> sixteen(double share) {
    std::vector<WeatherRecord> records(16);
    for (std::size_t i = 0; i < 16; ++i) {
        records[i].wind_from_deg = 22.5 * static_cast<double>(i);
        records[i].wind_speed_m_s = 3;
        records[i].frequency = share;
    }
    return records;
}

double total(const Weather& weather) {
    double sum = 0;
    for (const auto& c : weather.classes()) {
        for (const double v : weather.shares(c, 720)) sum += v;
    }
    return sum;
}

}  // namespace

TEST_CASE("A frequency table may be in shares or per cent; both add up to 1") {
    CHECK(total(Weather(sixteen(0.0625), WeatherKind::frequency_table)) == Approx(1));
    CHECK(total(Weather(sixteen(6.25), WeatherKind::frequency_table)) == Approx(1));
    CHECK_THROWS_WITH(Weather(sixteen(0.5), WeatherKind::frequency_table), Catch::Contains("add up to 8"));
}

TEST_CASE("A frequency table without one of its sectors is refused by its name") {
    auto records = sixteen(100.0 / 15);
    records.erase(records.begin() + 3);
    CHECK_THROWS_WITH(Weather(records, WeatherKind::frequency_table),
                      Catch::Contains("no rows for wind from 67.5"));
    CHECK_THROWS_WITH(Weather({records.front()}, WeatherKind::frequency_table),
                      Catch::Contains("1 wind direction"));
}

TEST_CASE("Calms are spread over all directions at 1 m/s") {
    auto records = sixteen(6);
    WeatherRecord calm;
    calm.wind_speed_m_s = 0.2;
    calm.frequency = 4;
    calm.stability = Stability::f;
    records.push_back(calm);
    const Weather weather(records, WeatherKind::frequency_table);
    CHECK(weather.calm_share() == Approx(0.04));
    CHECK(total(weather) == Approx(1));
    const auto rose = weather.rose();
    CHECK(std::accumulate(rose.begin(), rose.end(), 0.0) == Approx(0.96));
}

TEST_CASE("Hours are gathered into classes without changing the mean") {
    std::vector<WeatherRecord> records;
    for (int i = 0; i < 2000; ++i) {
        WeatherRecord r;
        r.wind_from_deg = (i * 37) % 360;
        r.wind_speed_m_s = 1 + 0.01 * (i % 700);
        r.stability = static_cast<Stability>(i % 6);
        records.push_back(r);
    }
    const Weather gathered(records, WeatherKind::hours);
    CHECK(gathered.classes().size() <= 96);
    const SigmaCurves curves(Curves::briggs, Surface::rural);
    const auto source = stack(5);
    double sum = 0;
    for (const auto& r : records) {
        const Plume plume(source, curves, r.stability, r.wind_speed_m_s, kNoLid);
        const double toward = from_north(r.wind_from_deg + 180);
        sum += plume.at(1000 * std::cos(1.0 - toward), 1000 * std::sin(1.0 - toward)) / 2000;
    }
    const LongTermPlume mean(source, gathered, curves);
    CHECK(mean.at(1000 * std::sin(1.0), 1000 * std::cos(1.0)) == Approx(sum).epsilon(1e-6));
}

TEST_CASE("A year of different hours stays within few classes, stable ones without a lid") {
    std::vector<WeatherRecord> records;
    for (int i = 0; i < 8760; ++i) {
        WeatherRecord r;
        r.wind_from_deg = (i * 37) % 360;
        r.wind_speed_m_s = 0.6 + 0.0013 * ((i * 7919) % 8760);
        r.stability = static_cast<Stability>(i % 6);
        r.mixing_height_m = 60 + 0.23 * ((i * 104729) % 8760);
        records.push_back(r);
    }
    const Weather gathered(records, WeatherKind::hours);
    CHECK(gathered.classes().size() <= 96);
    for (const auto& c : gathered.classes()) {
        if (is_stable(c.stability)) CHECK(std::isinf(c.mixing_height_m));
    }
}
