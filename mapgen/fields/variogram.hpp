#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mapgen/fields/shapes.hpp"

namespace riskmap::fields {

/// One structure of a nested variogram.
struct Structure {
    Shape shape = Shape::spherical;
    double sill = 0;            ///< partial sill, squared units of the variable (for `power` the factor)
    double range_m = 0;         ///< for `power` the exponent
    double kappa = 0.5;         ///< smoothness, Matern families alone
    double major_axis_deg = 0;  ///< clockwise from north
    double minor_ratio = 1;     ///< range across the major axis over range_m, in (0, 1]

    /// Distance in units in which the structure is isotropic with range_m.
    [[nodiscard]] double reduced_distance(double dx, double dy) const;
};

/// A nugget and a sum of structures. The nugget is a jump at distance zero alone: kriging is exact at the
/// data (gstat's convention).
struct Variogram {
    double nugget = 0;
    std::vector<Structure> structures;

    /// Reads "0.05 nug + 0.6 sph 900 + 0.1 mat 250 kappa 1.5 anis 45 0.4".
    /// @throws Error (usage) naming the term and what is allowed.
    [[nodiscard]] static Variogram parse(std::string_view text);
    /// The same notation, numbers that read back exactly.
    [[nodiscard]] std::string text() const;
    /// @throws Error (usage) for negative sills, ranges that are not positive, exponents outside (0, 2], no
    /// sill at all.
    void check() const;

    [[nodiscard]] double semivariance(double dx, double dy) const;
    /// Without the nugget; what block kriging and rasters use away from the data.
    [[nodiscard]] double structured_semivariance(double dx, double dy) const;
    [[nodiscard]] bool bounded() const;
    [[nodiscard]] bool isotropic() const;
    /// Nugget and sills together. @pre bounded()
    [[nodiscard]] double sill() const;
    /// Largest practical range of the structures along their major axes; 0 for a pure nugget.
    [[nodiscard]] double practical_range_m() const;
};

}  // namespace riskmap::fields
