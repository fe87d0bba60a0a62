#pragma once

#include <numbers>
#include <vector>

#include "mapgen/dispersion/plume.hpp"

namespace riskmap::dispersion {

inline Source stack(double height_m) {
    Source s;
    s.id = "stack";
    s.height_m = height_m;
    s.emission_g_s = 1;
    return s;
}

inline Source volume(double height_m, double sigma_y0_m, double sigma_z0_m) {
    Source s = stack(height_m);
    s.type = SourceType::volume;
    s.sigma_y0_m = sigma_y0_m;
    s.sigma_z0_m = sigma_z0_m;
    return s;
}

/// A table of 16 sectors under one stability and speed.
inline Weather table_of(const std::vector<double>& shares, Stability s, double speed) {
    std::vector<WeatherRecord> records;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        WeatherRecord r;
        r.wind_from_deg = 360.0 / static_cast<double>(shares.size()) * static_cast<double>(i);
        r.wind_speed_m_s = speed;
        r.stability = s;
        r.frequency = shares[i];
        records.push_back(r);
    }
    return {records, WeatherKind::frequency_table};
}

inline Weather hour(double from_deg, Stability s, double speed) {
    WeatherRecord r;
    r.wind_from_deg = from_deg;
    r.wind_speed_m_s = speed;
    r.stability = s;
    return {{r}, WeatherKind::hours};
}

/// The sample's wind rose, percent from N, NNE, ... NNW.
inline std::vector<double> uneven_rose() {
    return {8, 6, 5, 6, 9, 10, 9, 6, 4, 3, 2, 2, 3, 8, 10, 9};
}

inline double from_north(double degrees) {
    return degrees * std::numbers::pi / 180;
}

}  // namespace riskmap::dispersion
