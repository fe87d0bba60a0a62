#include "mapgen/dispersion/weather.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numbers>
#include <set>
#include <tuple>

#include "geocore/core/error.hpp"
#include "mapgen/dispersion/plume_rise.hpp"

namespace riskmap::dispersion {
namespace {

/// More different combinations than this are gathered, ever more coarsely until they are no more than this.
constexpr std::size_t kMostClasses = 96;
struct Bins {
    double speeds_per_octave;
    double lids_per_octave;
};
constexpr std::array kBins{Bins{4, 1}, Bins{3, 1}, Bins{2, 1}, Bins{2, 0.5}, Bins{1.5, 0.5}, Bins{1, 0.5}};

double turned(double degrees) {
    const double d = std::fmod(degrees, 360.0);
    return d < 0 ? d + 360 : d;
}

double rounded(double degrees) {
    return turned(std::round(degrees * 100) / 100);
}

std::vector<double> directions(const std::vector<WeatherRecord>& records) {
    std::set<double> all;
    for (const auto& r : records) {
        if (r.wind_speed_m_s >= kCalm_m_s) all.insert(rounded(r.wind_from_deg));
    }
    return {all.begin(), all.end()};
}

double smallest_gap(const std::vector<double>& sorted) {
    double gap = 360 - sorted.back() + sorted.front();
    for (std::size_t i = 1; i < sorted.size(); ++i) gap = std::min(gap, sorted[i] - sorted[i - 1]);
    return gap;
}

/// Key of a class: stability, speed and mixing height, or their bins.
using Key = std::tuple<int, double, double>;

bool calm(const WeatherRecord& r) {
    return r.wind_speed_m_s < kCalm_m_s;
}

double speed_of(const WeatherRecord& r) {
    return calm(r) ? kSlowestWind_m_s : std::max(r.wind_speed_m_s, kSlowestWind_m_s);
}

Key exact_key(const WeatherRecord& r) {
    return {static_cast<int>(r.stability), speed_of(r), r.mixing_height_m};
}

Key binned_key(const WeatherRecord& r, const Bins& bins) {
    const double speed = std::round(bins.speeds_per_octave * std::log2(speed_of(r)));
    const double lid = std::isfinite(r.mixing_height_m)
                           ? std::round(bins.lids_per_octave * std::log2(r.mixing_height_m))
                           : 1e9;
    return {static_cast<int>(r.stability), speed, lid};
}

}  // namespace

Weather::Weather(std::vector<WeatherRecord> records, WeatherKind kind) {
    if (records.empty()) throw core::data_error("no weather records");
    for (auto& r : records) {
        if (is_stable(r.stability)) r.mixing_height_m = kNoLid;  // as in ISC3
    }
    if (kind == WeatherKind::frequency_table) {
        check_table(records);
    } else {
        for (auto& r : records) r.frequency = 1 / static_cast<double>(records.size());
    }
    gather(records);
}

void Weather::check_table(std::vector<WeatherRecord>& records) {
    const auto found = directions(records);
    if (found.size() < 4) {
        throw core::Error(
            core::ErrorKind::data,
            fmt::format("the frequency table has {} wind direction{}; at least 4 sectors that make a "
                        "full circle are expected",
                        found.size(), found.size() == 1 ? "" : "s"),
            "A file without the column 'frequency' is read as hours.");
    }
    const double step = smallest_gap(found);
    sectors_ = static_cast<int>(std::lround(360 / step));
    first_from_deg_ = found.front();
    std::vector<std::string> missing;
    for (int i = 0; i < sectors_; ++i) {
        const double expected = first_from_deg_ + i * 360.0 / sectors_;
        if (std::none_of(found.begin(), found.end(),
                         [&](double d) { return std::fabs(d - expected) < 0.5; })) {
            missing.push_back(fmt::format("{}", rounded(expected)));
        }
    }
    if (!missing.empty() || static_cast<int>(found.size()) != sectors_) {
        throw core::Error(
            core::ErrorKind::data,
            fmt::format(
                "the frequency table is not complete: {} of {} sectors of {} degrees are there, no rows for "
                "wind from {}",
                found.size(), sectors_, step, fmt::join(missing, ", ")),
            "Write rows with frequency 0 for directions without wind.");
    }
    double sum = 0;
    for (const auto& r : records) sum += r.frequency;
    if (!(std::fabs(sum - 1) <= 0.01) && !(std::fabs(sum - 100) <= 1)) {
        throw core::data_error(
            "column 'frequency': the frequencies add up to {:.6g}; 1 or 100 (per cent) within 1 % is "
            "expected",
            sum);
    }
    for (auto& r : records) r.frequency /= sum;
}

void Weather::gather(const std::vector<WeatherRecord>& records) {
    const auto count = [&](const auto& key) {
        std::set<Key> different;
        for (const auto& r : records) different.insert(key(r));
        return different.size();
    };
    const Bins* bins = nullptr;
    if (count(exact_key) > kMostClasses) {
        bins = kBins.data();
        while (bins + 1 != kBins.data() + kBins.size() &&
               count([&](const auto& r) { return binned_key(r, *bins); }) > kMostClasses) {
            ++bins;
        }
    }
    struct Sums {
        double share = 0, slowness = 0, per_lid = 0;
    };
    std::map<Key, Sums> sums;
    const auto key_of = [&](const WeatherRecord& r) {
        return bins != nullptr ? binned_key(r, *bins) : exact_key(r);
    };
    for (const auto& r : records) {
        auto& s = sums[key_of(r)];
        s.share += r.frequency;
        s.slowness += r.frequency / speed_of(r);
        s.per_lid += r.frequency / r.mixing_height_m;
    }
    std::map<Key, std::size_t> index;
    for (const auto& [key, s] : sums) {
        if (!(s.share > 0)) continue;
        index[key] = classes_.size();
        WindClass c;
        c.stability = static_cast<Stability>(std::get<0>(key));
        c.speed_m_s = bins != nullptr ? s.share / s.slowness : std::get<1>(key);
        c.mixing_height_m = bins != nullptr ? s.share / s.per_lid : std::get<2>(key);
        c.sectors.assign(static_cast<std::size_t>(sectors_), 0.0);
        classes_.push_back(std::move(c));
    }
    for (const auto& r : records) {
        if (!(r.frequency > 0)) continue;
        WindClass& c = classes_[index.at(key_of(r))];
        const double share = r.frequency * c.speed_m_s / speed_of(r);
        if (calm(r)) {
            c.calm += share;
        } else if (sectors_ > 0) {
            const auto sector =
                std::lround(turned(r.wind_from_deg - first_from_deg_) * sectors_ / 360) % sectors_;
            c.sectors[static_cast<std::size_t>(sector)] += share;
        } else {
            c.hours.push_back({turned(r.wind_from_deg + 180), share});
        }
    }
}

double Weather::toward_deg(int sector) const {
    return turned(first_from_deg_ + 180 + sector * 360.0 / sectors_);
}

double Weather::density(const WindClass& c, double toward_deg) const {
    const double width = 360.0 / sectors_;
    const double position = turned(toward_deg - 180 - first_from_deg_) / width;
    const auto low = static_cast<std::size_t>(position) % c.sectors.size();
    const double part = position - std::floor(position);
    const double share = c.sectors[low] * (1 - part) + c.sectors[(low + 1) % c.sectors.size()] * part;
    return share * sectors_ / (2 * std::numbers::pi) + c.calm / (2 * std::numbers::pi);
}

std::vector<double> Weather::shares(const WindClass& c, int n) const {
    std::vector<double> result(static_cast<std::size_t>(n), 0.0);
    const double step = 360.0 / n;
    if (sectors_ > 0) {
        for (int i = 0; i < n; ++i) {
            result[static_cast<std::size_t>(i)] = density(c, i * step) * 2 * std::numbers::pi / n;
        }
        return result;
    }
    for (auto& share : result) share = c.calm / n;
    for (const auto& hour : c.hours) {
        const double position = hour.toward_deg / step;
        const double part = position - std::floor(position);
        const auto low = static_cast<std::size_t>(position) % result.size();
        result[low] += hour.share * (1 - part);
        result[(low + 1) % result.size()] += hour.share * part;
    }
    return result;
}

std::vector<double> Weather::rose(int sectors) const {
    std::vector<double> result(static_cast<std::size_t>(sectors), 0.0);
    const auto add = [&](double toward, double share) {
        result[static_cast<std::size_t>(std::lround(turned(toward + 180) * sectors / 360) % sectors)] +=
            share;
    };
    for (const auto& c : classes_) {
        for (std::size_t i = 0; i < c.sectors.size(); ++i) add(toward_deg(static_cast<int>(i)), c.sectors[i]);
        for (const auto& hour : c.hours) add(hour.toward_deg, hour.share);
    }
    return result;
}

double Weather::calm_share() const {
    double sum = 0;
    for (const auto& c : classes_) sum += c.calm;
    return sum;
}

}  // namespace riskmap::dispersion
