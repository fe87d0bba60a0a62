#pragma once

#include "mapgen/dispersion/stability.hpp"

namespace riskmap::dispersion {

enum class Curves { briggs, pasquill_gifford };

/// Horizontal and vertical spread of a plume, metres, over the distance downwind, metres.
///
/// Briggs' open-country and urban curves: Gifford (1976), Nuclear Safety 17, 68-86; urban also in ISC3 volume
/// II (EPA-454/B-95-003b), tables 1-3 and 1-4. Pasquill-Gifford: ISC3 volume II, tables 1-1 and 1-2 (rural
/// alone).
class SigmaCurves {
  public:
    /// @throws Error (usage) for Pasquill-Gifford over an urban surface.
    SigmaCurves(Curves curves, Surface surface);

    [[nodiscard]] double sigma_y(Stability s, double distance_m) const;
    [[nodiscard]] double sigma_z(Stability s, double distance_m) const;

    /// Distance at which a plume from a point would have a spread: ISC3's virtual distance, metres; 0 for a
    /// spread of 0. Curves that level off give at most 1000 km.
    [[nodiscard]] double virtual_distance_y(Stability s, double sigma_m) const;
    [[nodiscard]] double virtual_distance_z(Stability s, double sigma_m) const;

    [[nodiscard]] Surface surface() const { return surface_; }
    [[nodiscard]] Curves curves() const { return curves_; }

  private:
    Curves curves_;
    Surface surface_;
};

}  // namespace riskmap::dispersion
