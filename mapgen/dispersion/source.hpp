#pragma once

#include <string>

#include "geocore/grid/geometry.hpp"

namespace riskmap::dispersion {

enum class SourceType { point, area, volume };

/// What leaves a stack; a velocity of 0 means a plume that does not rise.
struct Stack {
    double temperature_k = 0;  ///< 0: that of the air
    double velocity_m_s = 0;
    double diameter_m = 0;
};

/// A source of one substance, steady over the period.
struct Source {
    std::string id;
    std::string group;
    SourceType type = SourceType::point;
    grid::Point position;     ///< its centre, planar metres
    double emission_g_s = 0;  ///< 0 or more
    double height_m = 0;      ///< of release above ground; a volume's centre
    double side_m = 0;        ///< of the square that an area or volume covers, its sides along x and y
    double sigma_y0_m = 0;    ///< initial spread of a volume
    double sigma_z0_m = 0;    ///< initial spread of an area or a volume
    Stack stack;
};

/// ISC3's initial spreads (EPA-454/B-95-003a, table 3-1): a single volume has sigma_y0 = side / 4.3; one on
/// the ground has sigma_z0 = vertical dimension / 2.15, here taken as reaching from the ground to twice the
/// height of its centre.
[[nodiscard]] inline double volume_sigma_y0(double side_m) {
    return side_m / 4.3;
}
[[nodiscard]] inline double volume_sigma_z0(double height_m) {
    return 2 * height_m / 2.15;
}

}  // namespace riskmap::dispersion
