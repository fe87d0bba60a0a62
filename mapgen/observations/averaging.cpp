#include "mapgen/observations/averaging.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "geocore/core/error.hpp"
#include "mapgen/observations/times.hpp"

namespace riskmap::observations {
namespace {

using Series = std::vector<const Observation*>;
using Key = std::pair<std::size_t, std::size_t>;

std::map<Key, Series> series_of(const std::vector<Observation>& records) {
    std::map<Key, Series> all;
    for (const auto& record : records) {
        if (record.valid) all[{record.station, record.pollutant}].push_back(&record);
    }
    for (auto& [key, series] : all) {
        std::stable_sort(series.begin(), series.end(),
                         [](const auto* a, const auto* b) { return a->start < b->start; });
    }
    return all;
}

/// One record that stands for several of one station and substance.
Observation merged(const Series& hours, Minute start, Minute end, const char* statistic) {
    Observation record;
    record.station = hours.front()->station;
    record.pollutant = hours.front()->pollutant;
    record.start = start;
    record.end = end;
    record.period_start = iso_date(start);
    record.period_end = iso_date(end - 1);
    record.statistic = statistic;
    record.n_samples = static_cast<long long>(hours.size());
    record.row = hours.front()->row;
    std::vector<CensoredValue> values;
    double sum = 0;
    record.censored = true;
    for (const auto* hour : hours) {
        values.push_back({hour->value, hour->censored});
        sum += hour->value;
        record.censored = record.censored && hour->censored;
        record.negative = record.negative || hour->negative;
        if (hour->detection_limit) {
            record.detection_limit = std::max(record.detection_limit.value_or(0), *hour->detection_limit);
        }
    }
    const bool mixed = !record.censored && std::any_of(values.begin(), values.end(),
                                                       [](const CensoredValue& v) { return v.censored; });
    record.value = mixed ? kaplan_meier_mean(std::move(values)) : sum / static_cast<double>(hours.size());
    return record;
}

void add_maximum(const std::map<Minute, const Observation*>& by_end, long long day,
                 std::vector<Observation>& found) {
    constexpr int kWindow_h = 8;
    constexpr std::size_t kLeastHours = 6;
    constexpr int kLeastMeans = 14;
    int n_means = 0;
    std::optional<Observation> largest;
    for (int clock = kWindow_h; clock <= 24; ++clock) {
        const Minute end = day * kMinutesPerDay + clock * kMinutesPerHour;
        Series hours;
        for (int back = kWindow_h - 1; back >= 0; --back) {
            const auto hour = by_end.find(end - back * kMinutesPerHour);
            if (hour != by_end.end()) hours.push_back(hour->second);
        }
        if (hours.size() < kLeastHours) continue;
        ++n_means;
        Observation mean = merged(hours, end - kWindow_h * kMinutesPerHour, end, "daily-max-8h");
        if (!mean.censored && (!largest || mean.value > largest->value)) largest = std::move(mean);
    }
    if (n_means < kLeastMeans || !largest) return;
    largest->start = day * kMinutesPerDay;
    largest->end = largest->start + kMinutesPerDay;
    largest->period_start = largest->period_end = iso_date(largest->start);
    largest->n_samples = n_means;
    found.push_back(std::move(*largest));
}

std::string seasons_of(const Series& records) {
    constexpr std::array kSeasons{"winter", "spring", "summer", "autumn"};
    std::array<bool, 4> covered{};
    for (const auto* record : records) {
        const long long last_day = day_of(record->end - 1);
        // A month at a time is fine enough to meet every season that a record touches.
        for (long long day = day_of(record->start); day <= last_day;
             day = day == last_day ? day + 1 : std::min(last_day, day + 28)) {
            covered.at(static_cast<std::size_t>(month_of(day * kMinutesPerDay) % 12 / 3)) = true;
        }
    }
    std::string text;
    for (std::size_t i = 0; i < kSeasons.size(); ++i) {
        if (covered.at(i)) text += (text.empty() ? "" : ";") + std::string(kSeasons.at(i));
    }
    return text;
}

/// Kept negative values may leave a mean that is no concentration; a detection limit says what is known then.
void settle_negative_mean(StationMean& mean, const std::vector<Station>& stations,
                          const project::Project& project) {
    if (!mean.detection_limit) {
        throw core::data_error(
            "{}: the mean of {} at station '{}' is {:.3g} with its negative values kept; a detection limit, "
            "or "
            "another rule for negative values, is expected",
            project.observations.name(), project.pollutants[mean.pollutant].key, stations[mean.station].id,
            mean.value);
    }
    mean.censored = true;
    mean.value = mean.upper = *mean.detection_limit;
    mean.lower = 0;
}

/// Judges one station and substance by the project's rule.
class Averager {
  public:
    explicit Averager(const project::Project& project) : project_(project) {
        const auto start = parse_moment(project.period.start);
        const auto end = parse_moment(project.period.end);
        days_ = day_of(end->minute) - day_of(start->minute) + 1;
    }

