#pragma once

#include <string>

#include "mapgen/artefacts/enterprise_page.hpp"

namespace riskmap::artefacts {

/// Radii that receptors are counted within, drawn as rings.
inline constexpr double kRings_m[] = {1000, 3000, 5000};

/// Where an enterprise emits: land, zones with their names, rings around every source, receptors, scale,
/// north, as one <svg> that needs no style sheet, and under it its legend. Empty where it has no source.
[[nodiscard]] std::string enterprise_map(const sources::AssessedEnterprise& assessed,
                                         const PageContext& context);

/// In Chinese and English, of which the page's switch shows one.
[[nodiscard]] std::string in_both(const run::Text& text);

}  // namespace riskmap::artefacts
