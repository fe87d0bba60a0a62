#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace riskmap::tileserver::tiles {

/// What became of a pixel between two runs; the numbers are those of styles/change-*.sld.
enum class Change : std::uint8_t {
    unknown = 0,
    much_better = 1,
    better = 2,
    unchanged = 3,
    worse = 4,
    much_worse = 5,
    became_known = 6,
    became_unknown = 7,
    one_run_only = 8,
    none = 255,  ///< in neither run
};

/// Of levels 0 (unknown) to 4, NaN where there is none: much is two levels or more.
[[nodiscard]] Change change_of_levels(float before, float after);
/// Of values that are not negative, NaN where unknown: by their ratio, cut at 0.5, 0.8, 1.25 and 2. NaN in
/// both runs is `none`: the layer does not tell the unknown from the sea.
[[nodiscard]] Change change_of_values(float before, float after);

}  // namespace riskmap::tileserver::tiles
