#pragma once

#include <vector>

#include "mapgen/dispersion/sigma_curves.hpp"
#include "mapgen/dispersion/source.hpp"
#include "mapgen/dispersion/weather.hpp"

namespace riskmap::dispersion {

/// Closer to a source than this, values are those at this distance in the same direction, metres.
inline constexpr double kNearest_m = 10;
/// An area source is a square of this many times this many volumes, each ISC3's adjacent volume (side
/// / 2.15).
inline constexpr int kAreaParts = 5;

/// The hourly Gaussian plume of 1 g/s under one stability, wind speed and mixing height, at ground level over
/// flat terrain: EPA-454/B-95-003b, equation 1-1 with 1-50 (images in the ground and the lid; well mixed from
/// sigma_z = 1.6 lid on; nothing below a lid that the plume is above; no lid in classes E and F).
/// Initial spreads enter as virtual distances (section 1.2.2). Upwind of a volume's centre the plume fades as
/// exp(-x^2 / 2 sigma_y0^2), a Gaussian volume, where ISC3 has nothing.
class Plume {
  public:
    Plume(const Source& source, const SigmaCurves& curves, Stability stability, double speed_m_s,
          double mixing_height_m);

    /// ug/m3 per g/s, metres downwind and across from the source.
    [[nodiscard]] double at(double along_m, double across_m) const;
    /// Integrated across the plume, ug/m2 per g/s.
    [[nodiscard]] double across_integral(double along_m) const;
    [[nodiscard]] double sigma_y(double along_m) const;
    [[nodiscard]] double effective_height_m() const { return height_; }
    [[nodiscard]] double wind_m_s() const { return wind_; }
    /// True where another plume from the same source differs by its wind alone, that is by a factor.
    [[nodiscard]] bool has_shape_of(const Plume& other) const {
        return stability_ == other.stability_ && height_ == other.height_ && lid_ == other.lid_;
    }

  private:
    [[nodiscard]] double vertical(double sigma_z) const;

    SigmaCurves curves_;
    Stability stability_;
    double wind_ = 1;
    double height_ = 0;
    double lid_ = kNoLid;
    double virtual_y_ = 0;
    double virtual_z_ = 0;
    double sigma_y0_ = 0;
};

/// The mean over a period of plumes in all its winds, from one source of 1 g/s: the hourly plume integrated
/// over the directions of the wind, whose density is linear between sectors. Where the plume is narrow
/// against a sector this is ISC3LT's sector average (EPA-454/B-95-003b, equations 1-55 and 1-56); its own
/// width rounds the corners between sectors. No chemistry, no deposition, no downwash, no terrain.
class LongTermPlume {
  public:
    /// Keeps a reference to the weather.
    LongTermPlume(const Source& source, const Weather& weather, const SigmaCurves& curves);

    /// ug/m3 per g/s at metres east and north of the source, by direct integration. Relative error of the
    /// quadrature below 1e-3.
    [[nodiscard]] double at(double east_m, double north_m) const;

    [[nodiscard]] const Weather& weather() const { return *weather_; }
    /// One per class of the weather; of an area source one of its volumes.
    [[nodiscard]] const std::vector<Plume>& plumes() const { return plumes_; }
    /// Where an area's volumes stand; one zero offset for other sources.
    [[nodiscard]] const std::vector<grid::Point>& parts() const { return parts_; }

  private:
    [[nodiscard]] double part_at(double east_m, double north_m) const;
    [[nodiscard]] double in_sectors(std::size_t c, double radius, double bearing) const;

    const Weather* weather_;
    std::vector<Plume> plumes_;
    std::vector<grid::Point> parts_;
};

}  // namespace riskmap::dispersion
