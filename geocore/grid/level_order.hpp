#pragma once

namespace riskmap::grid {

/// Nodata of level rasters; levels are 0 (unknown) to 4.
inline constexpr unsigned char kLevelNodata = 255;

/// Place of a risk level where several become one cell: 4 > 3 > 2 > 0 (unknown) > 1 > anything else, so that
/// neither a hot spot nor the unknown disappears.
[[nodiscard]] constexpr int level_rank(int level) {
    if (level == 0) return 15;
    return level >= 1 && level <= 4 ? level * 10 : -1;
}

}  // namespace riskmap::grid
