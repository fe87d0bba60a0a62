#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace riskmap::fields {

/// Families of variogram structures, with gstat's parametrisation (Pebesma 2004, Computers & Geosciences 30).
enum class Shape {
    spherical,
    exponential,
    gaussian,
    matern,
    stein_matern,
    linear,
    pentaspherical,
    circular,
    power
};

/// "sph", "exp", "gau", "mat", "ste", "lin", "pen", "cir", "pow", whatever the case.
[[nodiscard]] std::optional<Shape> shape_from(std::string_view word);
[[nodiscard]] std::string shape_word(Shape shape);
[[nodiscard]] const std::vector<std::string>& shape_words();

/// Semivariance at distance h >= 0 of a structure of sill 1; `range` in the unit of h (for `power` the
/// exponent, then unbounded). `kappa` counts for the Matern families alone. A linear structure of range 0 is
/// h, unbounded.
[[nodiscard]] double unit_semivariance(Shape shape, double h, double range, double kappa);

/// Distance at which 95 % of the sill is reached (the range itself where the sill is reached there); infinite
/// for unbounded structures.
[[nodiscard]] double practical_range(Shape shape, double range, double kappa);

}  // namespace riskmap::fields
