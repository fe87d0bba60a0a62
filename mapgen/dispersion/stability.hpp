#pragma once

#include <optional>
#include <string_view>

namespace riskmap::dispersion {

/// Pasquill's classes, from very unstable (A) to stable (F).
enum class Stability { a, b, c, d, e, f };

inline constexpr int kStabilities = 6;

/// What the ground is like: it chooses dispersion curves and the wind profile.
enum class Surface { rural, urban };

[[nodiscard]] inline bool is_stable(Stability s) {
    return s == Stability::e || s == Stability::f;
}

/// 'A' to 'F', capital or small; class G counts as F (as in ISC3). Nothing for anything else.
[[nodiscard]] std::optional<Stability> stability_from(std::string_view letter);
[[nodiscard]] char letter(Stability s);

/// The class whose Monin-Obukhov length is nearest in 1/L, for a roughness length. Golder (1972),
/// Boundary-Layer Meteorology 3, 47-58, drawn as straight lines 1/L = a + b log10(z0) in Seinfeld and Pandis,
/// Atmospheric Chemistry and Physics (table of PGT classes); the borders lie midway between neighbouring
/// lines.
/// @param length_m not 0; negative where unstable. @param roughness_m 0.001 to 3
[[nodiscard]] Stability stability_of_length(double length_m, double roughness_m);

/// Roughness that stands for a surface where none is given, metres: 0.1 (rural), 1 (urban).
[[nodiscard]] inline double default_roughness_m(Surface surface) {
    return surface == Surface::urban ? 1.0 : 0.1;
}

}  // namespace riskmap::dispersion
