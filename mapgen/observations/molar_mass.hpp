#pragma once

#include <optional>
#include <string_view>

namespace riskmap::observations {

/// g/mol from a formula such as "C6H6" or "CH3OH", by the conventional standard atomic weights (IUPAC 2021)
/// of H, C, N, O, F, S, Cl, Br. Nothing for other text.
[[nodiscard]] std::optional<double> molar_mass_of_formula(std::string_view formula);

/// Of a substance by its CAS number, g/mol; nothing where the table does not hold it (mixtures of unlike
/// molecules, particles).
[[nodiscard]] std::optional<double> molar_mass_of_cas(std::string_view cas);

}  // namespace riskmap::observations
