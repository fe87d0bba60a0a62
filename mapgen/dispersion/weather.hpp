#pragma once

#include <limits>
#include <vector>

#include "mapgen/dispersion/stability.hpp"

namespace riskmap::dispersion {

inline constexpr double kNoLid = std::numeric_limits<double>::infinity();

/// One hour, or one cell of a joint frequency table.
struct WeatherRecord {
    double wind_from_deg = 0;   ///< clockwise from north, 0 to 360
    double wind_speed_m_s = 0;  ///< at 10 m; below kCalm_m_s the direction means nothing
    Stability stability = Stability::d;
    double frequency = 1;  ///< share of the time; the same for every hour
    double mixing_height_m = kNoLid;
    long long row = 0;  ///< for messages
};

/// Slower winds are calms: their share is spread evenly over all directions at ISC3's least wind of 1 m/s.
inline constexpr double kCalm_m_s = 0.5;

enum class WeatherKind { hours, frequency_table };

/// Time under one stability, wind speed and mixing height, and where its wind blows to.
struct WindClass {
    struct Hour {
        double toward_deg = 0;
        double share = 0;
    };
    Stability stability = Stability::d;
    double speed_m_s = 1;
    double mixing_height_m = kNoLid;
    std::vector<double> sectors;  ///< share of the time per sector of Weather; empty for hours
    std::vector<Hour> hours;
    double calm = 0;  ///< share spread over all directions
};

/// The weather of a period: shares of the time that add up to 1, in classes.
class Weather {
  public:
    /// A frequency table needs the same evenly spaced directions throughout, at least four, all of them
    /// there, and frequencies that add up to 1 or to 100 within 1 %; they are scaled to 1. Many different
    /// hours are gathered into classes of speed and mixing height (harmonic means, which keep the average of
    /// 1 / u). Classes E and F have no lid, as in ISC3.
    /// @throws Error (data) naming the rows or directions.
    Weather(std::vector<WeatherRecord> records, WeatherKind kind);

    [[nodiscard]] const std::vector<WindClass>& classes() const { return classes_; }
    /// Sectors of a frequency table; 0 for hours.
    [[nodiscard]] int sectors() const { return sectors_; }
    /// Direction that the wind of a sector blows to, degrees.
    [[nodiscard]] double toward_deg(int sector) const;
    /// Share of the time per radian at a direction that the wind blows to. Of a table: linear between the
    /// centres of neighbouring sectors, which is ISC3LT's smoothing (EPA-454/B-95-003b, equation 1-56). @pre
    /// sectors() > 0
    [[nodiscard]] double density(const WindClass& c, double toward_deg) const;
    /// Shares of the time on `n` directions 0, 360/n ..., by linear weights; they add up to the class's
    /// share.
    [[nodiscard]] std::vector<double> shares(const WindClass& c, int n) const;
    /// Share of the time per direction wind comes *from*, 16 sectors beginning with north, calms left out.
    [[nodiscard]] std::vector<double> rose(int sectors = 16) const;
    [[nodiscard]] double calm_share() const;

  private:
    void check_table(std::vector<WeatherRecord>& records);
    void gather(const std::vector<WeatherRecord>& records);

    std::vector<WindClass> classes_;
    int sectors_ = 0;
    double first_from_deg_ = 0;
};

}  // namespace riskmap::dispersion