    StationMean mean_of(const Series& records) const {
        StationMean mean = mean_of_records(records);
        std::vector<CensoredValue> values;
        for (const auto* record : records) values.push_back({record->value, record->censored});
        const auto order = [](const CensoredValue& a, const CensoredValue& b) { return a.value < b.value; };
        const auto [least, most] = std::minmax_element(values.begin(), values.end(), order);
        mean.minimum = *least;
        mean.maximum = *most;
        for (const double percent : project_.averaging.percentiles) {
            mean.percentiles.push_back(percentile_of(values, percent));
        }
        mean.n_negative =
            std::count_if(records.begin(), records.end(), [](const auto* r) { return r->negative; });
        mean.first = records.front()->period_start;
        for (const auto* record : records) mean.last = std::max(mean.last, record->period_end);
        mean.seasons = seasons_of(records);
        judge(mean);
        return mean;
    }

  private:
    void judge(StationMean& mean) const {
        const auto& rule = project_.averaging;
        const auto& pollutant = project_.pollutants[mean.pollutant];
        if (rule.resolution == "campaign") {
            if (mean.n_samples >= rule.min_samples) return;
            mean.used = false;
            mean.reason = {
                fmt::format("样品数{}，少于{}", mean.n_samples, rule.min_samples),
                fmt::format("{} samples, at least {} are required", mean.n_samples, rule.min_samples)};
            return;
        }
        const bool hours = rule.resolution == "hourly" && pollutant.mean_of == "records";
        const double expected = static_cast<double>(days_) * (hours ? 24 : 1);
        mean.capture_percent = 100 * static_cast<double>(mean.n_values) / expected;
        if (*mean.capture_percent >= rule.capture_percent) return;
        mean.used = false;
        mean.reason = {fmt::format("数据捕获率{:.1f}%，低于{}%", *mean.capture_percent, rule.capture_percent),
                       fmt::format("data capture {:.1f} %, at least {} % is required", *mean.capture_percent,
                                   rule.capture_percent)};
    }

    const project::Project& project_;
    long long days_ = 0;
};

}  // namespace

std::vector<Observation> daily_means(const std::vector<Observation>& hourly, int least_hours) {
    std::vector<Observation> found;
    for (const auto& [key, series] : series_of(hourly)) {
        for (auto begin = series.begin(); begin != series.end();) {
            const long long day = day_of((*begin)->start);
            const auto end =
                std::find_if(begin, series.end(), [&](const auto* r) { return day_of(r->start) != day; });
            if (end - begin >= least_hours) {
                found.push_back(merged(Series(begin, end), day * kMinutesPerDay, (day + 1) * kMinutesPerDay,
                                       "daily-mean"));
            }
            begin = end;
        }
    }
    return found;
}

std::vector<Observation> daily_maxima_of_8h(const std::vector<Observation>& hourly) {
    std::vector<Observation> found;
    for (const auto& [key, series] : series_of(hourly)) {
        std::map<Minute, const Observation*> by_end;
        for (const auto* hour : series) by_end.emplace(hour->end, hour);
        const long long last = day_of(series.back()->start);
        for (long long day = day_of(series.front()->start); day <= last; ++day)
            add_maximum(by_end, day, found);
    }
    return found;
}

std::vector<StationMean> period_means(const std::vector<Observation>& observations,
                                      const std::vector<Station>& stations, const project::Project& project) {
    const Averager averager(project);
    std::map<Key, StationMean> means;
    const auto add = [&](const std::vector<Observation>& records, const std::string& mean_of) {
        for (const auto& [key, series] : series_of(records)) {
            if (project.pollutants[key.second].mean_of != mean_of) continue;
            StationMean mean = averager.mean_of(series);
            if (!(mean.value > 0) && mean.n_negative > 0) settle_negative_mean(mean, stations, project);
            means.emplace(key, std::move(mean));
        }
    };
    add(observations, "records");
    const auto wanted = [&](const char* mean_of) {
        return std::any_of(project.pollutants.begin(), project.pollutants.end(),
                           [&](const auto& p) { return p.mean_of == mean_of; });
    };
    if (wanted("daily-mean"))
        add(daily_means(observations, project.averaging.min_hours_per_day), "daily-mean");
    if (wanted("daily-max-8h")) add(daily_maxima_of_8h(observations), "daily-max-8h");
    std::vector<StationMean> ordered;
    for (auto& [key, mean] : means) ordered.push_back(std::move(mean));
    return ordered;
}

CensoredValue percentile_of(std::vector<CensoredValue> values, double percent) {
    std::sort(values.begin(), values.end(), [](const CensoredValue& a, const CensoredValue& b) {
        return a.value != b.value ? a.value < b.value : a.censored > b.censored;
    });
    const double rank = percent / 100 * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(std::floor(rank));
    const std::size_t above = std::min(below + 1, values.size() - 1);
    const double share = rank - static_cast<double>(below);
    return {values[below].value + share * (values[above].value - values[below].value),
            values[below].censored || (share > 0 && values[above].censored)};
}

}  // namespace riskmap::observations
